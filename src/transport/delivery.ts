import type { Attributes } from '@opentelemetry/api';
import type { BatchStore, BatchStoreHooks } from '../browser/batch-store.js';
import type { Clock } from '../browser/clock.js';
import { isHidden, listenToPage, type Stop } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { MetricData, Signal } from '../record.js';
import * as names from '../semconv.js';
import { createBackoff } from './backoff.js';
import { createByteBudget } from './byte-budget.js';
import { type Encoded, encodeMetric, encodeRequest, encodeResource } from './encode.js';
import { createKeeper } from './keeper.js';
import { createOutbox, NO_LIMIT, type OutboxRecord, PRIORITY, type Priority } from './outbox.js';
import type { Batch, Sender, Sending, SendResult } from './sender.js';

export interface Delivery {
  /** Takes an encoded record; it leaves with the next batch. */
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** A record was lost before it came here. */
  drop(signal: Signal): void;
  /** Something was measured: there will be metrics to collect. */
  wake(): void;
  /** Sends all that waits, while the page lives. */
  flush(): Promise<void>;
  /** Sends what fits the page-end budget, in one synchronous pass, the most important first, and stores the rest. */
  flushAtPageEnd(): void;
  /** Allows sending; before it everything waits. */
  start(): void;
  /** Ends, and stores what is left. */
  stop(): void;
}

export interface DeliveryConfig {
  readonly sender: Sender;
  /** What the URLs of all exports begin with. */
  readonly ownUrls: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly collectMetrics: () => MetricData[];
  /** Adds to a counter of our own. */
  readonly count: (name: string, records: number, attributes: Attributes) => void;
  /** Opens what keeps batches beyond the page; undefined where nothing may be stored. */
  readonly openStore: ((hooks: BatchStoreHooks) => BatchStore) | undefined;
  readonly resources: { readonly full: Attributes; readonly metrics: Attributes };
  readonly flushIntervalMillis: number;
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  readonly maxQueuedRecords: number;
  readonly maxQueuedBytes: number;
}

/** An error leaves this soon. */
const ERROR_DELAY_MILLIS = 1_000;
/** The first batch leaves this soon, and warms connection and preflight for the page's end. */
const FIRST_DELAY_MILLIS = 1_000;
/** A page that is still here after its end was only hidden: it sends what it has stored. */
const RETURN_DELAY_MILLIS = 2_000;
/** The collector does not want us: another try would get the same answer. */
const UNWELCOME = [401, 403];
/** It does not take this signal: a backend for traces alone has no `/v1/logs`. */
const UNKNOWN_SIGNAL = [404, 415];
const TOO_LARGE = 413;
const SIGNALS: readonly Signal[] = ['traces', 'logs', 'metrics'];
/** The counters of what became of records. */
const EXPORTED = {
  traces: names.METRIC_SPANS_EXPORTED,
  logs: names.METRIC_LOGS_EXPORTED,
  metrics: names.METRIC_POINTS_EXPORTED,
};
const PROCESSED = {
  ...EXPORTED,
  traces: names.METRIC_SPANS_PROCESSED,
  logs: names.METRIC_LOGS_PROCESSED,
};
const RESENT = { traces: names.METRIC_SPANS_RESENT, logs: names.METRIC_LOGS_RESENT };

interface Flight {
  readonly signal: Signal;
  readonly records: readonly OutboxRecord[];
  readonly sending: Sending;
  isRecalled: boolean;
}

const total = (records: readonly OutboxRecord[]) => records.reduce((sum, { count }) => sum + count, 0);

/** Batches, sends, waits after failures, stores what cannot be sent, and gives the page's end its one chance. */
export function createDelivery(config: DeliveryConfig): Delivery {
  const { sender, clock, log } = config;
  const backoff = createBackoff();
  const budget = createByteBudget();
  const resources: Record<Signal, string> = {
    traces: encodeResource(config.resources.full),
    logs: encodeResource(config.resources.full),
    metrics: encodeResource(config.resources.metrics),
  };
  const turns = new Map<Signal, Promise<void>>();
  const flights = new Set<Flight>();
  const untaken = new Set<Signal>();
  const stops: Stop[] = [];
  let store: BatchStore | undefined;
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  let batchBytes = config.maxBatchBytes;
  let timer: number | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let isCounting = false;

  /** Counts what became of records; that alone is no reason to send anything. */
  const count = (name: string, records: number, errorType?: string) => {
    if (!records) return;
    isCounting = true;
    config.count(name, records, errorType ? { [names.ERROR_TYPE]: errorType } : {});
    isCounting = false;
  };
  const drop = (signal: Signal, records = 1) => count(PROCESSED[signal], records, 'queue_full');
  const outbox = createOutbox({ maxRecords: config.maxQueuedRecords, maxBytes: config.maxQueuedBytes }, drop);

  /** A rejection of ours must not become the page's `unhandledrejection`. */
  const inBackground = (work: Promise<void>) => {
    work.catch((fault) => log.debug('a fault of our own in delivery', fault));
  };
  const envelopeBytes = (signal: Signal) => resources[signal].length + 256;
  const batchOf = (signal: Signal, records: readonly OutboxRecord[]): Batch => ({
    signal,
    body: encodeRequest(signal, resources[signal], records),
  });
  const bySignal = (records: readonly OutboxRecord[]) =>
    SIGNALS.map((signal) => [signal, records.filter((record) => record.signal === signal)] as const).filter(
      ([, own]) => own.length,
    );
  const waitMillis = (): number => {
    const now = clock.pageNow();
    return Math.max(backoff.remainingMillis(now), budget.waitMillis(now));
  };
  const keeper = createKeeper(clock, sender, (maxBytes) =>
    bySignal(outbox.peekImportant(maxBytes - SIGNALS.length * envelopeBytes('traces'))).map((group) =>
      batchOf(...group),
    ),
  );

  const close = (why: string) => {
    if (state === 'closed') return;
    log.warn(`telemetry is off for this page: ${why}`);
    outbox.clear();
    stop();
  };

  /** @returns whether the records are done with; else they are to be sent again */
  const settle = (signal: Signal, records: number, result: SendResult): boolean => {
    if (result.outcome === 'sent') {
      // Metrics have waited for somebody else to show that the collector is well again.
      const wasUnwell = backoff.hasFailed();
      backoff.succeeded();
      if (wasUnwell) schedule(0);
      count(EXPORTED[signal], records - result.rejected);
      count(EXPORTED[signal], result.rejected, 'rejected');
      return true;
    }
    if (result.outcome === 'retry') {
      backoff.failed(clock.pageNow(), result.afterMillis);
      schedule(0);
      if (!result.isAnswerLost) return false;
      // A delta that may have arrived must not be sent twice: it would count double.
      const isDelta = signal === 'metrics';
      if (isDelta) count(EXPORTED[signal], records, 'answer_lost');
      else count(RESENT[signal], records);
      return isDelta;
    }
    count(EXPORTED[signal], records, String(result.status));
    if (UNWELCOME.includes(result.status)) close(`the collector answered ${result.status} to ${signal}`);
    if (UNKNOWN_SIGNAL.includes(result.status) && !untaken.has(signal)) {
      untaken.add(signal);
      outbox.take(signal, NO_LIMIT);
      log.warn(`no more ${signal} are sent from this page: the collector answered ${result.status}`);
    }
    return true;
  };

  /** The request leaves within this call. */
  const dispatch = async (signal: Signal, records: OutboxRecord[], atPageEnd = false): Promise<void> => {
    keeper.forget();
    const batch = batchOf(signal, records);
    budget.spend(batch.body.length);
    const flight = { signal, records, sending: sender.send(batch, atPageEnd), isRecalled: false };
    flights.add(flight);
    const result = await flight.sending.result;
    flights.delete(flight);
    if (flight.isRecalled) return;
    if (result.outcome === 'refused' && result.status === TOO_LARGE && records.length > 1) {
      batchBytes = Math.min(batchBytes, batch.body.length / 2);
      outbox.putBack(records);
      schedule(0);
    } else if (!settle(signal, total(records), result) && state !== 'closed') outbox.putBack(records);
    keeper.refresh();
  };

  const sendNext = async (signal: Signal): Promise<void> => {
    while (state === 'open' && !waitMillis()) {
      const records = outbox.take(signal, { maxRecords: config.maxBatchRecords, maxBytes: batchBytes });
      if (!records.length) return;
      await dispatch(signal, records);
    }
  };

  const collect = () => {
    for (const metric of config.collectMetrics()) {
      if (untaken.has('metrics')) return;
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
      if (signal === 'metrics' && !waitMillis()) collect();
      return sendNext(signal);
    };
    const before = turns.get(signal);
    const turn: Promise<void> = (before ? before.then(send, send) : send()).finally(() => {
      if (turns.get(signal) === turn) turns.delete(signal);
    });
    turns.set(signal, turn);
    return turn;
  };

  const sendStored = async ({ signal, body, records }: Batch & { records: number }): Promise<boolean> => {
    if (state !== 'open' || waitMillis()) return false;
    if (untaken.has(signal)) return true;
    budget.spend(body.length);
    return settle(signal, records, await sender.send({ signal, body }).result) && state === 'open';
  };
  const drain = async () => {
    if (state === 'open' && store && !store.isEmpty() && !waitMillis()) await store.drain(sendStored);
  };

  /** Moves what waits to the store. */
  const spill = () => {
    for (const signal of SIGNALS) {
      for (;;) {
        const records = outbox.take(signal, { maxRecords: config.maxBatchRecords, maxBytes: batchBytes });
        if (!records.length) break;
        const putBack = () => outbox.putBack(records);
        if (!store?.put(signal, batchOf(signal, records).body, total(records), putBack)) return putBack();
      }
    }
  };

  const sendQueued = async (): Promise<void> => {
    await Promise.all([sendInTurn('traces'), sendInTurn('logs')]);
    // A delta gets no second try: while the collector is unwell, let what is stored be the probe.
    if (!backoff.hasFailed() || !store || store.isEmpty()) await sendInTurn('metrics');
  };

  const flush = async (): Promise<void> => {
    unschedule();
    if (state !== 'open') return;
    await sendQueued();
    inBackground(drain());
    // What is still here waits for a collector that was not well.
    if (outbox.size().records) schedule(0);
  };

  const flushAtPageEnd = () => {
    unschedule();
    if (state === 'closed') return;
    state = 'open';
    keeper.forget();
    for (const flight of flights) {
      // A delta that may have arrived stays where it is.
      if (flight.signal === 'metrics' || !flight.sending.recall()) continue;
      flight.isRecalled = true;
      flights.delete(flight);
      outbox.putBack(flight.records);
    }
    collect();
    if (backoff.isOpen(clock.pageNow())) spill();
    const envelopes = SIGNALS.reduce((sum, signal) => sum + envelopeBytes(signal), 0);
    for (const [signal, own] of bySignal(outbox.takeImportant(sender.keepaliveRoom() - envelopes))) {
      inBackground(dispatch(signal, own, true));
    }
    spill();
    // What the store has no room for leaves without keepalive: a page that is only hidden still delivers it.
    if (outbox.size().records) inBackground(sendQueued());
    if (store && !store.isEmpty()) schedule(RETURN_DELAY_MILLIS);
  };

  const unschedule = () => {
    nativeClearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  };
  const schedule = (delayMillis: number) => {
    if (state !== 'open') return;
    // Timers come early by what is cut off their fraction.
    const delay = Math.ceil(Math.max(delayMillis, waitMillis()));
    const at = clock.pageNow() + delay;
    if (at >= dueAt) return;
    unschedule();
    dueAt = at;
    timer = nativeSetTimeout(() => inBackground(flush()), delay);
  };
  const watch = () => {
    stops.push(
      listenToPage('online', () => {
        backoff.expire();
        schedule(0);
      }),
      listenToPage(
        'securitypolicyviolation',
        ({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
          if (disposition === 'enforce' && blockedURI.startsWith(config.ownUrls))
            close(`the page's Content Security Policy blocks it: ${effectiveDirective} lacks ${blockedURI}`);
        },
      ),
    );
  };
  const stop = () => {
    for (const stopWatching of stops) stopWatching();
    if (state === 'open') spill();
    state = 'closed';
    unschedule();
    outbox.clear();
    keeper.forget();
    store?.close();
  };

  /** A hidden page may end without another word. Its listeners that run after ours are still in this task. */
  const leaveSoon = () => {
    if (!dueAt) return;
    unschedule();
    dueAt = 0;
    inBackground(
      Promise.resolve().then(() => {
        if (!backoff.remainingMillis(clock.pageNow())) return flushAtPageEnd();
        unschedule();
        spill();
        schedule(0);
      }),
    );
  };

  return {
    add(signal, priority, encoded) {
      if (state === 'closed' || untaken.has(signal)) return;
      outbox.add(signal, priority, encoded);
      if (state === 'waiting') return;
      if (isHidden()) return leaveSoon();
      const { records, bytes } = outbox.size();
      const isHalfFull = records > config.maxQueuedRecords / 2 || bytes > config.maxQueuedBytes / 2;
      if (isHalfFull && backoff.hasFailed()) spill();
      const isFull = records >= config.maxBatchRecords || bytes >= batchBytes;
      schedule(isFull ? 0 : priority === PRIORITY.error ? ERROR_DELAY_MILLIS : config.flushIntervalMillis);
      keeper.refresh();
    },
    drop,
    wake: () => {
      if (!isCounting) schedule(config.flushIntervalMillis);
    },
    flush,
    flushAtPageEnd,
    start() {
      if (state !== 'waiting') return;
      state = 'open';
      watch();
      store = config.openStore?.({
        onDrop: ({ signal, records }) => count(EXPORTED[signal], records, 'expired'),
        onFound: () => schedule(FIRST_DELAY_MILLIS),
      });
      schedule(Math.min(FIRST_DELAY_MILLIS, config.flushIntervalMillis));
      keeper.refresh();
    },
    stop,
  };
}
