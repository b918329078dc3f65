import { HttpError } from './http-error.mjs';
import { limitElements } from './limit-elements.mjs';

/**
 * Parses OTLP/JSON. The fields are validated elsewhere.
 *
 * @param {Buffer} body
 * @returns {unknown}
 * @throws {RangeError} if it is nested too deeply for the stack
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

/** Removes null values, which mean a missing field in Protobuf's JSON. */
function withoutNulls(value) {
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  for (const key in value) value[key] = withoutNulls(value[key]);
  return value;
}
