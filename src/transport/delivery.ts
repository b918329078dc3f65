import type { Attributes } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { isHidden } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { MetricData, Signal } from '../record.js';
import { createBackoff } from './backoff.js';
import { type Encoded, encodeMetric, encodeRequest, encodeResource } from './encode.js';
import { createOutbox, type OutboxRecord, PRIORITY, type Priority } from './outbox.js';
import type { Sender, SendResult } from './sender.js';

export interface Delivery {
  /** Takes an encoded record; it leaves with the next batch. */
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** Something was measured: there will be metrics to collect. */
  wake(): void;
  /** Sends all that waits, while the page lives. */
  flush(): Promise<void>;
  /** Sends what fits the page-end budget, in one synchronous pass, the most important first. */
  flushAtPageEnd(): void;
  /** Allows sending; before it everything waits. */
  start(): void;
  stop(): void;
}

export interface DeliveryConfig {
  readonly sender: Sender;
  readonly clock: Clock;
  readonly log: Log;
  readonly collectMetrics: () => MetricData[];
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
/** The collector does not want us: another try would get the same answer. */
const UNWELCOME = [401, 403];
/** It does not take this signal: a backend for traces alone has no `/v1/logs`. */
const UNKNOWN_SIGNAL = [404, 415];
const SIGNALS: readonly Signal[] = ['traces', 'logs', 'metrics'];

/** Batches, sends, waits after failures, and gives the page's end its one chance. */
export function createDelivery(config: DeliveryConfig): Delivery {
  const { sender, clock, log } = config;
  const outbox = createOutbox({ maxRecords: config.maxQueuedRecords, maxBytes: config.maxQueuedBytes });
  const backoff = createBackoff();
  const resources: Record<Signal, string> = {
    traces: encodeResource(config.resources.full),
    logs: encodeResource(config.resources.full),
    metrics: encodeResource(config.resources.metrics),
  };
  const turns = new Map<Signal, Promise<void>>();
  const untaken = new Set<Signal>();
  let state: 'waiting' | 'open' | 'closed' = 'waiting';
  let timer: number | undefined;
  let dueAt = Number.POSITIVE_INFINITY;

  /** A rejection of ours must not become the page's `unhandledrejection`. */
  const inBackground = (work: Promise<void>) => {
    work.catch((fault) => log.debug('a fault of our own in delivery', fault));
  };
  const envelopeBytes = (signal: Signal) => resources[signal].length + 256;

  const request = (
    signal: Signal,
    records: readonly OutboxRecord[],
    atPageEnd: boolean,
  ): Promise<SendResult> => sender.send(signal, encodeRequest(signal, resources[signal], records), atPageEnd);

  const close = (why: string) => {
    if (state === 'closed') return;
    state = 'closed';
    log.warn(`telemetry is off for this page: ${why}`);
    stop();
  };

  /** A delta that may have arrived must not be sent twice: it would count double. */
  const mayRepeat = (signal: Signal, result: SendResult) =>
    !(signal === 'metrics' && result.outcome === 'retry' && result.isAnswerLost);

  const settle = (signal: Signal, records: readonly OutboxRecord[], result: SendResult) => {
    if (result.outcome === 'sent') backoff.succeeded();
    else if (result.outcome === 'retry') {
      backoff.failed(clock.pageNow(), result.afterMillis);
      if (state !== 'closed' && mayRepeat(signal, result)) outbox.putBack(records);
      schedule(0);
    } else if (UNWELCOME.includes(result.status)) {
      close(`the collector answered ${result.status} to ${signal}`);
    } else if (UNKNOWN_SIGNAL.includes(result.status)) {
      untaken.add(signal);
      outbox.take(signal, { maxRecords: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY });
      log.warn(`no more ${signal} are sent from this page: the collector answered ${result.status}`);
    }
  };

  const sendNext = async (signal: Signal): Promise<void> => {
    while (state === 'open' && !backoff.isWaiting(clock.pageNow())) {
      const records = outbox.take(signal, {
        maxRecords: config.maxBatchRecords,
        maxBytes: config.maxBatchBytes,
      });
      if (!records.length) return;
      settle(signal, records, await request(signal, records, false));
    }
  };

  const collect = () => {
    for (const metric of config.collectMetrics()) {
      if (untaken.has('metrics')) return;
      outbox.add('metrics', PRIORITY.metric, { scope: metric.scope, json: encodeMetric(metric) });
    }
  };

  /** One request in flight per signal: a slow collector must not be asked for more. */
  const sendInTurn = (signal: Signal): Promise<void> => {
    const send = () => {
      // In its turn: under a slow collector what was measured adds up to one delta.
      if (signal === 'metrics') collect();
      return sendNext(signal);
    };
    const before = turns.get(signal);
    const turn: Promise<void> = (before ? before.then(send, send) : send()).finally(() => {
      if (turns.get(signal) === turn) turns.delete(signal);
    });
    turns.set(signal, turn);
    return turn;
  };

  const flush = async (): Promise<void> => {
    unschedule();
    if (state !== 'open') return;
    await Promise.all(SIGNALS.map(sendInTurn));
    // What is still here waits for a collector that was not well.
    if (outbox.size().records) schedule(0);
  };

  const flushAtPageEnd = () => {
    unschedule();
    if (state === 'closed') return;
    state = 'open';
    collect();
    const envelopes = SIGNALS.reduce((sum, signal) => sum + envelopeBytes(signal), 0);
    const records = outbox.takeImportant(sender.keepaliveRoom() - envelopes);
    for (const signal of SIGNALS) {
      const own = records.filter((record) => record.signal === signal);
      if (own.length) inBackground(request(signal, own, true).then((result) => settle(signal, own, result)));
    }
    // What the budget has no room for leaves without keepalive: a page that is only hidden still delivers it.
    if (outbox.size().records) inBackground(flush());
  };

  const unschedule = () => {
    nativeClearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  };
  const schedule = (delayMillis: number) => {
    if (state !== 'open') return;
    // Timers come early by what is cut off their fraction.
    const delay = Math.ceil(Math.max(delayMillis, backoff.remainingMillis(clock.pageNow())));
    const at = clock.pageNow() + delay;
    if (at >= dueAt) return;
    unschedule();
    dueAt = at;
    timer = nativeSetTimeout(() => inBackground(flush()), delay);
  };
  const stop = () => {
    unschedule();
    outbox.clear();
  };

  return {
    add(signal, priority, encoded) {
      if (state === 'closed' || untaken.has(signal)) return;
      outbox.add(signal, priority, encoded);
      // A hidden page may end without another word. Its listeners that run after ours are still in this task.
      if (state === 'open' && isHidden() && !backoff.isWaiting(clock.pageNow())) {
        if (dueAt > 0) {
          dueAt = 0;
          inBackground(Promise.resolve().then(flushAtPageEnd));
        }
        return;
      }
      const { records, bytes } = outbox.size();
      const isFull = records >= config.maxBatchRecords || bytes >= config.maxBatchBytes;
      schedule(isFull ? 0 : priority === PRIORITY.error ? ERROR_DELAY_MILLIS : config.flushIntervalMillis);
    },
    wake: () => schedule(config.flushIntervalMillis),
    flush,
    flushAtPageEnd,
    start() {
      if (state !== 'waiting') return;
      state = 'open';
      schedule(Math.min(FIRST_DELAY_MILLIS, config.flushIntervalMillis));
    },
    stop() {
      state = 'closed';
      stop();
    },
  };
}
