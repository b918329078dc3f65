import { HttpError } from './http-error.mjs';
import { limitElements } from './limit-elements.mjs';

/**
 * Reads OTLP/JSON. What the fields mean is checked elsewhere.
 *
 * @param {Buffer} body
 * @returns {unknown}
 * @throws {RangeError} when it is nested deeper than the stack is
 */
export function decodeJson(body) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const request = JSON.parse(text);
    limitElements(request);
    return withoutNulls(request);
  } catch (error) {
    if (error instanceof RangeError || error instanceof HttpError) throw error;
    throw new HttpError(400, `the body is not valid JSON: ${error.message}`);
  }
}

/** Protobuf's JSON takes a null for a field that is not there. */
function withoutNulls(value) {
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  for (const key in value) value[key] = withoutNulls(value[key]);
  return value;
}
