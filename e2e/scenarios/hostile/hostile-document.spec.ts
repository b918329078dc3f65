import { ourTag } from '../../fixtures/hostile/page.js';
import { expect, test } from '../../harness/test.js';

/** An app from before 2010: it rewrites the loaded document, including its scripts. */
const REWRITE = () => {
  document.open();
  document.write('<h1>Cart</h1><button id="go">Go</button><output></output>');
  document.close();
  const show = (text: string) => {
    (document.querySelector('output') as HTMLOutputElement).textContent += `${text} `;
  };
  (document.querySelector('#go') as HTMLElement).onclick = async ({ isTrusted }) => {
    show(`click ${isTrusted}`);
    show(await (await fetch('/api/ok')).text());
    setTimeout(() => show('timer'));
    setTimeout(() => show('done'), 1);
  };
};

test('a document that is rewritten is unaffected, and its requests are reported', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  const visit = async (tag: string) => {
    site.serve('/', `<!doctype html><title>Shop</title>${tag}<h1>Shop</h1>`);
    await page.goto(`${site.url}/`);
    if (tag) await collector.waitForSpan('documentLoad');
    await page.evaluate(REWRITE);
    await page.click('#go');
    await expect(page.locator('output')).toHaveText(/done/);
    return page.locator('output').textContent();
  };
  expect([await visit(''), await visit(ourTag(collector.url))]).toEqual(
    Array(2).fill('click true {"ok":true} timer done '),
  );
  // The browser removes all listeners of window and document: clicks and errors are no longer observed.
  await collector.waitForSpan('GET /api/ok');
  await page.evaluate(() =>
    (window as unknown as { otelRum: { addEvent(name: string): void } }).otelRum.addEvent('shop.after'),
  );
  await collector.waitForEvent('shop.after');
  expect(consoleOutput.messages.map((message) => message.text())).toEqual([]);
  expect(consoleOutput.errors).toEqual([]);
});
