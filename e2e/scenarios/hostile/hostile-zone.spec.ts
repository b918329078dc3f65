/// <reference types="zone.js" />
import { readFileSync } from 'node:fs';
import { ourTag } from '../../fixtures/hostile/page.js';
import { html } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const zone = readFileSync(
  new URL('../../../node_modules/zone.js/bundles/zone.umd.js', import.meta.url),
  'utf8',
);

/**
 * An app in a zone of its own that checks for changes whenever a task or the microtasks of its zone have ended, like
 * Angular's NgZone, and renders a list again each time: foreign code that runs in the zone is counted, and code that a
 * change of the document causes to run would run endlessly.
 */
const app = (): void => {
  let nesting = 0;
  let checks = 0;
  let isStable = true;
  let isRendering = false;
  const list = document.createElement('ul');
  const check = () => {
    if (nesting || !isStable || isRendering) return;
    checks++;
    if (checks > 2_000) return;
    if (location.hash === '#/list') {
      isRendering = true;
      list.replaceChildren(
        ...[1, 2, 3].map((row) => document.createElement('li').appendChild(new Text(`${row}`))),
      );
      isRendering = false;
    }
  };
  const pending = { macro: 0 };
  const enter = <T>(run: () => T): T => {
    nesting++;
    try {
      return run();
    } finally {
      nesting--;
      check();
    }
  };
  const ng = Zone.current.fork({
    name: 'app',
    onInvokeTask: (delegate, _, target, task, self, args) =>
      enter(() => delegate.invokeTask(target, task, self, args)),
    onInvoke: (delegate, _, target, callback, self, args, source) =>
      enter(() => delegate.invoke(target, callback, self, args, source)),
    onHasTask: (delegate, current, target, state) => {
      delegate.hasTask(target, state);
      if (current !== target) return;
      if (state.change === 'microTask') {
        isStable = !state.microTask;
        check();
      } else pending.macro = state.macroTask ? 1 : 0;
    },
  });
  const readBody = (xhr: XMLHttpRequest) => xhr.responseText.length;
  const wait = (millis: number) => Zone.root.run(() => new Promise((done) => setTimeout(done, millis)));
  const actions: Record<string, () => unknown> = {
    route: () => history.pushState(null, '', '#/list'),
    'fetch without a look at its body': () => fetch('/api/ok').then(({ status }) => status),
    'fetch that is read': () => fetch('/api/ok').then((response) => response.json()),
    xhr: () =>
      new Promise((done) => {
        const xhr = new XMLHttpRequest();
        xhr.onload = () => done(readBody(xhr));
        xhr.open('GET', '/pieces');
        xhr.send();
      }),
    timers: () => new Promise((done) => setTimeout(() => setTimeout(done, 20), 20)),
    'calls of ours': () => {
      const { otelRum } = window as unknown as { otelRum?: Record<string, (...args: unknown[]) => unknown> };
      otelRum?.addEvent?.('shop.note');
      otelRum?.captureError?.(new Error('handled'));
      otelRum?.setConsent?.('granted');
    },
  };
  for (const [name, act] of Object.entries(actions)) {
    const button = document.createElement('button');
    button.textContent = name;
    ng.run(() =>
      button.addEventListener('click', async () => {
        const before = checks;
        await act();
        // Late tasks count as well.
        await wait(700);
        Zone.root.run(() => {
          const output = document.createElement('output');
          output.id = button.id.replace('button', 'output');
          output.textContent = `${checks - before} ${pending.macro}`;
          document.body.append(output);
        });
      }),
    );
    button.id = `button-${name.replaceAll(' ', '-')}`;
    document.body.append(button);
  }
  document.body.append(list);
};

const NAMES = [
  ...['route', 'fetch-without-a-look-at-its-body', 'fetch-that-is-read', 'xhr', 'timers', 'calls-of-ours'],
];
const ORDERS = ['zone.js, otel-rum', 'otel-rum, zone.js'] as const;

for (const order of ORDERS) {
  for (const hasNavigation of [true, false]) {
    test(`${order}${hasNavigation ? '' : ', without the Navigation API'}: nothing of ours runs in a zone of the app`, async ({
      page,
      site,
      collector,
    }) => {
      site.serve('/pieces', { body: 'x'.repeat(400_000) });
      const ours = ourTag(collector.url);
      const zoneTag = `<script>${zone}</script>`;
      const tags = order.startsWith('otel') ? [ours, zoneTag] : [zoneTag, ours];
      const gone = hasNavigation ? '' : '<script>delete window.navigation</script>';
      const serve = (path: string, scripts: string) =>
        site.serve(
          path,
          html(`<!doctype html><title>Shop</title>${gone}${scripts}<body><script>(${app})()</script>`),
        );
      serve('/without', zoneTag);
      serve('/with', tags.join(''));
      const visit = async (path: string) => {
        await page.goto(`${site.url}${path}`);
        const counts: Record<string, string | null> = {};
        for (const name of NAMES) {
          await page.locator(`#button-${name}`).click();
          counts[name] = await page.locator(`#output-${name}`).textContent();
        }
        return counts;
      };
      const control = await visit('/without');
      expect(await visit('/with')).toEqual(control);
      await flush(page);
      await collector.waitForEvent('shop.note');
      await collector.waitForSpan('GET /pieces');
      await collector.waitForSpan('GET /api/ok');
    });
  }
}

// With this setting, the default of older versions, zone.js reports rejections to listeners; otherwise only to Angular's ErrorHandler.
const wrapping = '<script>__zone_symbol__DISABLE_WRAPPING_UNCAUGHT_PROMISE_REJECTION = false</script>';

test.describe('rejections of zone.js’s own promises', () => {
  for (const order of ['zone.js first', 'otel-rum first']) {
    test(`are reported, ${order}`, async ({ page, site, collector }) => {
      const tags = [`<script>${zone}</script>`, ourTag(collector.url)];
      if (order.startsWith('otel')) tags.reverse();
      site.serve('/', html(`<!doctype html><title>Shop</title>${wrapping}${tags.join('')}<h1>Shop</h1>`));
      await page.goto(site.url);
      await page.evaluate(() => {
        setTimeout(() => void Promise.reject(new RangeError('of zone.js')));
        setTimeout(() => void (async () => Promise.reject(new RangeError('of the engine')))());
      });
      await flush(page);
      for (const text of ['of zone.js', 'of the engine'])
        await collector.waitForEvent(
          'exception',
          ({ attributes }) => attributes['exception.message'] === text,
        );
    });
  }
});
