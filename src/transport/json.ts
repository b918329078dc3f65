import type { Attributes } from '@opentelemetry/api';
import { type AnyValue, MAX_VALUE_LENGTH } from '../record.js';
import { figure, isInteger } from './number-types.js';

/**
 * OTLP's JSON, written by hand: faster than `JSON.stringify` on objects, and immune to a page that has put a `toJSON`
 * on `Object.prototype` or `Array.prototype`. Strings are quoted by the native function, as it was when we were loaded.
 */
const quoteNative = JSON.stringify;

/** A JSON string, cut at the limit, names and keys too; undefined, so that its member is left out, of what is no text. */
export const quote = (text: string): string => quoteNative(text?.slice?.(0, MAX_VALUE_LENGTH));

/** A JSON number; what JSON cannot say (NaN, Infinity) as OTLP's JSON says it, a string. */
export const double = (value: number): string =>
  Number.isFinite(value) ? String(value) : quote(String(value));

/** 64-bit integers are strings in OTLP's JSON. */
export const int64 = (value: number): string => `"${Math.trunc(value).toFixed()}"`;

/** Nanoseconds since the Unix epoch, as a string, since they are more than a number holds. */
export function nanos(seconds: number, nanoseconds: number): string {
  const whole = Math.round(nanoseconds);
  // What is no time would make the whole request no OTLP; 0 is unknown.
  if (!Number.isFinite(seconds + whole)) return '"0"';
  // V8 caches the texts of other conversions: after some of different integers in a table of 64 KiB.
  return `"${seconds + Math.floor(whole / 1e9)}${(whole % 1e9).toFixed().padStart(9, '0')}"`;
}

/** The same, of milliseconds. */
export function nanosOfMillis(millis: number): string {
  const seconds = Math.floor(millis / 1_000);
  return nanos(seconds, (millis - seconds * 1_000) * 1e6);
}

/** An object of the members that have a value; each value is JSON already. */
export function object(members: Record<string, string | undefined | false | 0 | ''>): string {
  let json = '';
  for (const name of Object.keys(members)) {
    if (members[name]) json += `${json && ','}"${name}":${members[name]}`;
  }
  return `{${json}}`;
}

/** An array; undefined where it would be empty, so that its member is left out. */
export const list = (items: readonly string[]): string | undefined =>
  items.length ? `[${items.join(',')}]` : undefined;

/** OTLP's AnyValue: the type of a number is that of the attribute's name, never that of its value. */
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
        // Not `Array.from`, which old libraries replace. A hole is null.
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

/** OTLP's list of attributes; undefined where there are none. */
export const attributeList = (
  attributes: Attributes | Record<string, AnyValue> | undefined,
): string | undefined => list(keyValues((attributes ?? {}) as Record<string, AnyValue>));
