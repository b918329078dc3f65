import { HttpError } from './http-error.mjs';
import { signals } from './signals.mjs';

/**
 * Validates a request of any encoding against OTLP, up to the first invalid record. Unknown fields are left out, as OTLP requires.
 *
 * @param {keyof typeof signals} signal
 * @param {unknown} request as OTLP/JSON
 * @returns {any} the request in one form: ids in lower case, 64-bit integers as strings
 */
export function validate(signal, request) {
  const result = signals[signal].schema.safeParse(request);
  if (result.success) return result.data;
  const [issue, ...others] = result.error.issues;
  const more = others.length > 0 ? ` (and ${others.length} more in it)` : '';
  throw new HttpError(400, `${pathOf(issue.path)}: ${issue.message}${more}`);
}

/** `['spans', 0, 'traceId']` as `spans[0].traceId`. */
function pathOf(path) {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'the request';
}
