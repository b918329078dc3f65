import { laterRequests } from '../browser/fetch-later.js';
import { gzip } from '../browser/gzip.js';
import { isClosing, isHidden, isOnline } from '../browser/lifecycle.js';
import { canKeepAlive, nativeClearTimeout, nativeFetch, nativeSetTimeout } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { signalUrl } from './endpoint.js';
import { byteLength } from './outbox.js';
import { isRetryable, readAnswer, type SendResult } from './read-answer.js';

/** A request in flight. */
export interface Sending {
  readonly result: Promise<SendResult>;
  /**
   * Aborts a request that would end with the page; with `always` any. @returns false if it outlives the page, or its answer shows
   * that the batch has arrived
   */
  takeBackInFlight(always?: boolean): boolean;
  /** Stops waiting for the answer of a request that outlives the page, and assumes that it was sent. */
  assumeSent(): void;
}

/** An encoded export request. */
export interface Batch {
  readonly signal: Signal;
  readonly body: string;
  /** Number of records, or data points. */
  readonly records: number;
}

export interface Sender {
  /**
   * Posts a body.
   * @param atPageEnd starts the request synchronously, uncompressed, within the remaining keepalive budget
   */
  send(batch: Pick<Batch, 'signal' | 'body'>, atPageEnd?: boolean): Sending;
  /** Returns the bytes that are left for requests at page end. */
  keepaliveRoom(): number;
  /**
   * Replaces the batches that the browser keeps and sends if the page is killed. Undefined if the browser does not have
   * `fetchLater`.
   */
  readonly keep: ((batches: readonly Pick<Batch, 'signal' | 'body'>[]) => void) | undefined;
}

export interface SenderConfig {
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
  /** Replaces the native `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /** Whether to gzip bodies, except at page end. */
  readonly gzip: boolean;
  readonly log: Log;
}

/**
 * Half of what a browser allows: 64 KiB of bodies with `keepalive` or of beacons in flight, until their answers have been read
 * (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). The other half is left to the app.
 */
const KEEPALIVE_BUDGET_BYTES = 32 * 1024;
/** Metrics of up to this size outlive a page that is left while they are in flight. */
const MAX_DELTA_BYTES = 16 * 1024;
const MAX_ANSWER_MILLIS = 30_000;
/**
 * Minimum size for compression. Opening a gzip stream costs main-thread time, most for the page's first one (9 ms in Chromium 156
 * on two cores).
 */
const MIN_GZIP_BYTES = 8 * 1024;
/** Creates the sender of OTLP/HTTP requests. It uses the native fetch, so that exports are never traced. */
export function createSender({ endpoint, headers, credentials, log, ...config }: SenderConfig): Sender {
  // Without fetch every send fails, like with a collector that is down.
  const post =
    config.fetch ?? nativeFetch ?? (() => Promise.reject(new TypeError('this browser has no fetch')));
  let canGzip = config.gzip;
  /** Signals whose first request was made. It is not gzipped: the page is starting, and its preflight also serves the page's end. */
  const opened = new Set<Signal>();
  let inFlightBytes = 0;
  const room = () => (canKeepAlive ? KEEPALIVE_BUDGET_BYTES - inFlightBytes : 0);
  const init = (body: BodyInit, encoding?: string): RequestInit => ({
    method: 'POST',
    body,
    credentials,
    // A redirected POST may become a GET without a body, and be answered with 200.
    redirect: 'manual',
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      ...(encoding && { 'Content-Encoding': encoding }),
    },
  });

  return {
    keepaliveRoom: room,
    send({ signal, body }, atPageEnd = false) {
      const url = signalUrl(endpoint, signal);
      const controller = new AbortController();
      let isBound = true;
      let assumeSent = () => {};

      const request = async (payload: BodyInit, bytes: number, encoding?: string): Promise<SendResult> => {
        // A visible page leaves the quota to the app's own beacons, except for deltas, which cannot be sent twice: one that is in
        // flight when the page is left would be lost or counted twice.
        const isDelta = signal === 'metrics' && bytes <= MAX_DELTA_BYTES;
        const keepalive = (atPageEnd || isHidden() || isDelta) && bytes <= room();
        isBound = !keepalive;
        if (keepalive) inFlightBytes += bytes;
        const answer = async (): Promise<SendResult> => {
          const response = await post(url, {
            ...init(payload, encoding),
            keepalive,
            signal: controller.signal,
          });
          // The status shows whether the batch has arrived, even if the page ends before the body is read.
          isBound &&= isRetryable(response.status);
          return readAnswer(response, signal, endpoint, log);
        };
        const wasOnline = isOnline();
        let timer: number | undefined;
        try {
          return await Promise.race([
            answer(),
            new Promise<SendResult>((resolve, reject) => {
              if (keepalive) assumeSent = () => resolve({ outcome: 'sent', rejected: 0 });
              // Limits the time that a collector without an answer delays the next batch.
              timer = nativeSetTimeout(() => {
                controller.abort();
                // If only the body is missing, its status counts before that. A custom `fetch` may ignore the signal.
                nativeSetTimeout(reject, 0);
              }, MAX_ANSWER_MILLIS);
            }),
          ]);
        } catch (fault) {
          if (keepalive && isClosing()) return { outcome: 'sent', rejected: 0 };
          log.debug(`${signal} could not be sent`, fault);
          // Offline before and after the request: it has not arrived.
          return { outcome: 'retry', afterMillis: undefined, isAnswerLost: wasOnline || isOnline() };
        } finally {
          nativeClearTimeout(timer);
          if (keepalive) inFlightBytes -= bytes;
          isBound = false;
        }
      };
      const sendPacked = async (): Promise<SendResult> => {
        const packed = await gzip(body);
        if (!packed) return request(body, bytes);
        const result = await request(packed, packed.byteLength, 'gzip');
        if (result.outcome !== 'refused' || result.status !== 415) return result;
        canGzip = false;
        return request(body, bytes);
      };
      const bytes = byteLength(body);
      const isPacked = canGzip && !atPageEnd && bytes >= MIN_GZIP_BYTES && opened.has(signal);
      opened.add(signal);
      return {
        result: isPacked ? sendPacked() : request(body, bytes),
        takeBackInFlight(always) {
          if (isBound || always) controller.abort();
          return isBound;
        },
        assumeSent: () => assumeSent(),
      };
    },
    keep:
      laterRequests && !config.fetch
        ? (batches) =>
            laterRequests?.replace(
              batches.map(({ signal, body }) => ({ url: signalUrl(endpoint, signal), init: init(body) })),
            )
        : undefined,
  };
}
