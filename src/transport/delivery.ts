import type { BatchStore, BatchStoreHooks } from '../browser/batch-store.js';
import { ifTrusted, isHidden, isOnline, listenToPage, type Stop } from '../browser/lifecycle.js';
import type { Signal } from '../record.js';
import type { Encoded } from './encode.js';
import { type Count, createExportStats } from './export-stats.js';
import { createExporter, type ExporterConfig } from './exporter.js';
import { createFetchLaterBuffer } from './fetch-later-buffer.js';
import { createMetricQueue, type MetricQueueConfig } from './metric-queue.js';
import { PRIORITY, type Priority, SIGNALS } from './order.js';
import { createOutbox, type OutboxRecord } from './outbox.js';
import { createSendTimer } from './send-timer.js';

export interface Delivery {
  /** Queues an encoded record for the next batch. */
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** Counts a record that was dropped before it was queued. */
  drop(signal: Signal): void;
  /** Schedules the collection of metrics after a measurement; `isObserved`: only with the next request. */
  wake(isObserved?: boolean): void;
  /** Returns the number of queued records, and their bytes. */
  waiting(): { records: number; bytes: number };
  /** Sends all queued records; resolves when each was answered, has failed, or is stored. */
  flush(): Promise<void>;
  /**
   * Sends what fits the page-end budget, in one synchronous pass with one request per signal, most important records first, and
   * stores the rest.
   * @param isLeft the page is being unloaded: requests that would end with it are taken back first
   */
  flushAtPageEnd(isLeft?: boolean): void;
  /**
   * Assumes after a second that requests which outlived the page were sent, when the back/forward cache restores it: Firefox 153 at
   * times never settles a request that was answered meanwhile.
   */
  settleUnanswered(): void;
  /** Allows sending; until then records wait. */
  start(): void;
  /** Stops sending and storing until the next start. @param isForgetting drops the queued records */
  pause(isForgetting: boolean): void;
  /** Stops for good, and stores the remaining records. */
  stop(): void;
}

export interface DeliveryConfig
  extends MetricQueueConfig,
    Pick<ExporterConfig, 'sender' | 'log' | 'ownUrls' | 'resources' | 'maxBatchRecords' | 'maxBatchBytes'> {
  /** Adds to one of the counters of `collectOwnMetrics`. */
  readonly count: Count;
  /** Returns the main-thread time of otel-rum since the last call. */
  readonly takeWorkMillis: () => number;
  /** Opens the store for batches that outlive the page; undefined if nothing may be stored. */
  readonly openStore: ((hooks: BatchStoreHooks) => BatchStore) | undefined;
  readonly flushIntervalMillis: number;
  readonly maxQueuedRecords: number;
  readonly maxQueuedBytes: number;
}

/** Maximum delay of errors, and of records of a hidden page, since the page may be killed. */
const URGENT_DELAY_MILLIS = 1_000;
/** Maximum delay of errors if the browser has `fetchLater`, which keeps a copy and sends it if the page is killed. */
const KEPT_DELAY_MILLIS = 5_000;
/** Delay of the first batch, which also opens the connection and makes the preflight that the page's end needs. */
const FIRST_DELAY_MILLIS = 1_000;
/** Delay after which a page that has been hidden sends what it has stored. */
const RETURN_DELAY_MILLIS = 2_000;

/** Batches, sends, waits after failures, stores what cannot be sent, and makes one synchronous attempt at page end. */
export function createDelivery(config: DeliveryConfig): Delivery {
  const { sender, clock, log } = config;
  const exportStats = createExportStats(config.count, (records, reason) => {
    log.debug(`lost ${records} records: ${reason}`);
    metrics.demand();
  });
  const outbox = createOutbox(
    { maxRecords: config.maxQueuedRecords, maxBytes: config.maxQueuedBytes },
    exportStats.dropped,
  );
  const turns = new Map<Signal, Promise<void>>();
  const stops: Stop[] = [];
  let store: BatchStore | undefined;
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  /** Whether a Content Security Policy has blocked the endpoint, and the warning was logged. */
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

  /** Catches rejections, so that an internal error never becomes the page's `unhandledrejection`. */
  const inBackground = (work: Promise<void>): void => {
    const watch = async () => {
      try {
        await work;
      } catch (fault) {
        log.debug('internal error in delivery', fault);
      }
    };
    void watch();
  };
  const enqueue = (signal: Signal, priority: Priority, encoded: Encoded) => {
    log.debug(() => ({
      text: `captured ${encoded.name ?? 'a log record'}`,
      detail: { about: 'record', signal, otlp: encoded.json },
    }));
    outbox.add(signal, priority, encoded);
  };
  const timer = createSendTimer(clock, exporter.waitMillis, () => inBackground(sendDue()));
  const schedule = (delayMillis: number, signal?: Signal) => {
    if (state === 'open') timer.schedule(delayMillis, signal);
  };
  const metrics = createMetricQueue(
    config,
    () => exportStats.worked(config.takeWorkMillis()),
    (encoded) => enqueue('metrics', PRIORITY.metric, encoded),
  );

  /** Sends one request per signal at a time, so as not to overload a slow collector. */
  const sendInTurn = (signal: Signal): Promise<void> => {
    const send = () => {
      // Collected just before sending, so that measurements add up to one delta if the collector is slow or down.
      if (signal === 'metrics' && metrics.isDue() && !exporter.waitMillis(signal)) metrics.collect();
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
    // A delta is not sent again if its answer is lost: after a failure, stored batches test the collector first.
    if (!exporter.hasFailed() || !store || store.isEmpty()) await sendInTurn('metrics');
    fetchLaterBuffer.refresh();
  };
  const drain = async () => {
    if (!store || store.isEmpty() || exporter.waitMillis()) return;
    await store.drain(exporter.sendStored);
    // Another tab is draining the store, and may end before it is empty.
    if (!store?.isEmpty()) schedule(config.flushIntervalMillis);
  };
  const sendDue = async (): Promise<void> => {
    timer.clear();
    if (state !== 'open') return;
    await sendQueued();
    inBackground(drain());
    // Records that are still queued wait for the collector to recover.
    for (const signal of SIGNALS) if (outbox.size(signal).records) schedule(0, signal);
    const dueInMillis = metrics.dueInMillis();
    if (dueInMillis !== undefined) schedule(Math.max(dueInMillis, config.flushIntervalMillis), 'metrics');
  };

  /** Moves queued records to the store while it has room. */
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
    // A request over the browser's keepalive quota, which the app's beacons share, fails immediately.
    if (!(await exporter.sendAtPageEnd(signal, records)) && isHidden()) spill();
  };
  const flushAtPageEnd = (isLeft?: boolean) => {
    timer.clear();
    if (state !== 'open') return;
    fetchLaterBuffer.forget();
    if (isLeft) exporter.takeBackInFlight();
    metrics.collect(true);
    // After a failure, and offline, records are stored for the next page, since a request might be lost. A failure of this
    // unload shows nothing.
    if (!isOnline()) spill();
    else if (!isLeft || !exporter.wasCutOff()) spill(SIGNALS.filter(exporter.hasFailed));
    for (const [signal, own] of bySignal(
      outbox.takeImportant(sender.keepaliveRoom() - envelopes, unpaused()),
    )) {
      inBackground(sendAtPageEnd(signal, own));
    }
    spill();
    // Records that the store has no room for are sent without keepalive: they arrive if the page is only hidden.
    if (outbox.size().records) inBackground(sendDue());
    if (store && !store.isEmpty()) schedule(RETURN_DELAY_MILLIS);
  };

  const pause = (isForgetting: boolean) => {
    if (state === 'open') state = 'waiting';
    timer.clear();
    fetchLaterBuffer.forget();
    if (isForgetting) {
      outbox.clear();
      exporter.abandon();
    }
    for (const stopWatching of stops.splice(0)) stopWatching();
    store?.close();
    store = undefined;
  };
  const onCspViolation = ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (disposition !== 'enforce' || !blockedURI.startsWith(config.ownUrls)) return;
    if (!isBlocked)
      log.warn(
        `the page's Content Security Policy blocks telemetry: ${effectiveDirective} lacks ${blockedURI}; it is retried after a pause`,
      );
    isBlocked = true;
    exporter.pauseAll();
  };
  const onOnline = () => {
    exporter.expire();
    schedule(0);
  };

  return {
    waiting: outbox.size,
    add(signal, priority, encoded) {
      if (state === 'closed') return;
      enqueue(signal, priority, encoded);
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
      if (!isObserved && metrics.measured()) schedule(config.metricsIntervalMillis, 'metrics');
    },
    async flush() {
      metrics.demand();
      await sendDue();
      await exporter.whenAnswered();
    },
    flushAtPageEnd,
    settleUnanswered: exporter.settleUnanswered,
    pause,
    start() {
      if (state !== 'waiting') return;
      state = 'open';
      stops.push(
        listenToPage('online', ifTrusted(onOnline)),
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
