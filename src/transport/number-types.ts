import * as names from '../semconv.js';

/**
 * Attributes that are counts, sizes, codes, ports or ids: always OTLP integers. All other numbers are doubles, whole or
 * not, the app's too: a store such as Elasticsearch takes a field's type from its first value, and then cuts or refuses
 * the others (https://github.com/open-telemetry/opentelemetry-js/issues/3436).
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
/** Those of `otel-rum/extras`, without their names: who does not import it carries nothing of it. */
const EXTRA_INTEGER = /^otel_rum\..*\.(sent|received|reconnects|close_code)$/;

/** Whether the attribute's numbers are integers. */
export const isInteger = (name: string): boolean => INTEGERS.has(name) || EXTRA_INTEGER.test(name);

/** Our own names: none of their figures is below zero, but for a vital that was corrected downwards. */
const OWN = /^(otel_rum|browser)\./;

/**
 * A figure as it is sent; undefined if it is wrong. A duration below zero comes of clocks or entries that do not fit
 * together, and misleads. A double of ours ends at the ninth decimal: what follows is the noise of its arithmetic.
 */
export function figure(name: string, value: number): number | undefined {
  if (isInteger(name)) return Number.isSafeInteger(Math.trunc(value)) ? value : undefined;
  if (!OWN.test(name)) return value;
  return value < 0 && name !== names.WEB_VITAL_DELTA ? undefined : withoutNoise(value);
}

/** A double without the noise of its arithmetic: 28.800000000046566 is 28.8. */
export const withoutNoise = (value: number): number => Math.round(value * 1e9) / 1e9;
