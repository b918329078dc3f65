import type { BatchStore, BatchStoreHooks } from '../browser/batch-store.js';
import { isHidden, listenToPage, type Stop } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { MetricData, Signal } from '../record.js';
import { type Encoded, encodeMetric } from './encode.js';
import { createExporter, type ExporterConfig } from './exporter.js';
import { createKeeper } from './keeper.js';
import { createOutbox, type OutboxRecord, PRIORITY, type Priority } from './outbox.js';
import { type Count, createTally } from './tally.js';

export interface Delivery {
  /** Takes an encoded record; it leaves with the next batch. */
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** A record was lost before it came here. */
  drop(signal: Signal): void;
  /** Something was measured: there will be metrics to collect; what was `isObserved` waits for what leaves anyway. */
  wake(isObserved?: boolean): void;
  /** Sends all that waits, while the page lives. */
  flush(): Promise<void>;
  /** Sends what fits the page-end budget, in one synchronous pass, the most important first, and stores the rest. */
  flushAtPageEnd(): void;
  /** Allows sending; before it everything waits. */
  start(): void;
  /** Sends and stores nothing till the next start; what waits is kept, or forgotten. */
  pause(isForgetting: boolean): void;
  /** Ends, and stores what is left. */
  stop(): void;
}

export interface DeliveryConfig
  extends Pick<
    ExporterConfig,
    'sender' | 'clock' | 'log' | 'resources' | 'maxBatchRecords' | 'maxBatchBytes'
  > {
  /** What the URLs of all exports begin with. */
  readonly ownUrls: string;
  readonly collectMetrics: () => MetricData[];
  readonly count: Count;
  /** How long otel-rum has kept the main thread busy since it was last asked. */
  readonly takeWorkMillis: () => number;
  /** Opens what keeps batches beyond the page; undefined where nothing may be stored. */
  readonly openStore: ((hooks: BatchStoreHooks) => BatchStore) | undefined;
  readonly flushIntervalMillis: number;
  readonly maxQueuedRecords: number;
  readonly maxQueuedBytes: number;
}

/** An error leaves this soon. */
const ERROR_DELAY_MILLIS = 1_000;
/** The first batch leaves this soon, and warms connection and preflight for the page's end. */
const FIRST_DELAY_MILLIS = 1_000;
/** A page that is still here after its end was only hidden: it sends what it has stored. */
const RETURN_DELAY_MILLIS = 2_000;
/** In the order in which they leave at the page's end: a browser may not wait for the last of them. */
const SIGNALS: readonly Signal[] = ['logs', 'metrics', 'traces'];

/** Batches, sends, waits after failures, stores what cannot be sent, and gives the page's end its one chance. */
export function createDelivery(config: DeliveryConfig): Delivery {
  const { sender, clock, log } = config;
  const tally = createTally(config.count);
  const outbox = createOutbox(
    { maxRecords: config.maxQueuedRecords, maxBytes: config.maxQueuedBytes },
    tally.dropped,
  );
  const turns = new Map<Signal, Promise<void>>();
  const stops: Stop[] = [];
  let store: BatchStore | undefined;
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  let timer: number | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  /** There are metrics to collect, beside what our own way of working costs: that is no reason for a request. */
  let hasMeasured = false;

  const exporter = createExporter({
    ...config,
    outbox,
    tally,
    isOpen: () => state === 'open',
    onSend: () => keeper.forget(),
    onDue: () => schedule(0),
    onUnwelcome: (why) => close(why),
  });
  const envelopes = SIGNALS.length * exporter.envelopeBytes;
  const bySignal = (records: readonly OutboxRecord[]) =>
    SIGNALS.map((signal) => [signal, records.filter((record) => record.signal === signal)] as const).filter(
      ([, own]) => own.length,
    );
  const keeper = createKeeper(clock, sender, (maxBytes) =>
    bySignal(outbox.peekImportant(maxBytes - envelopes)).map((group) => exporter.batchOf(...group)),
  );

  /** A rejection of ours must not become the page's `unhandledrejection`. */
  const inBackground = (work: Promise<void>) => {
    work.catch((fault) => log.debug('a fault of our own in delivery', fault));
  };
  const unschedule = () => {
    nativeClearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  };
  const schedule = (delayMillis: number) => {
    if (state !== 'open') return;
    // Timers come early by what is cut off their fraction.
    const delay = Math.ceil(Math.max(delayMillis, exporter.waitMillis()));
    const at = clock.pageNow() + delay;
    if (at >= dueAt) return;
    unschedule();
    dueAt = at;
    timer = nativeSetTimeout(() => inBackground(flush()), delay);
  };

  const collect = () => {
    if (!exporter.takes('metrics')) return;
    hasMeasured = false;
    tally.worked(config.takeWorkMillis());
    for (const metric of config.collectMetrics()) {
      outbox.add('metrics', PRIORITY.metric, {
        scope: metric.scope,
        json: encodeMetric(metric),
        count: metric.points.length,
      });
    }
  };
  /** One request in flight per signal: a slow collector must not be asked for more. */
  const sendInTurn = (signal: Signal): Promise<void> => {
    const send = () => {
      // In its turn: under a slow collector, or none, what was measured adds up to one delta.
      if (signal === 'metrics' && hasMeasured && !exporter.waitMillis(signal)) collect();
      return exporter.sendAll(signal);
    };
    const before = turns.get(signal);
    const turn: Promise<void> = (before ? before.then(send, send) : send()).finally(() => {
      if (turns.get(signal) === turn) turns.delete(signal);
    });
    turns.set(signal, turn);
    return turn;
  };
  const sendQueued = async (): Promise<void> => {
    await Promise.all([sendInTurn('traces'), sendInTurn('logs')]);
    // A delta gets no second try: while the collector is unwell, let what is stored be the probe.
    if (!exporter.hasFailed() || !store || store.isEmpty()) await sendInTurn('metrics');
    keeper.refresh();
  };
  const drain = async () => {
    if (!store || store.isEmpty() || exporter.waitMillis()) return;
    await store.drain(exporter.sendStored);
    // Another tab drains it, and may end before it has.
    if (!store?.isEmpty()) schedule(config.flushIntervalMillis);
  };
  const flush = async (): Promise<void> => {
    unschedule();
    if (state !== 'open') return;
    await sendQueued();
    inBackground(drain());
    // What is still here waits for a collector that was not well.
    if (outbox.size().records) schedule(0);
  };

  /** Moves what waits to the store, as far as that has room. */
  const spill = () => {
    if (!store?.hasRoom()) return;
    for (const signal of SIGNALS) {
      for (let next = exporter.take(signal); next; next = exporter.take(signal)) {
        const { records, batch } = next;
        const putBack = () => outbox.putBack(records);
        if (!store?.put(batch, putBack)) return putBack();
      }
    }
  };
  const flushAtPageEnd = () => {
    unschedule();
    if (state !== 'open') return;
    keeper.forget();
    exporter.recall();
    collect();
    // The last answer was a failure: what is stored now leaves with the next page, what is sent now may be lost.
    if (exporter.hasFailed()) spill();
    for (const [signal, own] of bySignal(outbox.takeImportant(sender.keepaliveRoom() - envelopes))) {
      inBackground(exporter.sendAtPageEnd(signal, own));
    }
    spill();
    // What the store has no room for leaves without keepalive: a page that is only hidden still delivers it.
    if (outbox.size().records) inBackground(sendQueued());
    if (store && !store.isEmpty()) schedule(RETURN_DELAY_MILLIS);
  };
  /** A hidden page may end without another word. Its listeners that run after ours are still in this task. */
  const leaveSoon = () => {
    if (!dueAt) return;
    unschedule();
    dueAt = 0;
    const leave = () => {
      if (!exporter.waitMillis()) return flushAtPageEnd();
      unschedule();
      spill();
      schedule(0);
    };
    inBackground(Promise.resolve().then(leave));
  };

  const pause = (isForgetting: boolean) => {
    if (state === 'open') state = 'waiting';
    unschedule();
    keeper.forget();
    if (isForgetting) outbox.clear();
    for (const stopWatching of stops.splice(0)) stopWatching();
    store?.close();
    store = undefined;
  };
  const end = () => {
    pause(true);
    state = 'closed';
  };
  const close = (why: string) => {
    if (state === 'closed') return;
    log.warn(`telemetry is off for this page: ${why}`);
    end();
  };
  const onCspViolation = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (disposition === 'enforce' && blockedURI.startsWith(config.ownUrls))
      close(`the page's Content Security Policy blocks it: ${effectiveDirective} lacks ${blockedURI}`);
  };
  const onOnline = () => {
    exporter.expire();
    schedule(0);
  };

  return {
    add(signal, priority, encoded) {
      if (state === 'closed' || !exporter.takes(signal)) return;
      outbox.add(signal, priority, encoded);
      if (state === 'waiting') return;
      if (isHidden()) return leaveSoon();
      const { records, bytes } = outbox.size();
      const isHalfFull = records > config.maxQueuedRecords / 2 || bytes > config.maxQueuedBytes / 2;
      if (isHalfFull && exporter.hasFailed()) spill();
      const isFull = records >= config.maxBatchRecords || bytes >= exporter.batchBytes();
      schedule(isFull ? 0 : priority === PRIORITY.error ? ERROR_DELAY_MILLIS : config.flushIntervalMillis);
      keeper.refresh();
    },
    drop: tally.dropped,
    wake(isObserved) {
      const counting = tally.counting();
      hasMeasured ||= counting !== 'rest';
      if (!counting && !isObserved) schedule(config.flushIntervalMillis);
    },
    flush() {
      hasMeasured = true;
      return flush();
    },
    flushAtPageEnd,
    pause,
    start() {
      if (state !== 'waiting') return;
      state = 'open';
      stops.push(listenToPage('online', onOnline), listenToPage('securitypolicyviolation', onCspViolation));
      store = config.openStore?.({
        onDrop: ({ signal, records }) => tally.exported(signal, records, 'expired'),
        onFound: () => schedule(FIRST_DELAY_MILLIS),
      });
      schedule(Math.min(FIRST_DELAY_MILLIS, config.flushIntervalMillis));
      keeper.refresh();
    },
    stop() {
      if (state === 'open') spill();
      end();
    },
  };
}
