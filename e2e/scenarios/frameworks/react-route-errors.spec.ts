import { type AppSource, buildApp, REACT_18, serveApp } from '../../fixtures/frameworks/build-app.js';
import { expect, flush, test } from '../../harness/test.js';

const router = (name: string) => ({ 'react-router-dom': name, 'react-router': name });
const APPS: Record<string, Pick<AppSource, 'alias'>> = {
  'react-router 6, React 18': { alias: REACT_18 },
  'react-router 7, React 19': { alias: router('react-router-7') },
  'react-router 8, React 19': { alias: router('react-router-8') },
};

for (const [name, source] of Object.entries(APPS)) {
  test(`errors of a data router’s routes are reported once, in a production build: ${name}`, async ({
    page,
    site,
    collector,
  }) => {
    const app = await buildApp({ entry: 'react-19/route-errors.tsx', ...source });
    serveApp(site, app, collector.url, { paths: ['/'] });
    await page.goto(`${site.url}/`);
    for (const [link, heading] of [
      ['render', 'Failed: while rendering'],
      ['nested', 'Own: of a child'],
      ['await', 'Failed: of an await'],
      ['loader', 'Failed: of a loader'],
    ] as const) {
      await page.getByRole('link', { name: link }).click();
      await expect(page.getByRole('heading')).toHaveText(heading);
    }
    await flush(page);
    const messages = collector.logs
      .filter(({ eventName }) => eventName === 'exception')
      .map(({ attributes }) => attributes['exception.message']);
    expect(messages.sort()).toEqual(['of a child', 'of a loader', 'of an await', 'while rendering']);
  });
}
