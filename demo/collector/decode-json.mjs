import { HttpError } from './http-error.mjs';

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
    return JSON.parse(text, withoutNulls);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new HttpError(400, `the body is not valid JSON: ${error.message}`);
  }
}

/** Protobuf's JSON takes a null for a field that is not there. */
function withoutNulls(_key, value) {
  return value === null ? undefined : value;
}
