import { HttpError } from './http-error.mjs';

/** The batch of an SDK holds some thousands; validation blocks the process for about 10 µs for each. */
const MAX_ELEMENTS = 100_000;

/**
 * Refuses a decoded request with too many elements before it is validated. An element is a member of an array: a
 * span, an attribute, a bucket. Two bytes are enough for an empty one, so a limit on bytes alone does not do.
 *
 * @param {unknown} request
 * @throws {HttpError} 413
 */
export function limitElements(request) {
  let elements = 0;
  // A stack of our own: how deep values are nested is not known yet.
  const open = [request];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (Array.isArray(value)) elements += value.length;
    if (elements > MAX_ELEMENTS) {
      throw new HttpError(413, `the request holds more than ${MAX_ELEMENTS} spans, attributes and the like`);
    }
    for (const child of Object.values(value)) open.push(child);
  }
}
