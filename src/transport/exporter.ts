import type { Attributes } from '@opentelemetry/api';
import type { StoredBatch } from '../browser/batch-store.js';
import type { Clock } from '../browser/clock.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { createBackoff } from './backoff.js';
import { createByteBudget } from './byte-budget.js';
import { encodeRequest, encodeResource } from './encode.js';
import { NO_LIMIT, type Outbox, type OutboxRecord } from './outbox.js';
import type { Batch, Sender, Sending, SendResult } from './sender.js';
import type { Tally } from './tally.js';

/** Takes records out of the outbox, sends them, and knows how the collector is. */
export interface Exporter {
  /** Sends all of a signal that waits, batch after batch, until one fails. */
  sendAll(signal: Signal): Promise<void>;
  /** Sends these in one request, which leaves within this call and outlives the page. */
  sendAtPageEnd(signal: Signal, records: OutboxRecord[]): Promise<void>;
  /** Sends a batch of the store; the result is whether that is done with. */
  sendStored(batch: StoredBatch): Promise<boolean>;
  /** Takes the next batch; undefined: nothing waits. */
  take(signal: Signal): { records: OutboxRecord[]; batch: Batch } | undefined;
  batchOf(signal: Signal, records: readonly OutboxRecord[]): Batch;
  /** Puts back into the outbox what is on its way and would end with the page. */
  recall(): void;
  /** Milliseconds until a signal may be sent; 0: now. */
  waitMillis(signal?: Signal): number;
  hasFailed(): boolean;
  /** The network is back: nothing waits for a failure any more. */
  expire(): void;
  /** Whether the collector takes a signal, as far as we know. */
  takes(signal: Signal): boolean;
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
  readonly tally: Tally;
  readonly resources: { readonly full: Attributes; readonly metrics: Attributes };
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  readonly isOpen: () => boolean;
  readonly onSend: () => void;
  /** Something is to be sent, as soon as it may be. */
  readonly onDue: () => void;
  /** The collector wants nothing from this page. */
  readonly onUnwelcome: (why: string) => void;
}

/** The collector does not want us: another try would get the same answer. */
const UNWELCOME = [401, 403];
/** It does not take this signal: a backend for traces alone has no `/v1/logs`. */
const UNKNOWN_SIGNAL = [404, 415];
const TOO_LARGE = 413;
const ENVELOPE_BYTES = 256;

const total = (records: readonly OutboxRecord[]) => records.reduce((sum, { count }) => sum + count, 0);

export function createExporter(config: ExporterConfig): Exporter {
  const { sender, outbox, clock, log, tally, isOpen, onDue } = config;
  const backoff = createBackoff();
  const budget = createByteBudget();
  const full = encodeResource(config.resources.full);
  const resources: Record<Signal, string> = {
    traces: full,
    logs: full,
    metrics: encodeResource(config.resources.metrics),
  };
  const flights = new Map<Sending, { signal: Signal; records: OutboxRecord[] }>();
  const untaken = new Set<Signal>();
  /** A page's end comes in several events: what was taken back at the first is not at the next. */
  const recalled = new WeakSet<OutboxRecord>();
  let batchBytes = config.maxBatchBytes;

  const batchOf = (signal: Signal, records: readonly OutboxRecord[]): Batch => ({
    signal,
    body: encodeRequest(signal, resources[signal], records),
    records: total(records),
  });
  const take = (signal: Signal) => {
    const records = outbox.take(signal, { maxRecords: config.maxBatchRecords, maxBytes: batchBytes });
    return records.length ? { records, batch: batchOf(signal, records) } : undefined;
  };
  const waitMillis = (signal?: Signal): number => {
    const now = clock.pageNow();
    const failed = backoff.remainingMillis(now);
    // Metrics are few, and tell of what the budget keeps back.
    return signal === 'metrics' ? failed : Math.max(failed, budget.waitMillis(now));
  };
  const post = (batch: Batch, atPageEnd?: boolean): Sending => {
    budget.spend(batch.body.length);
    tally.requested(batch.body.length);
    return sender.send(batch, atPageEnd);
  };

  /** @returns whether the records are done with; else they are to be sent again */
  const settle = ({ signal, records }: Omit<Batch, 'body'>, result: SendResult): boolean => {
    if (result.outcome === 'sent') {
      // Metrics have waited for somebody else to show that the collector is well again.
      if (backoff.succeeded()) onDue();
      tally.exported(signal, records - result.rejected);
      tally.exported(signal, result.rejected, 'rejected');
      return true;
    }
    if (result.outcome === 'retry') {
      backoff.failed(clock.pageNow(), result.afterMillis);
      onDue();
      if (!result.isAnswerLost) return false;
      // A delta that may have arrived must not be sent twice: it would count double.
      const isDelta = signal === 'metrics';
      if (isDelta) tally.exported(signal, records, 'answer_lost');
      else tally.resent(signal, records);
      return isDelta;
    }
    const { status } = result;
    tally.exported(signal, records, String(status));
    if (UNWELCOME.includes(status)) config.onUnwelcome(`the collector answered ${status} to ${signal}`);
    if (UNKNOWN_SIGNAL.includes(status) && !untaken.has(signal)) {
      untaken.add(signal);
      outbox.take(signal, NO_LIMIT);
      log.warn(`no more ${signal} are sent from this page: the collector answered ${status}`);
    }
    return true;
  };

  /** The request leaves within this call. */
  const dispatch = async (records: OutboxRecord[], batch: Batch, atPageEnd?: boolean): Promise<void> => {
    config.onSend();
    const sending = post(batch, atPageEnd);
    flights.set(sending, { signal: batch.signal, records });
    const result = await sending.result;
    // It has been recalled: its records are elsewhere by now.
    if (!flights.delete(sending)) return;
    if (result.outcome === 'refused' && result.status === TOO_LARGE && records.length > 1) {
      batchBytes = Math.min(batchBytes, batch.body.length / 2);
      outbox.putBack(records);
      onDue();
    } else if (!settle(batch, result) && isOpen()) outbox.putBack(records);
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
      if (!isOpen() || waitMillis()) return false;
      if (untaken.has(batch.signal)) return true;
      return settle(batch, await post(batch).result);
    },
    take,
    batchOf,
    recall() {
      for (const [sending, { signal, records }] of flights) {
        // A delta that may have arrived stays where it is.
        if (signal === 'metrics' || records.some((record) => recalled.has(record)) || !sending.recall())
          continue;
        flights.delete(sending);
        for (const record of records) recalled.add(record);
        outbox.putBack(records);
      }
    },
    waitMillis,
    hasFailed: backoff.hasFailed,
    expire: backoff.expire,
    takes: (signal) => !untaken.has(signal),
    envelopeBytes: full.length + ENVELOPE_BYTES,
    batchBytes: () => batchBytes,
  };
}
