import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const open = async (page: Page, site: Site, collector: Collector, body: string, options = {}) =>
  void (await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, ...options },
      tag: '',
      body,
    }),
  ));
const exceptions = (collector: Collector) =>
  collector.logs.filter(({ eventName }) => eventName === 'exception');

test('a rejected response is sent as its kind and keys, without running code of the page', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector, '');
  await page.evaluate(() => {
    const ran: string[] = [];
    const spy = (name: string) => ({ get: () => ran.push(name), enumerable: true });
    const answer = Object.defineProperties(
      { config: { headers: { Authorization: 'Bearer s3cret' } }, data: { patient: 'Ada'.repeat(1e6) } },
      { message: spy('message'), toJSON: spy('toJSON'), stack: spy('stack'), cause: spy('cause') },
    );
    Object.assign(window, { ran });
    void Promise.reject(answer);
    void Promise.reject(localStorage);
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { RangeError: Foreign } = frame.contentWindow as unknown as typeof globalThis;
    void Promise.reject(new Foreign('of another window'));
    void Promise.reject(new DOMException('denied', 'SecurityError'));
  });
  await collector.waitForEvent('exception', ({ attributes }) => attributes['exception.message'] === 'denied');
  await flush(page);
  expect(
    exceptions(collector).map(({ attributes }) => [
      attributes['exception.type'],
      attributes['exception.message'],
    ]),
  ).toEqual([
    ['Object', 'Object {config, data, message, toJSON, stack, cause}'],
    ['Storage', 'Storage'],
    ['RangeError', 'of another window'],
    ['SecurityError', 'denied'],
  ]);
  expect(await page.evaluate(() => (window as unknown as { ran: string[] }).ran)).toEqual([]);
});

test('one error object thrown by three clicks is three exceptions, and makes each click fail', async ({
  page,
  site,
  collector,
}) => {
  const script = `const shared = new Error('shared'); button.onclick = () => { throw shared; };`;
  await open(page, site, collector, `<button id="button">!</button><script>${script}</script>`);
  for (let click = 0; click < 3; click++) await page.click('#button');
  await collector.waitFor(
    ({ logs }) => logs.filter(({ eventName }) => eventName === 'browser.user_action.click').length === 3,
    'three clicks',
  );
  await flush(page);
  expect(exceptions(collector)).toHaveLength(3);
  const clicks = collector.logs.filter(({ eventName }) => eventName === 'browser.user_action.click');
  expect(clicks.map(({ attributes }) => attributes['otel_rum.user_action.error'])).toEqual([
    true,
    true,
    true,
  ]);
});

test('a worker’s error has its type and position, and a ResizeObserver loop is a notice that makes no click fail', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/worker.js', {
    headers: { 'content-type': 'text/javascript' },
    body: "setTimeout(() => { throw new TypeError('in a worker'); });",
  });
  const script = `
    new Worker('/worker.js');
    button.onclick = () => {
      new ResizeObserver(([entry]) => { entry.target.style.width = entry.contentRect.width + 1 + 'px'; }).observe(box);
    };`;
  await open(
    page,
    site,
    collector,
    `<button id="button">!</button><div id="box">x</div><script>${script}</script>`,
  );
  await page.click('#button');
  const notice = await collector.waitForEvent('exception', ({ attributes }) =>
    String(attributes['exception.message']).startsWith('ResizeObserver loop'),
  );
  const worker = await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.type'] === 'TypeError',
  );
  await flush(page);
  expect(notice.severityNumber).toBe(9);
  expect(worker.attributes).toMatchObject({
    'exception.message': 'in a worker',
    'otel_rum.exception.frames': [expect.stringMatching(/worker\.js:1:\d+$/)],
  });
  const click = await collector.waitForEvent('browser.user_action.click');
  expect(click.attributes['otel_rum.user_action.error']).toBeUndefined();
});

test.describe('with debug on', () => {
  test.use({ isOursExpected: true });

  test('one line reports the start, and whether anything is sent', async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    await open(page, site, collector, '', { debug: 'true', consent: 'required' });
    await expect
      .poll(() => consoleOutput.messages.map((message) => `${message.type()} ${message.text()}`).join('\n'))
      .toContain('Consent is pending');
    const lines = consoleOutput.messages.map((message) => `${message.type()} ${message.text()}`);
    expect(lines.filter((line) => /started/.test(line))).toEqual([
      expect.stringMatching(/^info \[otel-rum\] started: service 'shop' to http.*Consent is pending/),
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^warning .*'consent' must be .* but is 'required'/));
    expect(collector.exports).toEqual([]);
  });
});
