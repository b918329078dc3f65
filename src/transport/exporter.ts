import type { Attributes } from '@opentelemetry/api';
import type { StoredBatch } from '../browser/batch-store.js';
import type { Clock } from '../browser/clock.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { createBackoff } from './backoff.js';
import { createByteBudget } from './byte-budget.js';
import { encodeRequest, encodeResource } from './encode.js';
import type { ExportStats } from './export-stats.js';
import { SIGNALS } from './order.js';
import type { Outbox, OutboxRecord } from './outbox.js';
import type { Batch, Sender, Sending, SendResult } from './sender.js';

/** Takes records out of the outbox, sends them, and knows how the collector is. */
export interface Exporter {
  /** Sends all of a signal that waits, batch after batch, until one fails. */
  sendAll(signal: Signal): Promise<void>;
  /**
   * Sends these in one request, which leaves within this call and outlives the page.
   * @returns false if they are to be sent again
   */
  sendAtPageEnd(signal: Signal, records: OutboxRecord[]): Promise<boolean>;
  /** Sends a batch of the store; the result is whether that is done with. */
  sendStored(batch: StoredBatch): Promise<boolean>;
  /** Takes the next batch; undefined: nothing waits. */
  take(signal: Signal): { records: OutboxRecord[]; batch: Batch } | undefined;
  batchOf(signal: Signal, records: readonly OutboxRecord[]): Batch;
  /** Puts back into the outbox what is on its way, would end with the page, and has not been answered. */
  takeBackInFlight(): void;
  /** Resolves when all requests that are on their way now have been answered, or have failed. */
  whenAnswered(): Promise<unknown>;
  /** Milliseconds until a signal, or any, may be sent; 0: now. */
  waitMillis(signal?: Signal): number;
  /** Whether the last try failed, or the signal is refused. */
  hasFailed(signal?: Signal): boolean;
  /** Whether the collector refuses a signal: it is tried again after a long pause. */
  isPaused(signal: Signal): boolean;
  /** Pauses everything for two hours: the browser does not let it out. */
  pauseAll(): void;
  /** The network is back: nothing waits for a failure any more. */
  expire(): void;
  /** Bytes of a batch beside its records. */
  readonly envelopeBytes: number;
  /** Bytes of a batch at most: the collector may have asked for less. */
  batchBytes(): number;
}

export interface ExporterConfig {
  readonly sender: Sender;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly exportStats: ExportStats;
  /** What the URLs of all exports begin with. */
  readonly ownUrls: string;
  readonly resources: { readonly full: Attributes; readonly metrics: Attributes };
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  readonly isOpen: () => boolean;
  readonly onSend: () => void;
  /** Something is to be sent, as soon as it may be. */
  readonly onDue: () => void;
}

const TOO_LARGE = 413;
/** So many batches of a signal are refused one after the other before it pauses: a firewall may dislike one text. */
const MAX_REFUSALS = 3;
const PAUSE_MILLIS = 5 * 60_000;
const MAX_PAUSE_MILLIS = 60 * 60_000;
/** A document's Content Security Policy hardly changes, and each try is an error on the page's console. */
const BLOCKED_MILLIS = 2 * 60 * 60_000;
const ENVELOPE_BYTES = 256;

const total = (records: readonly OutboxRecord[]) => records.reduce((sum, { count }) => sum + count, 0);

export function createExporter(config: ExporterConfig): Exporter {
  const { sender, outbox, clock, log, exportStats, isOpen, onDue } = config;
  const backoff = createBackoff();
  const budget = createByteBudget();
  const full = encodeResource(config.resources.full);
  const metricsResource = encodeResource(config.resources.metrics);
  const flights = new Map<Sending, { signal: Signal; records: OutboxRecord[] }>();
  /** How often each signal was refused in a row, and its pause. */
  const refusals = new Map(
    SIGNALS.map((signal) => [
      signal,
      { inARow: 0, pause: createBackoff(Math.random, PAUSE_MILLIS, MAX_PAUSE_MILLIS) },
    ]),
  ) as { get(signal: Signal): { inARow: number; pause: ReturnType<typeof createBackoff> } };
  const warned = new Set<number>();
  /** A page's end comes in several events: what was taken back at the first is not at the next. */
  const recalled = new WeakSet<OutboxRecord>();
  let batchBytes = config.maxBatchBytes;
  let blockedUntil = 0;

  const batchOf = (signal: Signal, records: readonly OutboxRecord[]): Batch => ({
    signal,
    body: encodeRequest(signal, signal === 'metrics' ? metricsResource : full, records),
    records: total(records),
  });
  const take = (signal: Signal) => {
    const records = outbox.take(signal, { maxRecords: config.maxBatchRecords, maxBytes: batchBytes });
    return records.length ? { records, batch: batchOf(signal, records) } : undefined;
  };
  const pauseMillis = (signal: Signal) => {
    const now = clock.pageNow();
    return Math.max(refusals.get(signal).pause.remainingMillis(now), blockedUntil - now, 0);
  };
  const waitMillis = (signal?: Signal): number => {
    if (!signal) return Math.min(...SIGNALS.map(waitMillis));
    const now = clock.pageNow();
    // Metrics are few, and count what the budget keeps back.
    const limited = signal === 'metrics' ? 0 : budget.waitMillis(now);
    return Math.max(backoff.remainingMillis(now), limited, pauseMillis(signal));
  };
  const post = (batch: Batch, atPageEnd?: boolean): Sending => {
    budget.spend(batch.body.length);
    exportStats.requested(batch.body.length);
    return sender.send(batch, atPageEnd);
  };

  const refuse = (signal: Signal, status: number) => {
    const refusal = refusals.get(signal);
    // Of a record that is too large the collector does not say that it takes no others.
    if (status === TOO_LARGE || ++refusal.inARow < MAX_REFUSALS) return;
    refusal.pause.failed(clock.pageNow(), undefined);
    if (warned.has(status)) return;
    warned.add(status);
    log.warn(
      `${config.ownUrls}${signal} answered ${status} to ${MAX_REFUSALS} batches in a row: ${signal} are kept, and tried again after a pause`,
    );
  };
  /** @returns whether the records are done with; else they are to be sent again */
  const settle = ({ signal, records }: Omit<Batch, 'body'>, result: SendResult): boolean => {
    if (result.outcome === 'sent') {
      const refusal = refusals.get(signal);
      refusal.inARow = 0;
      // Metrics have waited for another signal to show that the collector is well again.
      if (Number(backoff.succeeded()) | Number(refusal.pause.succeeded())) onDue();
      exportStats.exported(signal, records - result.rejected);
      exportStats.exported(signal, result.rejected, 'rejected');
      return true;
    }
    if (result.outcome === 'retry') {
      backoff.failed(clock.pageNow(), result.afterMillis);
      onDue();
      if (!result.isAnswerLost) return false;
      // A delta that may have arrived must not be sent twice: it would count double.
      const isDelta = signal === 'metrics';
      if (isDelta) exportStats.exported(signal, records, 'answer_lost');
      else exportStats.resent(signal, records);
      return isDelta;
    }
    exportStats.exported(signal, records, String(result.status));
    refuse(signal, result.status);
    return true;
  };

  /**
   * The request leaves within this call.
   * @returns false if its records wait again
   */
  const dispatch = async (records: OutboxRecord[], batch: Batch, atPageEnd?: boolean): Promise<boolean> => {
    config.onSend();
    const sending = post(batch, atPageEnd);
    flights.set(sending, { signal: batch.signal, records });
    const result = await sending.result;
    // It has been recalled: its records are elsewhere by now.
    if (!flights.delete(sending)) return true;
    const isTooLarge = result.outcome === 'refused' && result.status === TOO_LARGE && records.length > 1;
    if (isTooLarge) {
      batchBytes = Math.min(batchBytes, batch.body.length / 2);
      onDue();
    } else if (settle(batch, result)) return true;
    if (isOpen()) outbox.putBack(records);
    return false;
  };

  return {
    async sendAll(signal) {
      while (isOpen() && !waitMillis(signal)) {
        const next = take(signal);
        if (!next) return;
        await dispatch(next.records, next.batch);
      }
    },
    sendAtPageEnd: (signal, records) => dispatch(records, batchOf(signal, records), true),
    async sendStored(batch) {
      if (!isOpen() || waitMillis(batch.signal)) return false;
      return settle(batch, await post(batch).result);
    },
    take,
    batchOf,
    takeBackInFlight() {
      for (const [sending, { signal, records }] of flights) {
        // A delta that may have arrived stays where it is.
        if (
          signal === 'metrics' ||
          records.some((record) => recalled.has(record)) ||
          !sending.takeBackInFlight()
        )
          continue;
        flights.delete(sending);
        for (const record of records) recalled.add(record);
        outbox.putBack(records);
        exportStats.resent(signal, total(records));
      }
    },
    whenAnswered: () => Promise.all([...flights.keys()].map(({ result }) => result)),
    waitMillis,
    hasFailed: (signal) => backoff.hasFailed() || (!!signal && pauseMillis(signal) > 0),
    isPaused: (signal) => pauseMillis(signal) > 0,
    pauseAll() {
      blockedUntil = clock.pageNow() + BLOCKED_MILLIS;
    },
    expire: backoff.expire,
    envelopeBytes: full.length + ENVELOPE_BYTES,
    batchBytes: () => batchBytes,
  };
}
