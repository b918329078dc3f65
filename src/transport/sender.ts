import { laterRequests } from '../browser/fetch-later.js';
import { gzip } from '../browser/gzip.js';
import { isClosing } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeFetch, nativeSetTimeout } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { byteLength } from './outbox.js';

/** What became of a request: done; to be tried again, not before a wait; or refused for good. */
export type SendResult =
  | { readonly outcome: 'sent'; readonly rejected: number }
  | { readonly outcome: 'retry'; readonly afterMillis: number | undefined; readonly isAnswerLost: boolean }
  | { readonly outcome: 'refused'; readonly status: number };

/** A request under way. */
export interface Sending {
  readonly result: Promise<SendResult>;
  /** Takes a request back that would end with the page; false where it outlives the page, or has been answered. */
  recall(): boolean;
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

/** The browser allows 65,536 bytes of keepalive bodies in flight per document, until their answers have been read. */
const KEEPALIVE_BUDGET_BYTES = 60 * 1024;
const MAX_ANSWER_MILLIS = 30_000;
/** Less than this is as small without. */
const MIN_GZIP_BYTES = 1_024;
/** OTLP/HTTP: these answers may be tried again. */
const RETRYABLE = [429, 502, 503, 504];

/** `Retry-After` is seconds or a date. */
function retryAfterMillis(response: Response): number | undefined {
  const value = response.headers.get('Retry-After');
  if (!value) return undefined;
  const millis = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
}

/** The URL of a signal at an OTLP/HTTP endpoint; of no signal: what those of all begin with. */
export const signalUrl = (endpoint: string, signal: Signal | ''): string =>
  `${endpoint.replace(/\/+$/, '')}/v1/${signal}`;

/** Sends OTLP/HTTP by the native fetch, so that no export is ever traced. */
export function createSender({ endpoint, headers, credentials, log, ...config }: SenderConfig): Sender {
  // A browser without fetch fails each send, and is told apart from a collector that is down by nothing.
  const post = nativeFetch ?? (() => Promise.reject(new TypeError('this browser has no fetch')));
  let canGzip = config.gzip;
  let inFlightBytes = 0;
  const room = () => KEEPALIVE_BUDGET_BYTES - inFlightBytes;
  const init = (body: BodyInit, encoding?: string): RequestInit => ({
    method: 'POST',
    body,
    credentials,
    headers: {
      ...headers,
      'Content-Type': 'application/json',
      ...(encoding && { 'Content-Encoding': encoding }),
    },
  });

  const read = async (signal: Signal, response: Response): Promise<SendResult> => {
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
        // While the page lives half of the budget stays free for its end.
        const keepalive = bytes <= (atPageEnd ? room() : room() - KEEPALIVE_BUDGET_BYTES / 2);
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
      const isPacked = canGzip && !atPageEnd && bytes >= MIN_GZIP_BYTES;
      return {
        result: isPacked ? sendPacked() : request(body, bytes),
        recall() {
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
