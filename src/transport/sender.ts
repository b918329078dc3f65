import { nativeFetch } from '../browser/natives.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';
import { byteLength } from './outbox.js';

/** What became of a request: done; to be tried again, not before a wait; or refused for good. */
export type SendResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'retry'; readonly afterMillis: number | undefined; readonly isAnswerLost: boolean }
  | { readonly outcome: 'refused'; readonly status: number };

export interface Sender {
  /**
   * Posts a body. The request leaves within this call, before any promise settles.
   * @param atPageEnd use what is left of the keepalive budget, so that the request outlives the page
   */
  send(signal: Signal, body: string, atPageEnd?: boolean): Promise<SendResult>;
  /** Bytes that a page-end request may still have. */
  keepaliveRoom(): number;
}

export interface SenderConfig {
  readonly endpoint: string;
  readonly headers: Record<string, string>;
  readonly credentials: RequestCredentials;
  readonly log: Log;
}

/** The browser allows 65,536 bytes of keepalive bodies in flight per document, until their answers have been read. */
const KEEPALIVE_BUDGET_BYTES = 60 * 1024;
const MAX_ANSWER_MILLIS = 30_000;
/** OTLP/HTTP: these answers may be tried again. */
const RETRYABLE = [429, 502, 503, 504];

/** `Retry-After` is seconds or a date. */
function retryAfterMillis(response: Response): number | undefined {
  const value = response.headers.get('Retry-After');
  if (!value) return undefined;
  const millis = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
}

/** The URL of a signal at an OTLP/HTTP endpoint. */
export const signalUrl = (endpoint: string, signal: Signal): string =>
  `${endpoint.replace(/\/+$/, '')}/v1/${signal}`;

/** Sends OTLP/HTTP by the native fetch, so that no export is ever traced. */
export function createSender({ endpoint, headers, credentials, log }: SenderConfig): Sender {
  // A browser without fetch fails each send, and is told apart from a collector that is down by nothing.
  const post = nativeFetch ?? (() => Promise.reject(new TypeError('this browser has no fetch')));
  let inFlightBytes = 0;
  const room = () => KEEPALIVE_BUDGET_BYTES - inFlightBytes;

  return {
    keepaliveRoom: room,
    async send(signal, body, atPageEnd = false) {
      const bytes = byteLength(body);
      // While the page lives half of the budget stays free for its end.
      const keepalive = bytes <= (atPageEnd ? room() : room() - KEEPALIVE_BUDGET_BYTES / 2);
      if (keepalive) inFlightBytes += bytes;
      try {
        const response = await post(signalUrl(endpoint, signal), {
          method: 'POST',
          body,
          keepalive,
          credentials,
          // A collector that never answers must not hold up the next batch for minutes.
          signal: AbortSignal.timeout?.(MAX_ANSWER_MILLIS) ?? null,
          headers: { ...headers, 'Content-Type': 'application/json' },
        });
        // Chromium holds the keepalive budget until the body has been read.
        const answer = await response.text().catch(() => '');
        if (response.ok) {
          if (answer.includes('rejected')) log.debug(`the collector rejected records of ${signal}`, answer);
          return { outcome: 'sent' };
        }
        log.debug(`the collector answered ${response.status} to ${signal}`, answer);
        if (!RETRYABLE.includes(response.status)) return { outcome: 'refused', status: response.status };
        return { outcome: 'retry', afterMillis: retryAfterMillis(response), isAnswerLost: false };
      } catch (fault) {
        log.debug(`${signal} could not be sent`, fault);
        return { outcome: 'retry', afterMillis: undefined, isAnswerLost: true };
      } finally {
        if (keepalive) inFlightBytes -= bytes;
      }
    },
  };
}
