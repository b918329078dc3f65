import type { IgnoredReport, RequestReport } from '../index.js';

/** What was decided about the trace headers of a request. */
export interface HeaderDecision {
  readonly isAdded: boolean;
  readonly text: string;
}

const no = (because: string): HeaderDecision => ({ isAdded: false, text: `no traceparent: ${because}` });

/**
 * Explains which trace headers a request got, and why not more.
 * @param pageOrigin the page's origin, which `propagateTo` includes by default
 */
export function explainHeaders(
  report: RequestReport | IgnoredReport,
  pageOrigin: string,
  consent: string | undefined,
): HeaderDecision {
  if (report.about === 'ignored') return no('the URL is ignored (ignoreUrls, or the endpoint)');
  const names = Object.keys(report.headers);
  if (names.length) return { isAdded: true, text: names.join(', ') };
  const { origin } = new URL(report.url);
  if (report.isOwn) return { isAdded: true, text: "the app's own traceparent" };
  if (report.isRefused) return no(`${origin} has refused trace headers before`);
  if (consent === 'denied') return no('consent is denied');
  if (!report.isAllowed)
    return no(origin === pageOrigin ? 'propagateTo excludes it' : `${origin} is not in propagateTo`);
  return no('the browser could not use its preloaded response');
}
