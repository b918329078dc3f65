import { laterRequests } from '../browser/fetch-later.js';
import { gzip } from '../browser/gzip.js';
import { isClosing, isHidden } from '../browser/lifecycle.js';
import { canKeepAlive, nativeClearTimeout, nativeFetch, nativeSetTimeout } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { signalUrl } from './endpoint.js';
import { byteLength } from './outbox.js';

/** What became of a request: done; to be tried again, not before a wait; or refused for good. */
export type SendResult =
  | { readonly outcome: 'sent'; readonly rejected: number }
  | { readonly outcome: 'retry'; readonly afterMillis: number | undefined; readonly isAnswerLost: boolean }
  | { readonly outcome: 'refused'; readonly status: number };

/** A request under way. */
export interface Sending {
  readonly result: Promise<SendResult>;
  /**
   * Takes a request back that would end with the page; false if it outlives the page, or if the collector's answer
   * says that it has arrived.
   */
  takeBackInFlight(): boolean;
}

/** An encoded export request. */
export interface Batch {
  readonly signal: Signal;
  readonly body: string;
  /** How many records, or data points, it holds. */
  readonly records: number;
}

export interface Sender {
  /**
   * Posts a body.
   * @param atPageEnd the request leaves within this call, uncompressed, and may use what is left of the keepalive budget
   */
  send(batch: Pick<Batch, 'signal' | 'body'>, atPageEnd?: boolean): Sending;
  /** Bytes that a page-end request may still have. */
  keepaliveRoom(): number;
  /**
   * Has the browser keep these, instead of those it kept till now, and send them should the page die without a word.
   * Undefined where the browser cannot.
   */
  readonly keep: ((batches: readonly Pick<Batch, 'signal' | 'body'>[]) => void) | undefined;
}

export interface SenderConfig {
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
  /** Whether bodies are gzipped while the page lives. */
  readonly gzip: boolean;
  readonly log: Log;
}

/**
 * Half of what a browser allows: 64 KiB of bodies with `keepalive` or of beacons in flight, until their answers have
 * been read (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). The other half is the app's.
 */
const KEEPALIVE_BUDGET_BYTES = 32 * 1024;
/** Metrics of up to this size outlive a page that is left while they are in flight. */
const MAX_DELTA_BYTES = 16 * 1024;
const MAX_ANSWER_MILLIS = 30_000;
/**
 * A smaller body leaves as it is: opening a gzip stream costs the main thread time, the page's first one most (9 ms in
 * Chromium 156 on two cores).
 */
const MIN_GZIP_BYTES = 8 * 1024;
/** OTLP/HTTP: these answers may be tried again. */
const RETRYABLE = [429, 502, 503, 504];

/** `Retry-After` is seconds or a date. */
function retryAfterMillis(response: Response): number | undefined {
  const value = response.headers.get('Retry-After');
  if (!value) return undefined;
  const millis = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
}

/** Sends OTLP/HTTP by the native fetch, so that no export is ever traced. */
export function createSender({ endpoint, headers, credentials, log, ...config }: SenderConfig): Sender {
  // A browser without fetch fails each send, and is told apart from a collector that is down by nothing.
  const post = nativeFetch ?? (() => Promise.reject(new TypeError('this browser has no fetch')));
  let canGzip = config.gzip;
  /** The first request of a signal is plain: the page is starting, and the page's end needs the same preflight. */
  const opened = new Set<Signal>();
  let inFlightBytes = 0;
  const room = () => (canKeepAlive ? KEEPALIVE_BUDGET_BYTES - inFlightBytes : 0);
  const init = (body: BodyInit, encoding?: string): RequestInit => ({
    method: 'POST',
    body,
    credentials,
    // A POST that is redirected may arrive as a GET, without its body, and be answered with 200.
    redirect: 'manual',
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      ...(encoding && { 'Content-Encoding': encoding }),
    },
  });

  const read = async (signal: Signal, response: Response): Promise<SendResult> => {
    // A redirect that is not followed has the status 0 in a browser.
    if (response.redirected || (!response.ok && response.status < 400)) {
      log.warn(
        `the endpoint ${endpoint} answers with a redirect, which is not followed: use the URL that it leads to`,
      );
      return { outcome: 'retry', afterMillis: undefined, isAnswerLost: false };
    }
    // Chromium holds the keepalive budget until the body has been read.
    const answer = await response.text().catch(() => '');
    const { status } = response;
    if (response.ok) {
      // A single-page app's server answers everything with its page, a captive portal with its own.
      if (response.headers.get('Content-Type')?.startsWith('text/html')) {
        log.warn(`the endpoint ${endpoint} answers with a web page: an OTLP/HTTP receiver was expected`);
        return { outcome: 'retry', afterMillis: undefined, isAnswerLost: false };
      }
      const rejected = Number(/"rejected\w+"\s*:\s*"?(\d+)/.exec(answer)?.[1] ?? 0);
      if (rejected) log.debug(`the collector rejected records of ${signal}`, answer);
      return { outcome: 'sent', rejected };
    }
    log.debug(`the collector answered ${status} to ${signal}`, answer);
    if (!RETRYABLE.includes(status)) return { outcome: 'refused', status };
    return { outcome: 'retry', afterMillis: retryAfterMillis(response), isAnswerLost: false };
  };

  return {
    keepaliveRoom: room,
    send({ signal, body }, atPageEnd = false) {
      const url = signalUrl(endpoint, signal);
      const controller = new AbortController();
      let isBound = true;

      const request = async (payload: BodyInit, bytes: number, encoding?: string): Promise<SendResult> => {
        // A visible page leaves the quota to the app's own beacons, except for what cannot be sent twice: a delta that was in
        // flight when the page was left would be counted twice, or lost.
        const isDelta = signal === 'metrics' && bytes <= MAX_DELTA_BYTES;
        const keepalive = (atPageEnd || isHidden() || isDelta) && bytes <= room();
        isBound = !keepalive;
        if (keepalive) inFlightBytes += bytes;
        // A collector that never answers must not hold up the next batch for minutes.
        const timer = nativeSetTimeout(() => controller.abort(), MAX_ANSWER_MILLIS);
        try {
          const response = await post(url, {
            ...init(payload, encoding),
            keepalive,
            signal: controller.signal,
          });
          // From its status on it is known whether the batch has arrived, also if the page ends before the body is read.
          isBound &&= RETRYABLE.includes(response.status);
          return await read(signal, response);
        } catch (fault) {
          if (keepalive && isClosing()) return { outcome: 'sent', rejected: 0 };
          log.debug(`${signal} could not be sent`, fault);
          return { outcome: 'retry', afterMillis: undefined, isAnswerLost: true };
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
        log.debug('the collector takes no gzip');
        canGzip = false;
        return request(body, bytes);
      };
      const bytes = byteLength(body);
      const isPacked = canGzip && !atPageEnd && bytes >= MIN_GZIP_BYTES && opened.has(signal);
      opened.add(signal);
      return {
        result: isPacked ? sendPacked() : request(body, bytes),
        takeBackInFlight() {
          if (isBound) controller.abort();
          return isBound;
        },
      };
    },
    keep: laterRequests
      ? (batches) =>
          laterRequests?.replace(
            batches.map(({ signal, body }) => ({ url: signalUrl(endpoint, signal), init: init(body) })),
          )
      : undefined,
  };
}
