import * as names from '../semconv.js';

/**
 * Attributes that are always OTLP integers: counts, sizes, codes, ports and ids. All other numbers are doubles, also the app's: a
 * store such as Elasticsearch derives a field's type from its first value, and then truncates or refuses others
 * (https://github.com/open-telemetry/opentelemetry-js/issues/3436).
 */
const INTEGERS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  names.HTTP_RESPONSE_STATUS_CODE,
  names.HTTP_REQUEST_BODY_SIZE,
  names.HTTP_RESPONSE_BODY_SIZE,
  names.HTTP_RESPONSE_BODY_UNCOMPRESSED_SIZE,
  names.HTTP_RESPONSE_SIZE,
  names.HTTP_REQUEST_RESEND_COUNT,
  names.SERVER_PORT,
  names.REDIRECT_COUNT,
  names.NAVIGATION_ID,
  names.EXCEPTION_SUPPRESSED,
  names.CODE_LINE_NUMBER,
  names.CODE_COLUMN_NUMBER,
  names.FRAME_SCRIPT_POSITION,
]);
/** Integers of `otel-rum/extras`, as a pattern: their names are not in the default bundle. */
const EXTRA_INTEGER = /^otel_rum\..*\.(sent|received|reconnects|close_code)$/;

/** Whether the attribute's numbers are integers. */
export const isInteger = (name: string): boolean => INTEGERS.has(name) || EXTRA_INTEGER.test(name);

/** Our own names, whose values are never negative, except a vital's delta. */
const OWN = /^(otel_rum|browser)\./;

/**
 * Returns a number as it is sent; undefined if it is wrong. A negative duration results from clocks or entries that do not match,
 * and would mislead. Our doubles, which are milliseconds or shares, are rounded to six decimals: clocks are no more precise than 5 µs.
 */
export function figure(name: string, value: number): number | undefined {
  if (isInteger(name)) return Number.isSafeInteger(Math.trunc(value)) ? value : undefined;
  if (!OWN.test(name)) return value;
  return value < 0 && name !== names.WEB_VITAL_DELTA ? undefined : withoutNoise(value, 1e6);
}

/** Removes rounding errors: 28.800000000046566 becomes 28.8, 107.300000000745 becomes 107.3. */
export const withoutNoise = (value: number, precision = 1e9): number =>
  Math.round(value * precision) / precision;
