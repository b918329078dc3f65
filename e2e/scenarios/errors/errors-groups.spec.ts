import type { Page } from '@playwright/test';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { type Site, startSite } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

async function open(page: Page, site: Site, collector: Collector, path: string, body: string) {
  await page.goto(
    serveSnippetPage(site, path, {
      options: { 'service-name': 'shop', endpoint: collector.url },
      tag: '',
      body,
    }),
  );
}
const exceptions = (collector: Collector) =>
  collector.logs.filter(({ eventName }) => eventName === 'exception').map(({ attributes }) => attributes);

/** Builds a shop like a real one: minified, with a hash in its file name. */
async function buildShop(version: number): Promise<{ path: string; code: string }> {
  const more = Array.from(
    { length: version * 80 },
    (_, index) => `export const more${index} = () => ${index};`,
  );
  const modules: Record<string, string> = {
    main: `import { Cart } from 'cart'; import * as more from 'more'; globalThis.more = more;
      const cart = new Cart();
      document.getElementById('pay').onclick = () => cart.checkout({ id: performance.now() });`,
    cart: `const priceOf = (item) => item.missing.price;
      const sumOf = (items) => { let sum = 0; for (const item of items) sum += priceOf(item); return sum; };
      export class Cart { checkout(item) { document.title = 'paying'; return sumOf([item]) + priceOf(item); } }`,
    more: more.join('\n'),
  };
  const bundle = await rollup({
    input: 'main',
    plugins: [
      { name: 'memory', resolveId: (id) => id, load: (id) => modules[id] ?? null },
      terser({ module: true }),
    ],
  });
  const { output } = await bundle.generate({ format: 'es', entryFileNames: 'assets/main-[hash].js' });
  return { path: `/${output[0].fileName}`, code: output[0].code };
}

test('an error has one group in two builds of an app, and frames of its own build', async ({
  page,
  site,
  collector,
}) => {
  const shops = [await buildShop(1), await buildShop(2)];
  expect(shops[0]?.path).not.toBe(shops[1]?.path);
  for (const { path, code } of shops) {
    site.serve(path, { headers: { 'content-type': 'text/javascript' }, body: code });
    await open(
      page,
      site,
      collector,
      '/',
      `<button id="pay">Pay</button><script type="module" src="${path}"></script>`,
    );
    await page.click('#pay');
    await collector.waitForEvent('exception', ({ attributes }) =>
      String(attributes['exception.stacktrace']).includes(path),
    );
  }
  for (const { path } of shops) {
    // By build, since a record in flight at page end may have arrived twice.
    const attributes = exceptions(collector).find((exception) =>
      String(exception['exception.stacktrace']).includes(path),
    );
    expect(attributes?.['otel_rum.exception.group']).toMatch(
      /^checkout TypeError (Cannot read properties undefined reading price|access property price missing undefined)$/,
    );
    const frames = attributes?.['otel_rum.exception.frames'] as string[];
    expect(frames.length).toBeGreaterThanOrEqual(2);
    for (const frame of frames) expect(frame).toMatch(/^[^@]*@http:\/\/\S+:\d+:\d+$/);
    expect(frames.find((frame) => frame.includes('checkout@'))).toContain(`${site.url}${path}:1:`);
  }
});

test('an error in each animation frame is ten events; all are counted, and the next event has the number of the others', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector, '/', '');
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const now = Date.now();
        // All within one minute of the clock, except the last one in the next.
        Date.now = () => Math.floor(now / 60_000) * 60_000;
        let frame = 0;
        const fail = () => {
          frame++;
          if (frame === 40) Date.now = () => now + 120_000;
          if (frame < 40) requestAnimationFrame(fail);
          else setTimeout(resolve);
          throw new TypeError(`frame ${frame} is lost`);
        };
        requestAnimationFrame(fail);
      }),
  );
  await flush(page);
  const sent = exceptions(collector);
  expect(sent.map((attributes) => attributes['exception.message'])).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40].map((frame) => `frame ${frame} is lost`),
  );
  expect(sent.map((attributes) => attributes['otel_rum.exception.suppressed'])).toEqual([...Array(10), 29]);
  const points = collector.metrics
    .filter(({ name }) => name === 'otel_rum.exceptions')
    .flatMap(({ points }) => points);
  expect(points.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(40);
});

test('an error of another origin’s script is marked as hidden; with CORS it is reported', async ({
  page,
  site,
  collector,
}) => {
  const other = await startSite();
  const body = `throw new RangeError('of another origin');`;
  other.serve('/third.js', { headers: { 'content-type': 'text/javascript' }, body });
  await open(
    page,
    site,
    collector,
    '/',
    `<script src="${other.url}/third.js"></script><script crossorigin src="${other.url}/third.js?cors"></script>`,
  );
  await flush(page);
  await other.close();
  const withheld = exceptions(collector).find((one) => one['exception.message'] === 'Script error.');
  const visible = exceptions(collector).find((one) => one['exception.type'] === 'RangeError');
  expect(withheld).toMatchObject({
    'exception.message': 'Script error.',
    'otel_rum.exception.cross_origin': true,
    'otel_rum.exception.handled': false,
  });
  expect(visible).toMatchObject({ 'exception.type': 'RangeError', 'exception.message': 'of another origin' });
  expect(visible).not.toHaveProperty('otel_rum.exception.cross_origin');
  expect(visible?.['otel_rum.exception.frames']).toEqual([`@${other.url}/third.js?cors:1:7`]);
});

test('a bundler’s debug ids are reported with the frames of their files', async ({
  page,
  site,
  collector,
}) => {
  const id = '85314830-023f-4cf1-a267-535f4e37bb17';
  const code = (name: string, own: string) => `
    !function () { try { var stack = new Error().stack; (globalThis._debugIds = globalThis._debugIds || {})[stack] = '${own}'; } catch {} }();
    globalThis.${name} = (next) => { if (next) next(); throw new Error('of ${name}'); };`;
  for (const [path, name, own] of [
    ['/a.js', 'a', id],
    ['/b.js', 'b', id.replace('8', '9')],
    ['/c.js', 'c', 'c'],
  ] as const)
    site.serve(path, { headers: { 'content-type': 'text/javascript' }, body: code(name, own) });
  await open(
    page,
    site,
    collector,
    '/',
    '<script src="/a.js?v=7"></script><script src="/b.js"></script><script src="/c.js"></script><script>a(b)</script>',
  );
  const { attributes } = await collector.waitForEvent('exception');
  expect(attributes['otel_rum.exception.debug_ids']).toEqual([
    `${id} ${site.url}/a.js?v=REDACTED`,
    `${id.replace('8', '9')} ${site.url}/b.js`,
  ]);
  expect(attributes['otel_rum.exception.frames']).toContainEqual(
    expect.stringContaining(`@${site.url}/a.js?v=REDACTED:3:`),
  );
});

test('a thrown value that is no error is reported by its kind', async ({ page, site, collector }) => {
  await open(page, site, collector, '/', '');
  await page.evaluate(async () => {
    void Promise.reject(new Event('failed'));
    void Promise.reject(await fetch('/api/failing'));
    void Promise.reject(undefined);
    setTimeout(() => {
      throw 'just text';
    });
    await Promise.any([Promise.reject(new TypeError('mirror 1')), Promise.reject('mirror 2')])
      .catch((all) => Promise.reject(all))
      .catch((all) =>
        (window as unknown as { otelRum: { captureError(error: unknown): void } }).otelRum.captureError(all),
      );
  });
  await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.message'] === 'just text',
  );
  await flush(page);
  const reported = exceptions(collector).map((attributes) => [
    attributes['exception.type'],
    attributes['exception.message'],
  ]);
  expect(reported).toEqual(
    expect.arrayContaining([
      ['Event', 'Event'],
      ['Response', 'Response'],
      ['Undefined', 'undefined'],
      ['String', 'just text'],
      [
        'AggregateError',
        expect.stringMatching(/^(All promises were rejected|No Promise in Promise.any was resolved)$/),
      ],
    ]),
  );
  const all = exceptions(collector).find((attributes) => attributes['exception.type'] === 'AggregateError');
  expect(all?.['otel_rum.exception.causes']).toEqual(['TypeError: mirror 1', 'mirror 2']);
});
