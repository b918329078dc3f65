import type { Note } from '../../diagnostics/log.js';
import type { RequestReport } from '../../diagnostics/report.js';

/** Reports the trace headers of a request. */
export function reportRequest(request: Omit<RequestReport, 'about'>): Note {
  const { method, url, headers, isAllowed } = request;
  const added = Object.keys(headers).join(', ') || 'no trace headers';
  return {
    text: `${method} ${url}: ${added}${isAllowed ? '' : ', not in propagateTo'}`,
    detail: { about: 'request', ...request },
  };
}
