import type { Attributes } from '@opentelemetry/api';
import { type AnyValue, MAX_VALUE_LENGTH } from '../record.js';
import { figure, isInteger } from './number-types.js';

/**
 * Encodes OTLP's JSON by hand: faster than `JSON.stringify` of objects, and unaffected by a page's `toJSON` on `Object.prototype`
 * or `Array.prototype`. Strings are quoted by the native function, captured at load.
 */
const quoteNative = JSON.stringify;

/** Encodes a string, names and keys included, cut at the limit; undefined for other values, so that the member is omitted. */
export const quote = (text: string): string => quoteNative(text?.slice?.(0, MAX_VALUE_LENGTH));

/** Encodes a number; NaN and Infinity as strings, as in protobuf's JSON (https://protobuf.dev/programming-guides/json/). */
export const double = (value: number): string =>
  Number.isFinite(value) ? String(value) : quote(String(value));

/** Encodes a 64-bit integer, which is a string in protobuf's JSON. */
export const int64 = (value: number): string => `"${Math.trunc(value).toFixed()}"`;

/** Encodes nanoseconds since the Unix epoch as a string, since a number cannot hold all digits. */
export function nanos(seconds: number, nanoseconds: number): string {
  const whole = Math.round(nanoseconds);
  // An invalid time would make the whole request invalid; 0 means unknown.
  if (!Number.isFinite(seconds + whole)) return '"0"';
  // V8 caches the texts of other conversions: after some of different integers in a table of 64 KiB.
  return `"${seconds + Math.floor(whole / 1e9)}${(whole % 1e9).toFixed().padStart(9, '0')}"`;
}

/** Encodes milliseconds since the Unix epoch as nanoseconds. */
export function nanosOfMillis(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  return nanos(seconds, (millis - seconds * 1_000) * 1e6);
}

/** Encodes an object of the members that have a value; each value is already JSON. */
export function object(members: Record<string, string | undefined | false | 0 | ''>): string {
  let json = '';
  for (const name of Object.keys(members)) {
    if (members[name]) json += `${json && ','}"${name}":${members[name]}`;
  }
  return `{${json}}`;
}

/** Encodes an array; undefined if it is empty, so that the member is omitted. */
export const list = (items: readonly string[]): string | undefined =>
  items.length ? `[${items.join(',')}]` : undefined;

/** Encodes OTLP's AnyValue. The type of a number depends on the attribute's name, never on its value. */
export function anyValue(value: AnyValue, name = ''): string {
  switch (typeof value) {
    case 'string':
      return `{"stringValue":${quote(value)}}`;
    case 'boolean':
      return `{"boolValue":${value}}`;
    case 'number':
      return isInteger(name) ? `{"intValue":${int64(value)}}` : `{"doubleValue":${double(value)}}`;
    case 'object':
      if (value === null) return '{}';
      if (value instanceof Uint8Array)
        return `{"bytesValue":"${btoa(value.reduce((text, byte) => text + String.fromCharCode(byte), ''))}"}`;
      if (Array.isArray(value))
        // Not `Array.from`, which old libraries replace. Holes become null.
        return `{"arrayValue":${object({ values: list([...value].map((item) => anyValue(item, name))) })}}`;
      return `{"kvlistValue":${object({ values: list(keyValues(value)) })}}`;
    default:
      return '{}';
  }
}

function keyValues(attributes: { readonly [key: string]: AnyValue }): string[] {
  const pairs: string[] = [];
  for (const key of Object.keys(attributes)) {
    const given = attributes[key];
    const value = typeof given === 'number' ? figure(key, given) : given;
    if (value !== undefined) pairs.push(`{"key":${quote(key)},"value":${anyValue(value, key)}}`);
  }
  return pairs;
}

/** Encodes OTLP's list of attributes; undefined if it is empty. */
export const attributeList = (
  attributes: Attributes | Record<string, AnyValue> | undefined,
): string | undefined => list(keyValues((attributes ?? {}) as Record<string, AnyValue>));
