import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Inbox } from '../../harness/inbox.js';
import { expect, test } from './test.js';
import { examplesOf, type Files, filesOf, serveTemplate } from './vite-template.js';

// Each builds a whole app.
test.setTimeout(180_000);

const isReact = (file: string) => file.endsWith('.tsx');
const isVue = (file: string) => file === 'src/main.ts' || file.endsWith('.vue');

test('README.md: React, with a route’s error that shows its fallback and is reported once', async ({
  page,
  backend,
}) => {
  const files = await filesOf('README.md', isReact);
  expect(Object.keys(files)).toEqual(['src/main.tsx']);
  expect(await filesOf('docs/guides/react.md', isReact), 'the guide has the same example').toEqual(files);
  const app = await serveTemplate({ template: 'react-ts', files, collectorUrl: backend.url });
  try {
    await page.goto(`${app.url}/movies/7`);
    await expect(page.getByRole('heading')).toHaveText('Film 7');
    const load = await backend.inbox.waitForSpan('documentLoad');
    expect(load.resource['service.name']).toBe('shop');
    await page.goto(`${app.url}/movies/none`);
    await expect(page.getByText('Something went wrong.')).toBeVisible();
    await expectOneError(page, app.url, backend.inbox);
  } finally {
    await app.close();
  }
});

for (const page of ['README.md', 'docs/guides/vue.md']) {
  test(`${page}: Vue, with its routes' names`, async ({ page: tab, backend }) => {
    const files = await filesOf(page, isVue);
    expect(Object.keys(files)).toEqual(['src/main.ts', 'src/App.vue', 'src/Film.vue']);
    const app = await serveTemplate({ template: 'vue-ts', files, collectorUrl: backend.url });
    try {
      await tab.goto(`${app.url}/movies/7`);
      await expect(tab.getByRole('heading')).toHaveText('Film 7');
      await tab.goto('about:blank');
      const view = await backend.inbox.waitForEvent('browser.navigation');
      expect(view.attributes['otel_rum.document.url.template']).toBe('/movies/:id');
      if (page === 'README.md') return;
      await tab.goto(`${app.url}/movies/none`);
      await expectOneError(tab, app.url, backend.inbox);
    } finally {
      await app.close();
    }
  });
}

test('docs/guides/npm.md: a file of its own that is imported first', async ({ page, backend }) => {
  const files = await filesOf('docs/guides/npm.md', (file) => file.startsWith('src/'));
  expect(Object.keys(files)).toEqual(['src/telemetry.ts']);
  const main =
    "import './telemetry';\nimport { getRum } from 'otel-rum';\n\ngetRum().addEvent('main.started');\n";
  await expectExport(page, backend.url, { ...files, 'src/main.ts': main }, 'main.started');
});

test('README.md: the six lines from npm', async ({ page, backend }) => {
  const example = (await examplesOf('README.md')).find(({ code }) => code.includes('checkout.completed'));
  await expectExport(page, backend.url, { 'src/main.ts': example?.code ?? '' }, 'checkout.completed');
});

for (const page of ['README.md', 'docs/guides/script-tag.md']) {
  test(`${page}: the script tag, with its policy if it names one`, async ({
    page: tab,
    site,
    consoleOutput,
  }) => {
    const examples = await examplesOf(page);
    const head = examples.find(
      ({ language, code }) => language === 'html' && code.includes('data-service-name'),
    )?.code;
    const policy = (await policyOf(page)) ?? "script-src 'self'; connect-src https://collector.example";
    site.serve('/', {
      headers: { 'content-type': 'text/html', 'content-security-policy': policy },
      body: `<!doctype html><html lang="en"><head><title>Shop</title>${head}</head><body><h1>Shop</h1></body></html>`,
    });
    const sent = tab.waitForRequest('https://collector.example/v1/traces');
    await tab.goto(site.url);
    expect((await sent).postData()).toContain('documentLoad');
    expect(consoleOutput.errors).toEqual([]);
    expect(
      consoleOutput.messages.filter((message) => message.text().includes('Content Security Policy')),
    ).toEqual([]);
  });
}

/** The endpoint of these examples is a host that does not exist: the test sees requests to it, which fail. */
async function expectExport(
  page: Page,
  collectorUrl: string,
  files: Files,
  eventName: string,
): Promise<void> {
  const app = await serveTemplate({ template: 'vanilla-ts', files, collectorUrl });
  try {
    const sent = page.waitForRequest(
      (request) => request.url() === 'https://collector.example/v1/logs' && request.method() === 'POST',
    );
    await page.goto(app.url);
    expect((await sent).postData()).toContain(eventName);
  } finally {
    await app.close();
  }
}

/** Expects that the page's error has arrived once, also after the next page has sent stored records. */
async function expectOneError(page: Page, origin: string, inbox: Inbox): Promise<void> {
  const isLast = ({ attributes }: { attributes: Record<string, unknown> }) =>
    attributes['browser.document.url.full'] === `${origin}/movies/8`;
  await inbox.waitForEvent('exception');
  await page.goto(`${origin}/movies/8`);
  await inbox.waitForSpan('documentLoad', isLast);
  const errors = inbox.logs.filter(({ eventName }) => eventName === 'exception');
  expect(errors.map(({ attributes }) => attributes['exception.message'])).toEqual(['There is no film none']);
  expect(errors[0]?.attributes['otel_rum.document.url.template']).toBe('/movies/:id');
}

/** Returns the Content Security Policy that a page of documentation shows. */
async function policyOf(page: string): Promise<string | undefined> {
  const text = await readFile(new URL(`../../../${page}`, import.meta.url), 'utf8');
  return /^Content-Security-Policy: (.*)$/m.exec(text)?.[1];
}
