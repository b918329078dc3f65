import type { BatchStore, BatchStoreHooks } from '../browser/batch-store.js';
import { ifTrusted, isHidden, listenToPage, type Stop } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { MetricData, Signal } from '../record.js';
import { type Encoded, encodeMetric } from './encode.js';
import { type Count, createExportStats } from './export-stats.js';
import { createExporter, type ExporterConfig } from './exporter.js';
import { createFetchLaterBuffer } from './fetch-later-buffer.js';
import { PRIORITY, type Priority, SIGNALS } from './order.js';
import { createOutbox, type OutboxRecord } from './outbox.js';

export interface Delivery {
  /** Takes an encoded record; it leaves with the next batch. */
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** A record was lost before it came here. */
  drop(signal: Signal): void;
  /** Something was measured: there will be metrics to collect; what was `isObserved` waits for what leaves anyway. */
  wake(isObserved?: boolean): void;
  /** Sends all that waits; resolves when all that was added before has been answered, has failed, or is stored. */
  flush(): Promise<void>;
  /**
   * Sends what fits the page-end budget, in one synchronous pass with one request for each signal, the most important
   * first, and stores the rest.
   * @param isLeft the page is being unloaded: requests that would end with it are taken back first
   */
  flushAtPageEnd(isLeft?: boolean): void;
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
    'sender' | 'clock' | 'log' | 'ownUrls' | 'resources' | 'maxBatchRecords' | 'maxBatchBytes'
  > {
  /** What the page and the app have measured. */
  readonly collectMetrics: () => MetricData[];
  /** What `count` has counted: it leaves with other metrics. */
  readonly collectOwnMetrics: () => MetricData[];
  readonly count: Count;
  /** How long otel-rum has kept the main thread busy since it was last asked. */
  readonly takeWorkMillis: () => number;
  /** Opens what keeps batches beyond the page; undefined where nothing may be stored. */
  readonly openStore: ((hooks: BatchStoreHooks) => BatchStore) | undefined;
  readonly flushIntervalMillis: number;
  readonly metricsIntervalMillis: number;
  readonly maxQueuedRecords: number;
  readonly maxQueuedBytes: number;
}

/** An error leaves this soon, and what a hidden page records: the page may be killed. */
const URGENT_DELAY_MILLIS = 1_000;
/** An error leaves this soon if the browser has `fetchLater`: it holds a copy, and sends that when the page dies. */
const KEPT_DELAY_MILLIS = 5_000;
/** The first batch leaves this soon, and warms connection and preflight for the page's end. */
const FIRST_DELAY_MILLIS = 1_000;
/** A page that is still here after its end was only hidden: it sends what it has stored. */
const RETURN_DELAY_MILLIS = 2_000;

/** Batches, sends, waits after failures, stores what cannot be sent, and makes one synchronous attempt at page end. */
export function createDelivery(config: DeliveryConfig): Delivery {
  const { sender, clock, log } = config;
  const exportStats = createExportStats(config.count, () => {
    // It leaves with the next batch.
    isOwnDue = true;
    metricsDueAt = Math.min(metricsDueAt, clock.pageNow());
  });
  const outbox = createOutbox(
    { maxRecords: config.maxQueuedRecords, maxBytes: config.maxQueuedBytes },
    exportStats.dropped,
  );
  const turns = new Map<Signal, Promise<void>>();
  const stops: Stop[] = [];
  let store: BatchStore | undefined;
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  let timer: number | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  /** When metrics are collected: an interval after the first measurement since the last collection. */
  let metricsDueAt = Number.POSITIVE_INFINITY;
  /** Our own counters may leave without others: they count a loss, or the app asks for all that there is. */
  let isOwnDue = false;
  /** A Content Security Policy has blocked the endpoint, and the console has it. */
  let isBlocked = false;

  const exporter = createExporter({
    ...config,
    outbox,
    exportStats,
    isOpen: () => state === 'open',
    onSend: () => fetchLaterBuffer.forget(),
    onDue: () => schedule(0),
  });
  const unpaused = () => SIGNALS.filter((signal) => !exporter.isPaused(signal));
  const envelopes = SIGNALS.length * exporter.envelopeBytes;
  const bySignal = (records: readonly OutboxRecord[]) =>
    SIGNALS.map((signal) => [signal, records.filter((record) => record.signal === signal)] as const).filter(
      ([, own]) => own.length,
    );
  const fetchLaterBuffer = createFetchLaterBuffer(clock, sender, (maxBytes) =>
    bySignal(outbox.peekImportant(maxBytes - envelopes, unpaused())).map((group) =>
      exporter.batchOf(...group),
    ),
  );

  /** A rejection of ours must not become the page's `unhandledrejection`. */
  const inBackground = (work: Promise<void>): void => {
    const watch = async () => {
      try {
        await work;
      } catch (fault) {
        log.debug('a fault of our own in delivery', fault);
      }
    };
    void watch();
  };
  const unschedule = () => {
    nativeClearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  };
  // By `await`: a promise of zone.js, made in Angular's zone, has it look for changes.
  const sendSoon = async () => {
    await undefined;
    await sendDue();
  };
  const schedule = (delayMillis: number, signal?: Signal) => {
    if (state !== 'open') return;
    const now = clock.pageNow();
    // Chromium runs the timers of a hidden page once a minute: a record that finds the timer late does not wait for it.
    if (dueAt < now && isHidden()) return inBackground(sendSoon());
    // Timers come early by what is cut off their fraction.
    const delay = Math.ceil(Math.max(delayMillis, exporter.waitMillis(signal)));
    const at = now + delay;
    if (at >= dueAt) return;
    unschedule();
    dueAt = at;
    timer = nativeSetTimeout(() => inBackground(sendDue()), delay);
  };
  const measured = () => {
    const { metricsIntervalMillis } = config;
    if (metricsDueAt < Number.POSITIVE_INFINITY) return;
    metricsDueAt = clock.pageNow() + metricsIntervalMillis;
    schedule(metricsIntervalMillis, 'metrics');
  };

  const collect = (withOwn: boolean) => {
    const metrics = config.collectMetrics();
    metricsDueAt = Number.POSITIVE_INFINITY;
    if (metrics.length || withOwn) {
      isOwnDue = false;
      exportStats.worked(config.takeWorkMillis());
      metrics.push(...config.collectOwnMetrics());
    }
    for (const metric of metrics) {
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
      const isDue = signal === 'metrics' && clock.pageNow() >= metricsDueAt;
      if (isDue && !exporter.waitMillis(signal)) collect(isOwnDue);
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
    fetchLaterBuffer.refresh();
  };
  const drain = async () => {
    if (!store || store.isEmpty() || exporter.waitMillis()) return;
    await store.drain(exporter.sendStored);
    // Another tab drains it, and may end before it has.
    if (!store?.isEmpty()) schedule(config.flushIntervalMillis);
  };
  const sendDue = async (): Promise<void> => {
    unschedule();
    if (state !== 'open') return;
    await sendQueued();
    inBackground(drain());
    // What is still here waits for a collector that was not well.
    for (const signal of SIGNALS) if (outbox.size(signal).records) schedule(0, signal);
    if (metricsDueAt < Number.POSITIVE_INFINITY)
      schedule(Math.max(metricsDueAt - clock.pageNow(), config.flushIntervalMillis), 'metrics');
  };

  /** Moves what waits to the store, as far as that has room. */
  const spill = (signals = SIGNALS) => {
    if (!store?.hasRoom()) return;
    for (const signal of signals) {
      for (let next = exporter.take(signal); next; next = exporter.take(signal)) {
        const { records, batch } = next;
        const putBack = () => outbox.putBack(records);
        if (!store?.put(batch, putBack)) return putBack();
      }
    }
  };
  const sendAtPageEnd = async (signal: Signal, records: OutboxRecord[]) => {
    // The app's own beacons may have used the browser's quota up: then the request has failed at once.
    if (!(await exporter.sendAtPageEnd(signal, records)) && isHidden()) spill();
  };
  const flushAtPageEnd = (isLeft?: boolean) => {
    unschedule();
    if (state !== 'open') return;
    fetchLaterBuffer.forget();
    if (isLeft) exporter.takeBackInFlight();
    collect(false);
    // The last answer was a failure: what is stored now leaves with the next page, what is sent now may be lost.
    spill(SIGNALS.filter(exporter.hasFailed));
    for (const [signal, own] of bySignal(
      outbox.takeImportant(sender.keepaliveRoom() - envelopes, unpaused()),
    )) {
      inBackground(sendAtPageEnd(signal, own));
    }
    spill();
    // What the store has no room for leaves without keepalive: a page that is only hidden still delivers it.
    if (outbox.size().records) inBackground(sendDue());
    if (store && !store.isEmpty()) schedule(RETURN_DELAY_MILLIS);
  };

  const pause = (isForgetting: boolean) => {
    if (state === 'open') state = 'waiting';
    unschedule();
    fetchLaterBuffer.forget();
    if (isForgetting) outbox.clear();
    for (const stopWatching of stops.splice(0)) stopWatching();
    store?.close();
    store = undefined;
  };
  const onCspViolation = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (disposition !== 'enforce' || !blockedURI.startsWith(config.ownUrls)) return;
    if (!isBlocked)
      log.warn(
        `the page's Content Security Policy blocks telemetry: ${effectiveDirective} lacks ${blockedURI}. It is tried again after a pause`,
      );
    isBlocked = true;
    exporter.pauseAll();
  };
  const onOnline = () => {
    exporter.expire();
    schedule(0);
  };

  return {
    add(signal, priority, encoded) {
      if (state === 'closed') return;
      outbox.add(signal, priority, encoded);
      if (state === 'waiting') return;
      const all = outbox.size();
      const isHalfFull = all.records > config.maxQueuedRecords / 2 || all.bytes > config.maxQueuedBytes / 2;
      if (isHalfFull && exporter.hasFailed(signal)) spill();
      const { records, bytes } = outbox.size(signal);
      const isFull = records >= config.maxBatchRecords || bytes >= exporter.batchBytes();
      const isUrgent = priority === PRIORITY.error || (isHidden() && !sender.keep);
      const delay = !isUrgent
        ? config.flushIntervalMillis
        : sender.keep
          ? KEPT_DELAY_MILLIS
          : URGENT_DELAY_MILLIS;
      schedule(isFull ? 0 : Math.min(delay, config.flushIntervalMillis), signal);
      fetchLaterBuffer.refresh();
    },
    drop: exportStats.dropped,
    wake(isObserved) {
      if (!isObserved) measured();
    },
    async flush() {
      metricsDueAt = 0;
      isOwnDue = true;
      await sendDue();
      await exporter.whenAnswered();
    },
    flushAtPageEnd,
    pause,
    start() {
      if (state !== 'waiting') return;
      state = 'open';
      stops.push(
        listenToPage('online', onOnline),
        listenToPage('securitypolicyviolation', ifTrusted(onCspViolation)),
      );
      store = config.openStore?.({
        onDrop: ({ signal, records }) => exportStats.exported(signal, records, 'expired'),
        onFound: () => schedule(FIRST_DELAY_MILLIS),
      });
      schedule(Math.min(FIRST_DELAY_MILLIS, config.flushIntervalMillis));
      fetchLaterBuffer.refresh();
    },
    stop() {
      if (state === 'open') spill();
      pause(true);
      state = 'closed';
    },
  };
}
