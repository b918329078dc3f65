import { readFileSync } from 'node:fs';
import { type Demo, openDemo } from '../../harness/demo.js';
import { expect, test } from '../../harness/test.js';

test.describe.configure({ mode: 'serial' });

const THROWN = "throw new TypeError('The ticket office is closed";
const source = readFileSync(new URL('../../../demo/fronts/shared/troubles.mjs', import.meta.url), 'utf8');
const line = source.split('\n').findIndex((text) => text.includes(THROWN)) + 1;

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(90_000);
  demo = await openDemo();
});
test.afterAll(() => demo.close());

for (const front of ['react', 'vue']) {
  test(`the ${front} front: an error has its source in the live view, and the minified stack on request`, async ({
    page,
    context,
  }) => {
    const service = `movies-${front}`;
    await page.goto(`${demo.url}/${front}/`);
    await page.getByRole('button', { name: 'Error', exact: true }).click();
    const { attributes } = await demo.inbox.waitForEvent(
      'exception',
      ({ resource }) => resource['service.name'] === service,
    );
    expect((attributes['otel_rum.exception.frames'] as string[])[0]).toMatch(
      /^openTicketOffice@(?:\.\.\/)?shared\/troubles\.mjs:\d+:\d+$/,
    );

    const view = await context.newPage();
    await view.goto(demo.collectorUrl);
    await view.getByRole('tab', { name: /errors/i }).click();
    const card = view.locator('.card.error').filter({ hasText: service });
    await card.getByText('Stack').click();
    const excerpt = card.locator('pre.source');
    await expect(excerpt).toContainText(`> ${line} |   ${THROWN}`);
    await expect(card).toContainText(new RegExp(`at openTicketOffice \\(.*troubles\\.mjs:${line}:`));
    await card.getByRole('button', { name: 'Show minified' }).click();
    await expect(excerpt).toBeHidden();
    await expect(card).toContainText(/assets\/index-[\w-]+\.js:\d+:\d+/);
    await card.getByRole('button', { name: 'Show source' }).click();
    await expect(excerpt).toBeVisible();
  });
}
