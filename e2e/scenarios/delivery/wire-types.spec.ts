import type { Page } from '@playwright/test';
import { isInteger } from '../../../src/transport/number-types.js';
import { bundle } from '../../harness/bundle.js';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import { html } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

type Json = { readonly [name: string]: Json } | readonly Json[] | string | number | boolean | null;

/** Returns the type of an OTLP value for a store; of a list, that of its items. */
function typesOf(value: Json): string[] {
  const [[type, content] = ['none', null]] = Object.entries(value as { [name: string]: Json });
  if (type !== 'arrayValue') return [type];
  return ((content as { values?: Json[] }).values ?? []).flatMap((item) =>
    typesOf(item).map((of) => `list of ${of}`),
  );
}

/** Returns the OTLP types of all attributes and data points in all bodies, by name. */
function gatherTypes({ exports }: Collector): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, types: string[]) => {
    const known = found.get(name) ?? new Set<string>();
    for (const type of types) known.add(type);
    found.set(name, known);
  };
  const walk = (json: Json, metric = '') => {
    if (typeof json !== 'object' || json === null) return;
    if (Array.isArray(json)) {
      for (const item of json) walk(item, metric);
      return;
    }
    const members = json as { [name: string]: Json };
    if (typeof members.key === 'string' && members.value) add(members.key, typesOf(members.value));
    for (const [name, member] of Object.entries(members)) {
      if (name === 'asInt' || name === 'asDouble') add(`metric ${metric}`, [name]);
      walk(member, 'unit' in members || 'sum' in members ? String(members.name) : metric);
    }
  };
  for (const { body } of exports) walk(JSON.parse(body) as Json);
  return found;
}

/** Serves a page that causes all kinds of records, with integers or with other numbers. */
async function visit(
  page: Page,
  serve: (path: string, script: string) => string,
  url: string,
  isWhole: boolean,
) {
  const [large, small] = isWhole ? [1_180, 0] : [1_180.4, 0.12];
  const script = await bundle(`
    import { metrics, trace } from '@opentelemetry/api';
    import { getRum, initRum } from 'otel-rum';
    initRum({ serviceName: 'shop', endpoint: '${url}' });
    const rum = getRum();
    const get = async (path) => (await fetch(path)).text();
    const shop = { 'shop.total': ${large}, 'shop.rate': ${small}, 'shop.list': [${large}, ${small}] };
    rum.setAttributes({ 'shop.cart': ${large}, 'shop.discount': ${small} });
    rum.addEvent('shop.note', { ...shop, 'http.response.status_code': 200 });
    rum.captureError(new Error('no stock'), { attributes: shop });
    rum.captureError('twice');
    const span = trace.getTracer('shop').startSpan('work', { attributes: shop });
    span.addEvent('packed', shop).addLink({ context: span.spanContext(), attributes: shop });
    span.end();
    const meter = metrics.getMeter('shop');
    meter.createCounter('shop.orders').add(${large}, shop);
    meter.createUpDownCounter('shop.open').add(${small}, shop);
    meter.createGauge('shop.queue').record(${small}, shop);
    meter.createHistogram('shop.wait').record(${large}, shop);
    document.getElementById('buy').onclick = async () => {
      const until = performance.now() + 200;
      while (performance.now() < until);
      await get('/api/ok');
      const xhr = new XMLHttpRequest();
      xhr.open('POST', '/api/ok');
      xhr.send('{}');
      xhr.onload = () => {
        history.pushState(null, '', '/cart');
        document.getElementById('text').textContent = 'cart';
      };
    };
    document.getElementById('form').onsubmit = (event) => {
      event.preventDefault();
      get('/missing').then(() => { document.getElementById('text').textContent = 'sent'; throw new TypeError('refused'); });
    };
    ${isWhole ? '' : "document.getElementById('space').style.height = '200px';"}
    document.body.append(Object.assign(new Image(), { src: '/missing.png' }));
    document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/blocked.png' }));
    globalThis.otelRum = rum;`);
  await page.goto(serve(isWhole ? '/whole' : '/parts', script));
}

test('each name has one type in a full visit, whatever its values: only declared names are integers', async ({
  page,
  site,
  collector,
}) => {
  const serve = (path: string, script: string) => {
    site.serve(`${path}.js`, { headers: { 'content-type': 'text/javascript' }, body: script });
    site.serve(path, () =>
      html(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>
<div id="space"></div><p id="text">Films</p><button id="buy">Buy</button><form id="form"><button id="send">Send</button></form>
<script type="module" src="${path}.js"></script></body></html>`,
        { 'content-security-policy': "img-src 'self'" },
      ),
    );
    return site.url + path;
  };
  for (const isWhole of [true, false]) {
    await visit(page, serve, collector.url, isWhole);
    await page.click('#buy');
    await page.locator('#text', { hasText: 'cart' }).waitFor();
    await page.click('#send');
    await page.locator('#text', { hasText: 'sent' }).waitFor();
    const path = isWhole ? '/whole' : '/parts';
    const isHere = ({ attributes }: { attributes: Record<string, unknown> }) =>
      String(attributes['url.full']).includes(path);
    await page.evaluate(() =>
      (globalThis as unknown as { otelRum: { flush(): Promise<void> } }).otelRum.flush(),
    );
    await page.goto('about:blank');
    await collector.waitForSpan('documentLoad', isHere);
  }
  for (const name of [
    ...(supports('longAnimationFrames') ? ['browser.long_animation_frame'] : []),
    'exception',
    'otel_rum.csp_violation',
    'browser.user_action.click',
    'browser.navigation',
    'browser.web_vital',
    'shop.note',
  ])
    await collector.waitForEvent(name);
  for (const name of ['click', 'navigation', 'work', 'submit', 'GET /missing', 'POST /api/ok', 'GET /api/ok'])
    await collector.waitForSpan(name);
  for (const name of [
    'otel_rum.web_vital.lcp',
    'otel_rum.web_vital.inp',
    'http.client.request.duration',
    'shop.open',
  ])
    await collector.waitForPoint(name);

  const types = gatherTypes(collector);
  const several = [...types]
    .filter(([, of]) => of.size !== 1)
    .map(([name, of]) => `${name}: ${[...of].join(', ')}`);
  expect(several).toEqual([]);

  const numbers = [...types].flatMap(([name, of]) =>
    [...of].flatMap((type) =>
      /(int|double)Value/.test(type) ? [{ name, type: type.replace('list of ', '') }] : [],
    ),
  );
  for (const { name, type } of numbers)
    expect.soft(type, name).toBe(isInteger(name) ? 'intValue' : 'doubleValue');
  const integers = numbers.filter(({ type }) => type === 'intValue').map(({ name }) => name);
  expect(integers).toEqual(
    expect.arrayContaining(['http.response.status_code', 'server.port', 'http.response.body.size']),
  );
  expect(numbers.length - integers.length).toBeGreaterThan(20);
  for (const name of [
    'shop.total',
    'shop.rate',
    'shop.cart',
    'shop.discount',
    'shop.list',
    'browser.web_vital.value',
  ])
    expect.soft(numbers, name).toContainEqual({ name, type: 'doubleValue' });
});
