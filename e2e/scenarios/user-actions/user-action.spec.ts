import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { inputAtOnce } from '../../harness/input-at-once.js';
import type { Log } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';
import { parseTraceparent, traceparentOf } from '../../harness/traceparent.js';

/** A page whose script runs after the SDK has started. */
async function open(page: Page, site: Site, collector: Collector, body: string): Promise<void> {
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '500' },
    tag: '',
    body,
  });
  await page.goto(url);
  await collector.waitForSpan('documentLoad');
}

test.describe('a user action', () => {
  test('is the parent of a request after several native awaits, also on the server', async ({
    page,
    site,
    collector,
  }) => {
    await open(
      page,
      site,
      collector,
      `<button id="buy">Buy</button><script>
        document.getElementById('buy').onclick = async () => {
          await null;
          for (let i = 0; i < 20; i++) await Promise.resolve();
          await new Promise((resolve) => setTimeout(resolve, 20));
          const first = await fetch('/api/movies/42');
          await first.text();
          await (await fetch('/api/ok')).text();
        };
      </script>`,
    );
    site.serve('/api/movies/42', { body: '{}' });
    await page.click('#buy');

    const click = await collector.waitForSpan('click');
    const first = await collector.waitForSpan('GET /api/movies/{id}');
    const second = await collector.waitForSpan('GET /api/ok');
    expect(click.parentSpanId).toBeUndefined();
    expect(click.kind).toBe('internal');
    expect(click.attributes).toMatchObject({
      'otel_rum.user_action.type': 'click',
      'otel_rum.element.tag_name': 'button',
    });
    for (const request of [first, second]) {
      expect(request).toMatchObject({ kind: 'client', traceId: click.traceId, parentSpanId: click.spanId });
      expect(request.attributes).toMatchObject({
        'http.request.method': 'GET',
        'http.response.status_code': 200,
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(site.url).port),
      });
      expect(click.startMillis).toBeLessThanOrEqual(request.startMillis);
      expect(click.endMillis).toBeGreaterThanOrEqual(request.endMillis);
    }
    // The server received the recorded ids: its span would be a child of the request's span.
    const { headers } = await site.waitForRequest('/api/movies/42');
    expect(parseTraceparent(headers.traceparent)).toEqual(traceparentOf(first));
  });

  test('is separate for each input, also on a page that is too busy to end the previous one', async ({
    page,
    site,
    collector,
  }) => {
    for (const id of ['field', 'typed', 'one', 'two']) site.serve(`/api/${id}`, { body: '{}' });
    await open(
      page,
      site,
      collector,
      `<input id="field"><button id="one">1</button><button id="two">2</button><script>
        const busy = () => { for (const until = performance.now() + 400; performance.now() < until; ); };
        const get = (id) => fetch('/api/' + id).then((response) => response.text());
        const on = (id, type, listener) => document.getElementById(id).addEventListener(type, listener);
        let timer;
        on('field', 'click', () => { get('field'); busy(); });
        on('field', 'keyup', () => { clearTimeout(timer); timer = setTimeout(get, 150, 'typed'); });
        on('one', 'click', () => { get('one'); busy(); });
        on('two', 'click', () => get('two'));
      </script>`,
    );
    await inputAtOnce(page, [{ press: '#field' }, { type: 'a' }]);
    const actionOf = async (id: string) => {
      const { traceId } = await collector.waitForSpan(`GET /api/${id}`);
      return collector.waitForSpan(/^(click|keydown)$/, (span) => span.traceId === traceId);
    };
    const field = await actionOf('field');
    const typed = await actionOf('typed');
    expect([field.name, typed.name]).toEqual(['click', 'keydown']);
    expect(field.traceId).not.toBe(typed.traceId);

    await inputAtOnce(page, [{ press: '#one' }, { press: '#two' }]);
    const selectors = [await actionOf('one'), await actionOf('two')].map(
      ({ attributes }) => attributes['otel_rum.element.selector'],
    );
    expect(selectors).toEqual(['button#one', 'button#two']);
  });

  test('does not mix with another in quick succession', async ({ page, site, collector }) => {
    await open(
      page,
      site,
      collector,
      `<button id="one">1</button><button id="two">2</button><script>
        for (const id of ['one', 'two']) {
          document.getElementById(id).onclick = () => fetch('/api/' + id).then((response) => response.text());
        }
      </script>`,
    );
    for (const id of ['one', 'two']) site.serve(`/api/${id}`, { body: '{}' });
    await page.evaluate(() => document.getElementById('one')?.focus());
    await page.click('#one');
    await page.click('#two');

    const [one, two] = [
      await collector.waitForSpan('GET /api/one'),
      await collector.waitForSpan('GET /api/two'),
    ];
    const clickOf = (traceId: string) => collector.waitForSpan('click', (span) => span.traceId === traceId);
    expect(one.traceId).not.toBe(two.traceId);
    expect((await clickOf(one.traceId)).spanId).toBe(one.parentSpanId);
    expect((await clickOf(two.traceId)).spanId).toBe(two.parentSpanId);
  });

  test('without an effect is an event, and no span', async ({ page, site, collector }) => {
    await open(page, site, collector, '<button id="idle">Nothing</button>');
    await page.click('#idle');

    const event = await collector.waitForEvent('browser.user_action.click');
    expect(event.attributes).toMatchObject({
      'otel_rum.element.tag_name': 'button',
      'otel_rum.element.selector': expect.stringContaining('idle'),
    });
    await flush(page);
    expect(collector.spans.filter(({ name }) => name === 'click')).toEqual([]);
  });

  test.describe('with polling in the background', () => {
    const polling = `<button id="buy">Buy</button><script>
      setInterval(() => fetch('/api/poll').then((response) => response.text()), 150);
      document.getElementById('buy').onclick = () => fetch('/api/slow').then((response) => response.text());
    </script>`;

    test('does not include the polling, during and after it', async ({ page, site, collector }) => {
      await open(page, site, collector, polling);
      site.serve('/api/poll', { body: '{}' });
      const release = site.hold('/api/slow');
      const polls = () => site.requests.filter(({ path }) => path === '/api/poll').length;

      await page.click('#buy');
      await site.waitForRequest('/api/slow');
      const during = polls();
      await expect.poll(polls, 'polling goes on while the action is open').toBeGreaterThan(during + 2);
      release();
      const click = await collector.waitForSpan('click');
      const after = polls();
      await expect.poll(polls, 'polling goes on after it').toBeGreaterThan(after + 2);
      await flush(page);

      const bought = await collector.waitForSpan('GET /api/slow');
      expect(bought.parentSpanId).toBe(click.spanId);
      // Earlier requests may belong to the page load.
      const polled = collector.spans.filter(
        ({ name, startMillis }) => name === 'GET /api/poll' && startMillis > click.startMillis,
      );
      expect(polled.length).toBeGreaterThan(4);
      expect(polled.filter(({ traceId }) => traceId === click.traceId)).toEqual([]);
      // Each in a trace of its own.
      expect(new Set(polled.map(({ traceId }) => traceId)).size).toBe(polled.length);
      expect(polled.filter(({ parentSpanId }) => parentSpanId !== undefined)).toEqual([]);
    });
  });

  test('by key, submit and change has their names', async ({ page, site, collector }) => {
    await open(
      page,
      site,
      collector,
      `<form id="search"><input id="q" aria-label="search"><select id="genre"><option>a<option>b</select></form><script>
        const ask = (path) => fetch(path).then((response) => response.text());
        document.getElementById('search').onsubmit = (event) => { event.preventDefault(); ask('/api/submit'); };
        document.getElementById('genre').onchange = () => ask('/api/change');
        document.getElementById('q').onkeydown = (event) => { if (event.key === 'a') ask('/api/key'); };
      </script>`,
    );
    for (const path of ['submit', 'change', 'key']) site.serve(`/api/${path}`, { body: '{}' });
    await page.locator('#q').press('a');
    const key = await collector.waitForSpan('GET /api/key');
    await page.locator('#q').press('Enter');
    const submit = await collector.waitForSpan('GET /api/submit');
    // A change by a person, since one by a script does not count.
    await page.locator('#genre').press('ArrowDown');
    const change = await collector.waitForSpan('GET /api/change');
    for (const [type, request] of Object.entries({ keydown: key, submit, change })) {
      const action = await collector.waitForSpan(type, ({ spanId }) => spanId === request.parentSpanId);
      expect(action.attributes['otel_rum.user_action.type']).toBe(type);
    }
  });

  test('has failed if it caused an unhandled error, and only then', async ({ page, site, collector }) => {
    await open(
      page,
      site,
      collector,
      `<button id="throws" onclick="fetch('/api/throws'); throw new RangeError('at once')">1</button>
      <button id="rejects">2</button><button id="catches">3</button><script>
        rejects.onclick = async () => {
          await (await fetch('/api/rejects')).text();
          null.price;
        };
        catches.onclick = async () => {
          await (await fetch('/api/catches')).text();
          try { null.price; } catch (error) { otelRum.captureError(error); }
        };
      </script>`,
    );
    const errorOf: Record<string, unknown> = {
      throws: 'RangeError',
      rejects: 'TypeError',
      catches: undefined,
    };
    const throwOften = () => {
      setInterval(() => {
        throw new EvalError('not caught');
      }, 50);
    };
    for (const [id, type] of Object.entries(errorOf)) {
      site.serve(`/api/${id}`, { body: '{}' });
      if (!type) await page.evaluate(throwOften);
      await page.click(`#${id}`);
      const request = await collector.waitForSpan(`GET /api/${id}`);
      const action = await collector.waitForSpan('click', ({ spanId }) => spanId === request.parentSpanId);
      expect(action.status).toBe(type ? 'error' : 'unset');
      expect(action.attributes['error.type']).toBe(type);
      expect(request.status).toBe('unset');
      if (!type) continue;
      const error = await collector.waitForEvent(
        'exception',
        ({ attributes }) => attributes['exception.type'] === type,
      );
      expect(error).toMatchObject({ traceId: action.traceId, spanId: action.spanId });
    }
    const isBackground = ({ attributes }: Log) => attributes['exception.type'] === 'EvalError';
    await collector.waitForEvent('exception', isBackground);
    const background = collector.logs.filter(isBackground);
    expect(background.filter(({ spanId }) => spanId !== undefined && spanId !== '')).toEqual([]);
  });

  test('is in one trace with its own INP, also if others followed', async ({ page, site, collector }) => {
    await open(
      page,
      site,
      collector,
      `<button id="slow">1</button><button id="quick" onclick="fetch('/api/quick')">2</button><script>
        slow.onclick = () => {
          fetch('/api/slow');
          const until = performance.now() + 150;
          while (performance.now() < until);
        };
      </script>`,
    );
    for (const id of ['slow', 'quick']) {
      site.serve(`/api/${id}`, { body: '{}' });
      await page.click(`#${id}`);
      await collector.waitForSpan(`GET /api/${id}`);
    }
    await page.close();
    const inp = await collector.waitForEvent(
      'browser.web_vital',
      ({ attributes }) => attributes['browser.web_vital.name'] === 'inp',
    );
    const click = await collector.waitForSpan(
      'click',
      ({ attributes }) => attributes['otel_rum.element.selector'] === 'button#slow',
    );
    expect(inp).toMatchObject({ traceId: click.traceId, spanId: click.spanId });
    const { exemplars } = await collector.waitForPoint('otel_rum.web_vital.inp');
    expect(exemplars).toMatchObject([{ traceId: click.traceId, spanId: click.spanId }]);
  });
});
