import type { Attributes } from '@opentelemetry/api';
import type { StoredBatch } from '../browser/batch-store.js';
import type { Clock } from '../browser/clock.js';
import { nativeSetTimeout } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { createBackoff } from './backoff.js';
import { createByteBudget } from './byte-budget.js';
import { encodeRequest, encodeResource } from './encode.js';
import { createEndpointWarnings } from './endpoint-warnings.js';
import type { ExportStats } from './export-stats.js';
import { SIGNALS } from './order.js';
import type { Outbox, OutboxRecord } from './outbox.js';
import type { SendResult } from './read-answer.js';
import type { Batch, Sender, Sending } from './sender.js';

/** Takes records from the outbox, sends them, and tracks the collector's health. */
export interface Exporter {
  /** Sends all records of a signal, batch after batch, until one fails. */
  sendAll(signal: Signal): Promise<void>;
  /**
   * Sends these records in one request, which starts synchronously and outlives the page.
   * @returns false if they have to be sent again
   */
  sendAtPageEnd(signal: Signal, records: OutboxRecord[]): Promise<boolean>;
  /** Sends a stored batch. @returns whether it can be deleted */
  sendStored(batch: StoredBatch): Promise<boolean>;
  /** Takes the next batch; undefined if no records wait. */
  take(signal: Signal): { records: OutboxRecord[]; batch: Batch } | undefined;
  batchOf(signal: Signal, records: readonly OutboxRecord[]): Batch;
  /** Puts the records of unanswered requests that would end with the page back into the outbox. */
  takeBackInFlight(): void;
  /** Assumes after a second that requests which are in flight now and outlive the page were sent, if no answer comes. */
  settleUnanswered(): void;
  /** Whether requests have failed only just now, which may be the browser's doing: it aborts them before it unloads a page. */
  wasCutOff(): boolean;
  /** Aborts all requests, and forgets their records, because the user has withdrawn consent. */
  abandon(): void;
  /** Resolves when all current requests have been answered or have failed. */
  whenAnswered(): Promise<unknown>;
  /** Returns the milliseconds until a signal, or any, may be sent; 0: now. */
  waitMillis(signal?: Signal): number;
  /** Whether the last attempt failed, or the signal is paused. */
  hasFailed(signal?: Signal): boolean;
  /** Whether a signal is paused, because the collector has refused it. */
  isPaused(signal: Signal): boolean;
  /** Pauses all signals for two hours, because the browser blocks the endpoint. */
  pauseAll(): void;
  /** Ends the wait after a failure: the network is back. */
  expire(): void;
  /** Bytes of a batch besides its records. */
  readonly envelopeBytes: number;
  /** Returns the maximum size of a batch in bytes, reduced if the collector has refused larger ones. */
  batchBytes(): number;
}

export interface ExporterConfig {
  readonly sender: Sender;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly exportStats: ExportStats;
  /** Common start of the URLs of all exports. */
  readonly ownUrls: string;
  readonly resources: { readonly full: Attributes; readonly metrics: Attributes };
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  readonly isOpen: () => boolean;
  readonly onSend: () => void;
  /** Called when records should be sent as soon as possible. */
  readonly onDue: () => void;
}

const TOO_LARGE = 413;
/** Number of refused batches in a row after which a signal pauses; one may be refused because of its content, as by a firewall. */
const MAX_REFUSALS = 3;
const PAUSE_MILLIS = 5 * 60_000;
const MAX_PAUSE_MILLIS = 60 * 60_000;
/** Pause after a violation of the Content Security Policy, which rarely changes; each attempt logs an error on the page's console. */
const BLOCKED_MILLIS = 2 * 60 * 60_000;
const ENVELOPE_BYTES = 256;
/** Wait for answers of a page that the back/forward cache gives back. */
const LOST_ANSWER_MILLIS = 1_000;
/** Time within which a collector that is down refuses a connection. What fails later may have been aborted. */
const REFUSED_MILLIS = 50;
/** Maximum time from the abort of a page's requests to its `pagehide` (Chromium 156: 10 ms on a busy machine). */
const UNLOAD_MILLIS = 200;

const total = (records: readonly OutboxRecord[]) => records.reduce((sum, { count }) => sum + count, 0);

export function createExporter(config: ExporterConfig): Exporter {
  const { sender, outbox, clock, log, exportStats, isOpen, onDue } = config;
  const backoff = createBackoff();
  const budget = createByteBudget();
  const full = encodeResource(config.resources.full);
  const metricsResource = encodeResource(config.resources.metrics);
  const flights = new Map<Sending, { signal: Signal; records: OutboxRecord[] }>();
  /** Number of refusals in a row, and pause, per signal. */
  const refusals = new Map(
    SIGNALS.map((signal) => [
      signal,
      { inARow: 0, pause: createBackoff(Math.random, PAUSE_MILLIS, MAX_PAUSE_MILLIS) },
    ]),
  ) as { get(signal: Signal): { inARow: number; pause: ReturnType<typeof createBackoff> } };
  const warnings = createEndpointWarnings(config.ownUrls, log);
  /** Records taken back once: the page's end consists of several events, of which only the first takes records back. */
  const takenBack = new WeakSet<OutboxRecord>();
  let batchBytes = config.maxBatchBytes;
  let blockedUntil = 0;
  /** Page time at which a request that had waited for its answer failed, if none had failed before. */
  let cutOffAt = Number.NEGATIVE_INFINITY;

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
    // Metrics are exempt: they are small, and include what the budget delays.
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
    // A record that is too large says nothing about others.
    if (status === TOO_LARGE) return;
    const isPaused = ++refusal.inARow >= MAX_REFUSALS;
    if (isPaused) refusal.pause.failed(clock.pageNow(), undefined);
    warnings.onRefused(signal, status, isPaused);
  };
  /** @returns whether the records are done; otherwise they have to be sent again */
  const settle = ({ signal, records, body }: Batch, result: SendResult): boolean => {
    const { outcome, status } = result;
    log.debug(() => ({
      text: `${outcome} ${records} ${signal}${status ? `: status ${status}` : ''}`,
      detail: { about: 'batch', signal, records, size: body.length, ...result },
    }));
    if (outcome === 'sent') {
      warnings.onSent();
      const refusal = refusals.get(signal);
      refusal.inARow = 0;
      // Metrics may wait for another signal's success after a failure.
      if (Number(backoff.succeeded()) | Number(refusal.pause.succeeded())) onDue();
      const rejected = Math.min(result.rejected, records);
      exportStats.exported(signal, records - rejected);
      exportStats.exported(signal, rejected, 'rejected');
      return true;
    }
    if (outcome === 'retry') {
      const failures = backoff.failed(clock.pageNow(), result.afterMillis);
      // Without either, the sender has logged a warning: the answer is a web page or a redirect. So has delivery about a policy.
      if ((status || result.isAnswerLost) && !blockedUntil) warnings.onFailed(signal, status, failures);
      onDue();
      if (!result.isAnswerLost) return false;
      // A delta that may have arrived is not sent again: it would be counted twice.
      const isDelta = signal === 'metrics';
      if (isDelta) exportStats.exported(signal, records, 'answer_lost');
      else exportStats.resent(signal, records);
      return isDelta;
    }
    exportStats.exported(signal, records, String(status));
    refuse(signal, result.status);
    return true;
  };

  /**
   * Starts the request synchronously.
   * @returns false if its records are queued again
   */
  const dispatch = async (records: OutboxRecord[], batch: Batch, atPageEnd?: boolean): Promise<boolean> => {
    config.onSend();
    const sending = post(batch, atPageEnd);
    flights.set(sending, { signal: batch.signal, records });
    const sentAt = clock.pageNow();
    const result = await sending.result;
    const now = clock.pageNow();
    const isAborted = result.outcome === 'retry' && result.isAnswerLost && now - sentAt > REFUSED_MILLIS;
    if (isAborted && !backoff.hasFailed()) cutOffAt = now;
    // Its records have been taken back, or the request was abandoned.
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
      const sending = post(batch);
      // Its records stay in the store until it is done.
      flights.set(sending, { signal: batch.signal, records: [] });
      const result = await sending.result;
      return flights.delete(sending) && settle(batch, result);
    },
    take,
    batchOf,
    takeBackInFlight() {
      for (const [sending, { signal, records }] of flights) {
        // Deltas that may have arrived are not taken back.
        if (
          signal === 'metrics' ||
          records.some((record) => takenBack.has(record)) ||
          !sending.takeBackInFlight()
        )
          continue;
        flights.delete(sending);
        for (const record of records) takenBack.add(record);
        outbox.putBack(records);
        exportStats.resent(signal, total(records));
      }
    },
    settleUnanswered() {
      const sendings = [...flights.keys()];
      nativeSetTimeout(() => {
        for (const sending of sendings) sending.assumeSent();
      }, LOST_ANSWER_MILLIS);
    },
    wasCutOff: () => clock.pageNow() - cutOffAt < UNLOAD_MILLIS,
    abandon() {
      for (const sending of flights.keys()) sending.takeBackInFlight(true);
      flights.clear();
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
