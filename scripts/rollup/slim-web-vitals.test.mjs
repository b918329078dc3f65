// @ts-check
import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slimWebVitals } from './slim-web-vitals.mjs';

const ENTRY = `export { onCLS, onFCP, onLCP } from 'web-vitals/attribution';`;

/** @param {import('rollup').InputPluginOption} plugins @param {string} [code] */
async function build(plugins, code = ENTRY) {
  /** @type {import('rollup').Plugin} */
  const input = {
    name: 'input',
    resolveId: (id) => (id === 'entry' ? `${import.meta.dirname}/src/entry.ts` : null),
    load: (id) => (id.endsWith('/src/entry.ts') ? code : null),
  };
  const bundle = await rollup({ input: 'entry', plugins: [input, plugins, nodeResolve()] });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

/** @type {Set<[type: string, deliver: (entries: object[]) => void]>} */
const observers = new Set();
/** @type {Set<[type: string, listener: (event: object) => void]>} */
const listeners = new Set();
const node = { nodeType: 1 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { visibilityState: 'visible', readyState: 'complete', prerendering: false });
  vi.stubGlobal('addEventListener', (/** @type {string} */ type, /** @type {any} */ listener) =>
    listeners.add([type, listener]),
  );
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('performance', { now: () => 5_000, getEntriesByType: () => [] });
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = ['paint', 'largest-contentful-paint', 'layout-shift', 'soft-navigation'];
      /** @param {(list: object) => void} callback */
      constructor(callback) {
        this.deliver = (/** @type {object[]} */ entries) => callback({ getEntries: () => entries });
      }
      /** @param {{ type: string }} options */
      observe({ type }) {
        observers.add([type, this.deliver]);
      }
      disconnect() {}
      takeRecords() {
        return [];
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the library reports of one page. @param {string} code */
async function reports(code) {
  const { onCLS, onFCP, onLCP } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}#${Math.random()}`
  );
  observers.clear();
  listeners.clear();
  /** @type {any[]} */
  const metrics = [];
  for (const observeVital of [onLCP, onCLS, onFCP]) {
    observeVital((/** @type {any} */ { id, ...metric }) => metrics.push(metric), {
      generateTarget: () => 'main>img',
    });
  }
  const deliver = async (/** @type {string} */ type, /** @type {object} */ entry) => {
    for (const [observed, give] of observers) {
      if (observed === type) give([{ entryType: type, duration: 0, ...entry }]);
    }
    await vi.advanceTimersByTimeAsync(0);
  };
  await deliver('paint', { name: 'first-contentful-paint', startTime: 800 });
  await deliver('largest-contentful-paint', { startTime: 1_200, element: node, url: '' });
  await deliver('layout-shift', { startTime: 1_300, value: 0.2, hadRecentInput: false, sources: [{ node }] });
  Object.assign(document, { visibilityState: 'hidden' });
  for (const [type, listener] of listeners) {
    if (type === 'visibilitychange') listener({ type, isTrusted: true, timeStamp: 4_000 });
  }
  await vi.runAllTimersAsync();
  return metrics;
}

describe('the slim web-vitals', () => {
  it('reports what the library reports', async () => {
    const slim = await reports(await build(slimWebVitals()));
    Object.assign(document, { visibilityState: 'visible' });
    expect(slim).toEqual(await reports(await build([])));
    expect(slim.map(({ name, value }) => [name, value])).toEqual([
      ['FCP', 800],
      ['CLS', 0.2],
      ['LCP', 1_200],
    ]);
  });

  it('leaves out what it says it leaves out', async () => {
    const code = await build(slimWebVitals());
    for (const gone of ['soft-navigation', 'interaction-contentful-paint', 'getSelector(', 'checkSoftNavs']) {
      expect(code).not.toContain(gone);
    }
    expect(await build([])).toContain('soft-navigation');
  });

  it.each(['reportSoftNavs', 'durationThreshold'])('refuses to cut %s where it is given', async (option) => {
    const given = `import { onINP } from 'web-vitals/attribution'; onINP(() => {}, { ${option}: 1 });`;
    await expect(build(slimWebVitals(), given)).rejects.toThrow(`${option} is given`);
  });

  it.each([
    ['soft navigations', 'checkSoftNavsEnabled('],
    ['soft entries', `=== 'soft-navigation'`, `=== 'interaction-contentful-paint'`],
    ['hard navigations', `!== 'soft-navigation'`],
    ['default target', 'getSelector('],
    ['resourceBufferSize', 'resourceBufferSize'],
  ])('fails where the library has changed under the cut "%s"', async (cut, ...places) => {
    /** @type {import('rollup').Plugin} */
    const changed = {
      name: 'changed',
      transform: (code, id) =>
        id.includes('/web-vitals/')
          ? places.reduce((text, place) => text.replaceAll(place, place.replace(/\w+/, 'changed')), code)
          : null,
    };
    await expect(build([changed, slimWebVitals()])).rejects.toThrow(`"${cut}"`);
  });
});
