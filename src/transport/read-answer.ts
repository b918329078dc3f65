import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';

/** The result of a request: sent; to be retried, perhaps after a wait; or refused. */
export type SendResult =
  | { readonly outcome: 'sent'; readonly status?: undefined; readonly rejected: number }
  | {
      readonly outcome: 'retry';
      /** Undefined without an answer, and if a warning was logged because the answer is none of a collector. */
      readonly status?: number | undefined;
      readonly afterMillis: number | undefined;
      readonly isAnswerLost: boolean;
    }
  | { readonly outcome: 'refused'; readonly status: number };

/** Whether a request with this status may be retried: https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
export const isRetryable = (status: number): boolean => [429, 502, 503, 504].includes(status);

/** Parses `Retry-After`: seconds or a date. */
function retryAfterMillis(response: Response): number | undefined {
  const value = response.headers.get('Retry-After');
  if (!value) return undefined;
  const millis = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(millis) ? Math.max(0, millis) : undefined;
}

/** Reads the collector's answer to a request; warns if it cannot be one of an OTLP receiver. */
export async function readAnswer(
  response: Response,
  signal: Signal,
  endpoint: string,
  log: Log,
): Promise<SendResult> {
  // A redirect that is not followed has the status 0: https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect
  if (response.redirected || (!response.ok && response.status < 400)) {
    log.warn(`the endpoint ${endpoint} redirects, which is not followed: use the final URL`);
    return { outcome: 'retry', afterMillis: undefined, isAnswerLost: false };
  }
  // Chromium returns the keepalive quota only after the body has been read:
  // https://github.com/open-telemetry/opentelemetry-js/pull/7002
  const answer = await response.text().catch(() => '');
  const { status, ok } = response;
  const rejected = Number(/"rejected\w+"\s*:\s*"?(\d+)/.exec(answer)?.[1] ?? 0);
  if (!ok || rejected) log.debug(`the collector answered ${status} to ${signal}`, answer);
  if (!ok && !isRetryable(status)) return { outcome: 'refused', status };
  if (!ok) return { outcome: 'retry', status, afterMillis: retryAfterMillis(response), isAnswerLost: false };
  // The server of a single-page app or a captive portal answers every request with a page.
  if (/^text\/html/i.test(response.headers.get('Content-Type') ?? '')) {
    log.warn(`the endpoint ${endpoint} returned a web page: expected an OTLP/HTTP receiver`);
    return { outcome: 'retry', afterMillis: undefined, isAnswerLost: false };
  }
  return { outcome: 'sent', rejected };
}
