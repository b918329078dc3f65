import { bundle } from '../../harness/bundle.js';
import { serveModulePage, serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

for (const tag of ['type="module"', 'type="module" async', 'type="module" crossorigin']) {
  test(`a tag with ${tag} starts, and has its name on the global object`, async ({
    page,
    site,
    collector,
  }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    await page.goto(serveSnippetPage(site, '/', { options, tag }));
    await collector.waitForSpan('documentLoad');
    await page.evaluate(() =>
      (globalThis as never as { otelRum: { addEvent(n: string): void } }).otelRum.addEvent('a'),
    );
    await flush(page);
    await collector.waitForEvent('a');
  });
}

test('unknown attributes, which other tools add to each tag, are ignored', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  const options = {
    'service-name': 'shop',
    endpoint: collector.url,
    cfasync: 'false',
    cookieconsent: 'statistics',
    'turbo-track': 'reload',
    'no-optimize': '1',
    categories: 'analytics',
  };
  await page.goto(serveSnippetPage(site, '/', { options }));
  await collector.waitForSpan('documentLoad');
  expect(consoleOutput.messages.map((message) => message.text())).toEqual([]);
});

const DOORS = {
  importScripts: `importScripts('/otel-rum.iife.js');`,
  import: `await import('/npm.js');`,
};
for (const [door, load] of Object.entries(DOORS)) {
  test(`in a worker, loaded by ${door}, it does nothing and throws nothing`, async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    const npm = await bundle(`
      import { getRum, initRum } from 'otel-rum';
      initRum({ serviceName: 'shop', endpoint: '${collector.url}' });
      globalThis.otelRum = getRum();`);
    const headers = { 'content-type': 'text/javascript' };
    site.serve('/npm.js', { headers, body: npm });
    const body = `try {
        ${load}
        otelRum.addEvent('a');
        otelRum.captureError(new Error('b'));
        otelRum.flush().then(() => postMessage('inert'), (error) => postMessage(String(error)));
      } catch (error) { postMessage(String(error)); }`;
    site.serve('/worker.js', { headers, body });
    const type = door === 'import' ? 'module' : 'classic';
    await page.goto(
      serveModulePage(
        site,
        '/',
        `
      const worker = new Worker('/worker.js', { type: '${type}' });
      worker.onmessage = ({ data }) => { document.querySelector('h1').textContent = data; };
      worker.onerror = ({ message }) => { document.querySelector('h1').textContent = message; };`,
      ),
    );
    await expect(page.locator('h1')).not.toHaveText('Shop');
    await expect(page.locator('h1')).toHaveText('inert');
    expect(consoleOutput.errors).toEqual([]);
    expect(collector.exports).toEqual([]);
  });
}
