import { isOnline } from '../browser/lifecycle.js';
import type { Log } from '../diagnostics/log.js';
import type { Signal } from '../record.js';

/** Warns, once for each status, if the endpoint seems to be wrong. */
export interface EndpointWarnings {
  /** The collector has accepted a batch. */
  onSent(): void;
  /** The collector has refused a batch. @param isPaused it has refused several in a row */
  onRefused(signal: Signal, status: number, isPaused: boolean): void;
  /** An attempt failed. @param status undefined if there was no answer @param failures their number in a row */
  onFailed(signal: Signal, status: number | undefined, failures: number): void;
}

/** Number of attempts in a row without an answer, after which a warning is logged. */
const MAX_SILENT = 3;

/** @param ownUrls common start of the URLs of all exports */
export function createEndpointWarnings(ownUrls: string, log: Log): EndpointWarnings {
  let hasArrived = false;
  /** Statuses that were warned of; undefined: no answer. */
  const warned = new Set<number | undefined>();
  const warn = (signal: Signal, status: number | undefined) => {
    if (warned.has(status)) return;
    warned.add(status);
    const expected = 'expected an OTLP/HTTP receiver';
    const problem =
      status === 401 || status === 403
        ? `answered ${status}: set the option 'headers'`
        : status
          ? `answered ${status}: ${expected}`
          : `does not answer: ${expected} that allows this origin (CORS)`;
    log.warn(`${ownUrls}${signal} ${problem}; see npx otel-rum doctor`);
  };
  return {
    onSent() {
      hasArrived = true;
    },
    onRefused(signal, status, isPaused) {
      // One refusal may be due to the batch's content, as by a firewall, unless nothing has ever arrived.
      if (isPaused || !hasArrived) warn(signal, status);
    },
    onFailed(signal, status, failures) {
      // 429 and 503 are a receiver's answers: it is busy.
      const isBusy = status === 429 || status === 503;
      if (failures >= MAX_SILENT && !hasArrived && !isBusy && isOnline()) warn(signal, status);
    },
  };
}
