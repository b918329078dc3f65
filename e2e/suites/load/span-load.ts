import type { Page } from '@playwright/test';
import { probeHeap } from '../../fixtures/conformance/heap.js';
import { bundle } from '../../harness/bundle.js';
import { sumOf } from '../../harness/delivery-truth.js';
import { startFaultyReceiver } from '../../harness/faulty-receiver.js';
import { decode, type Records, type Signal } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { watchScriptTime } from './script-time.js';

/** Outcome of a page that creates spans without end. */
export interface SpanLoad {
  /** Spans per second, on average. */
  rate: number;
  made: number;
  arrived: number;
  /** As the page itself counted them. */
  dropped: number;
  /** Spans in IndexedDB after telemetry was stopped. */
  stored: number;
  /** Durations of scripts in long animation frames, by the path of their source. */
  longScripts: { path: string; millis: number }[];
  /** Processor time of the longest call into our script and into the app's, in milliseconds. */
  longestCallMillis: { ours: number; app: number };
  /** Number of long animation frames, including those without a script. */
  longFrames: number;
  heapBefore: number;
  heapAfter: number;
}

/** The page's code: creates spans with the tag's own provider every 50 ms, as a timer of an app might. */
const APP = `
  import { trace } from '@opentelemetry/api';
  const PER_TICK = 100;
  const frames = [];
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries())
      frames.push({ scripts: scripts.map(({ sourceURL, duration }) => ({ sourceURL, duration })) });
  }).observe({ type: 'long-animation-frame' });
  let made = 0;
  globalThis.load = {
    frames,
    made: () => made,
    run: (millis) => new Promise((resolve) => {
      const tracer = trace.getTracer('shop');
      const endAt = performance.now() + millis;
      const timer = setInterval(() => {
        for (let span = 0; span < PER_TICK; span++) tracer.startSpan('work', { attributes: { number: made++ } }).end();
        if (performance.now() >= endAt) { clearInterval(timer); resolve(); }
      }, 50);
    }),
  };`;

/** Runs in the page. */
interface Home {
  load: {
    frames: { scripts: { sourceURL: string; duration: number }[] }[];
    made(): number;
    run(millis: number): Promise<void>;
  };
  otelRum: { flush(): Promise<void>; shutdown(): Promise<void> };
}

/**
 * Creates 2,000 spans per second for the given time, in two halves, and measures the heap between them.
 *
 * @param options attributes of the tag, beside service and endpoint
 */
export async function runSpanLoad(
  page: Page,
  site: Site,
  seconds: number,
  options: Record<string, string> = {},
): Promise<SpanLoad> {
  // Decoded afterwards, so that the page has the machine for itself meanwhile.
  const bodies: { signal: Signal; body: Buffer }[] = [];
  const receiver = await startFaultyReceiver({
    accept: (signal, body) => void bodies.push({ signal, body }),
  });
  site.serve('/app.js', { headers: { 'content-type': 'text/javascript' }, body: await bundle(APP) });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: receiver.url, ...options },
    tag: '',
    body: '<h1>Shop</h1><script type="module" src="/app.js"></script>',
  });
  await page.goto(url);
  await receiver.waitForArrivals(1);
  await page.evaluate(() => (globalThis as unknown as Home).otelRum.flush());
  const heap = await probeHeap(page);
  const runFor = (millis: number) =>
    page.evaluate((duration) => (globalThis as unknown as Home).load.run(duration), millis);

  const scriptTime = await watchScriptTime(page);
  const startedAt = performance.now();
  await runFor(seconds * 500);
  const half = performance.now() - startedAt;
  const { bytes: heapBefore } = await heap.read();
  const againAt = performance.now();
  await runFor(seconds * 500);
  const elapsedSeconds = (half + performance.now() - againAt) / 1_000;
  const { bytes: heapAfter } = await heap.read();

  const longest = await scriptTime.stop();

  const { made, frames } = await page.evaluate(async () => {
    const { load, otelRum } = globalThis as unknown as Home;
    await otelRum.flush();
    await otelRum.shutdown();
    return { made: load.made(), frames: load.frames };
  });
  const stored = await page.evaluate(countStored);
  await receiver.close();

  const records: Records = { spans: [], logs: [], metrics: [] };
  let arrived = 0;
  for (const { signal, body } of bodies) {
    const { spans, metrics } = decode(signal, body.toString('utf8'));
    arrived += spans.filter(({ name }) => name === 'work').length;
    records.metrics.push(...metrics);
  }
  return {
    rate: made / elapsedSeconds,
    made,
    arrived,
    dropped: sumOf(records, 'otel.sdk.processor.span.processed', { 'error.type': 'queue_full' }),
    stored,
    longScripts: frames
      .flatMap(({ scripts }) => scripts)
      .map(({ sourceURL, duration }) => ({ path: sourceURL.replace(site.url, ''), millis: duration })),
    longFrames: frames.length,
    longestCallMillis: {
      ours: longest[`${site.url}/otel-rum.iife.js`] ?? Number.NaN,
      app: longest[`${site.url}/app.js`] ?? Number.NaN,
    },
    heapBefore,
    heapAfter,
  };
}

/** Returns the number of stored spans. */
const countStored = async (): Promise<number> => {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('otel-rum'));
  const batches: { body: string }[] = await done(
    database.transaction('batches').objectStore('batches').getAll(),
  );
  database.close();
  return batches.reduce((sum, { body }) => sum + body.split('"name":"work"').length - 1, 0);
};
