import { HttpError } from './http-error.mjs';

/** Maximum number of elements. An SDK's batch has some thousands; validation blocks the process for about 10 µs for each. */
const MAX_ELEMENTS = 100_000;

/**
 * Refuses a decoded request with too many elements before it is validated. An element is a member of an array: a
 * span, an attribute, a bucket. An empty one has two bytes, so a limit on bytes alone is not enough.
 *
 * @param {unknown} request
 * @throws {HttpError} 413
 */
export function limitElements(request) {
  let elements = 0;
  // A stack of our own, since the depth of the values is not known yet.
  const open = [request];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    if (Array.isArray(value)) elements += value.length;
    if (elements > MAX_ELEMENTS) {
      throw new HttpError(413, `the request has more than ${MAX_ELEMENTS} spans, attributes and the like`);
    }
    for (const child of Object.values(value)) open.push(child);
  }
}
