// @ts-check
import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slimWebVitals } from './slim-web-vitals.mjs';

const ENTRY = `export { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';`;

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
const navigation = {
  ...{
    type: 'back_forward',
    name: 'https://shop.example/',
    navigationId: 7,
    activationStart: 0,
    workerStart: 0,
    fetchStart: 10,
  },
  ...{ domainLookupStart: 20, connectStart: 30, connectEnd: 50, requestStart: 55, responseStart: 300 },
  ...{ domInteractive: 500, domContentLoadedEventStart: 600, domComplete: 700 },
};
const image = {
  ...{ name: 'https://shop.example/hero.avif', startTime: 400, requestStart: 450, responseEnd: 900 },
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { visibilityState: 'visible', readyState: 'complete', prerendering: false });
  vi.stubGlobal('addEventListener', (/** @type {string} */ type, /** @type {any} */ listener) =>
    listeners.add([type, listener]),
  );
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('PerformanceNavigationTiming', Object);
  vi.stubGlobal('PerformanceSoftNavigation', { prototype: { getLargestInteractionContentfulPaint() {} } });
  vi.stubGlobal(
    'PerformanceEventTiming',
    class {
      interactionId = 0;
    },
  );
  Object.assign(PerformanceEventTiming.prototype, { interactionId: 0 });
  vi.stubGlobal('requestAnimationFrame', (/** @type {() => void} */ callback) => setTimeout(callback, 16));
  vi.stubGlobal('performance', {
    now: () => 5_000,
    interactionCount: 2,
    getEntriesByType: (/** @type {string} */ type) =>
      ({ navigation: [navigation], resource: [image] })[type] ?? [],
  });
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = [
        ...['paint', 'largest-contentful-paint', 'layout-shift', 'soft-navigation', 'event', 'first-input'],
        ...['long-animation-frame', 'resource', 'interaction-contentful-paint'],
      ];
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

/** What instrumentations/web-vitals.ts takes of a report. @param {any} metric */
const taken = ({ name, value, rating, navigationType, navigationId, navigationStartTime, attribution }) => ({
  navigationId,
  ...{ name, value, rating, navigationType, navigationStartTime, longestScript: attribution.longestScript },
  attribution: Object.entries(attribution).filter(
    ([, told]) => told !== undefined && typeof told !== 'object',
  ),
});

/** What the library reports of one page. @param {string} code */
async function reports(code) {
  observers.clear();
  listeners.clear();
  const { onCLS, onFCP, onINP, onLCP, onTTFB } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}#${Math.random()}`
  );
  /** @type {any[]} */
  const metrics = [];
  const report = (/** @type {any} */ metric) => metrics.push(taken(metric));
  const options = { generateTarget: () => 'main>img', reportSoftNavs: true };
  for (const observeVital of [onLCP, onCLS, onFCP]) observeVital(report, options);
  onTTFB(report);
  onINP(report, { ...options, reportAllChanges: true });
  const deliver = async (/** @type {string} */ type, /** @type {object} */ entry) => {
    for (const [observed, give] of observers) {
      if (observed === type) give([{ entryType: type, duration: 0, ...entry }]);
    }
    await vi.advanceTimersByTimeAsync(20);
  };
  const send = async (/** @type {string} */ type, /** @type {object} */ event) => {
    for (const [listened, listener] of listeners) {
      if (listened === type) listener({ type, isTrusted: true, ...event });
    }
    await vi.runAllTimersAsync();
  };
  await deliver('paint', { name: 'first-contentful-paint', startTime: 800 });
  await deliver('resource', image);
  await deliver('largest-contentful-paint', { startTime: 1_000, element: null, id: 'lead', url: '' });
  await deliver('largest-contentful-paint', { startTime: 1_200, element: node, url: image.name });
  await deliver('layout-shift', { startTime: 1_300, value: 0.2, hadRecentInput: false, sources: [{ node }] });
  await deliver('layout-shift', { startTime: 1_350, value: 0.1, hadRecentInput: true, sources: [{ node }] });
  const script = { startTime: 2_010, duration: 100, forcedStyleAndLayoutDuration: 20, sourceURL: 'app.js' };
  await deliver('long-animation-frame', {
    startTime: 1_990,
    duration: 190,
    styleAndLayoutStart: 2_150,
    scripts: [script],
  });
  for (const { at, interactionId } of [
    { at: 2_000, interactionId: 7 },
    { at: 3_000, interactionId: 14 },
  ]) {
    const times = {
      startTime: at,
      processingStart: at + 10,
      processingEnd: at + 120,
      duration: 200 - at / 100,
    };
    await deliver('event', { name: 'pointerup', target: node, interactionId, ...times });
    await vi.runAllTimersAsync();
  }
  const began = { startTime: 3_000, interactionId: 14 };
  const painted = (/** @type {number} */ at) => ({
    ...began,
    entryType: 'interaction-contentful-paint',
    largestContentfulPaint: { renderTime: at, startTime: at, element: node, url: image.name },
  });
  await deliver('soft-navigation', {
    ...began,
    name: 'https://shop.example/films',
    duration: 150,
    navigationId: 8,
    paintTime: 3_150,
    getLargestInteractionContentfulPaint: () => painted(3_150),
  });
  await deliver('interaction-contentful-paint', painted(3_400));
  await deliver('layout-shift', { startTime: 3_500, value: 0.3, hadRecentInput: false, sources: [{ node }] });
  const keyed = { startTime: 3_600, processingStart: 3_610, processingEnd: 3_700, duration: 304 };
  await deliver('event', { name: 'keydown', target: node, interactionId: 21, ...keyed });
  await vi.runAllTimersAsync();
  Object.assign(document, { visibilityState: 'hidden' });
  await send('visibilitychange', { timeStamp: 4_000 });
  Object.assign(document, { visibilityState: 'visible' });
  await send('pageshow', { persisted: true, timeStamp: 4_500 });
  await deliver('layout-shift', { startTime: 4_600, value: 0.05, hadRecentInput: false, sources: [] });
  Object.assign(document, { visibilityState: 'hidden' });
  await send('visibilitychange', { timeStamp: 6_000 });
  return metrics;
}

describe('the slim web-vitals', () => {
  it('reports what the library reports, of the page and of its soft navigations', async () => {
    const slim = await reports(await build(slimWebVitals()));
    Object.assign(document, { visibilityState: 'visible' });
    expect(slim).toEqual(await reports(await build([])));
    expect(new Set(slim.map(({ name }) => name))).toEqual(new Set(['TTFB', 'FCP', 'LCP', 'CLS', 'INP']));
    expect(
      slim.filter(({ navigationType }) => navigationType === 'back-forward-cache').length,
    ).toBeGreaterThan(2);
    const soft = slim.filter(({ navigationType }) => navigationType === 'soft-navigation');
    expect(soft.map(({ name, navigationId, value }) => [name, navigationId, value])).toEqual([
      ['FCP', 8, 150],
      ['INP', 8, 304],
      ['CLS', 8, 0.3],
      ['LCP', 8, 400],
    ]);
    expect(slim.find(({ name }) => name === 'INP')?.longestScript.subpart).toBe('processing-duration');
  });

  it('leaves out what it says it leaves out', async () => {
    const code = await build(slimWebVitals());
    for (const gone of [
      ...['navigationURL', 'fcpEntry', 'processedEventEntries:', 'instanceMap', 'FCPEntryManager()'],
      ...['_softNavigationEntryMap.', '_softNavigationEntryMap?', 'getSelector(', 'reportSoftNavs'],
    ]) {
      expect(code).not.toContain(gone);
    }
    expect(await build([])).toContain('reportSoftNavs');
  });

  it.each(['resourceBufferSize', 'durationThreshold'])(
    'refuses to cut %s where it is given',
    async (option) => {
      const given = `import { onINP } from 'web-vitals/attribution'; onINP(() => {}, { ${option}: 1 });`;
      await expect(build(slimWebVitals(), given)).rejects.toThrow(`${option} is given`);
    },
  );

  it.each(['metric.navigationURL', 'metric.delta', 'attribution.lcpEntry'])(
    'refuses to cut %s where it is read',
    async (read) => {
      const given = `import { onLCP } from 'web-vitals/attribution'; onLCP(({ ...metric }) => { const { attribution } = metric; console.log(${read}); });`;
      await expect(build(slimWebVitals(), given)).rejects.toThrow('is read');
    },
  );

  it('refuses to cut reportAllChanges where more than INP has it', async () => {
    const given = `import { onINP, onLCP } from 'web-vitals/attribution'; onINP(() => {}, { reportAllChanges: true }); onLCP(() => {}, { reportAllChanges: true });`;
    await expect(build(slimWebVitals(), given)).rejects.toThrow('more than onINP');
  });

  it.each([
    ['soft navigations in onTTFB', 'checkSoftNavsEnabled('],
    ['soft navigations asked for', 'reportSoftNavs'],
    ['soft navigation remembered', '_softNavigationEntryMap &&'],
    ['soft navigation recalled', '_softNavigationEntryMap?.'],
    ['second reporter of a restored LCP', 'initNewLCPMetric('],
    ['default target', 'getSelector('],
    ['resourceBufferSize', 'resourceBufferSize'],
    ['navigationURL given on', 'navigationURL'],
    ['navigationEntry', 'navigationEntry'],
    ['lcpResourceEntry', 'lcpResourceEntry'],
    ['largestShiftSource', 'largestShiftSource:'],
    ['order of processedEventEntries', 'processedEventEntries ='],
    ['what is not known yet', 'undefined'],
    ['delta', 'delta:'],
    ['delta of a report', 'delta = delta'],
    ['all changes', 'reportAllChanges'],
    ['manager of FCP', ', FCPEntryManager)'],
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
