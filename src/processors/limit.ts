import { type AnyValue, limitText } from '../record.js';

/** Maximum number of attributes of a span or record. */
export const MAX_ATTRIBUTES = 128;
/** Maximum length of an attribute's name. Longer names are dropped: a cut name could equal another. */
const MAX_NAME_LENGTH = 1_024;
/** Maximum number of values in the lists and objects of one record. */
const MAX_ITEMS = 1_024;
/** Maximum depth of nested objects. */
const MAX_DEPTH = 8;
/** Maximum size of a binary value, in bytes. */
const MAX_BYTES = 8_192;

/** Drops attributes without a value and those beyond the limits; counts the latter, and limits the remaining values. */
export function limitAttributes(attributes: Record<string, AnyValue>): {
  attributes: Record<string, AnyValue>;
  dropped: number;
} {
  const limit = createLimit();
  const limited: Record<string, AnyValue> = {};
  let kept = 0;
  let dropped = 0;
  for (const name of Object.keys(attributes)) {
    const isKept = kept < MAX_ATTRIBUTES && name.length <= MAX_NAME_LENGTH;
    const value = isKept ? limit(attributes[name]) : attributes[name];
    if (value === undefined || value === null) continue;
    if (isKept) {
      kept++;
      limited[name] = value;
    } else dropped++;
  }
  return { attributes: limited, dropped };
}

/** Limits one value, including values nested in lists and objects. */
export const limitValue = (value: AnyValue): AnyValue => createLimit()(value);

/**
 * Limits texts, lists and objects before other code iterates over them. A Date becomes its ISO text, a bigint its digits. What
 * OTLP cannot represent is dropped: functions, symbols, cyclic objects.
 */
function createLimit(): (value: AnyValue) => AnyValue {
  let left = MAX_ITEMS;
  const limit = (value: unknown, depth: number): AnyValue => {
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    if (typeof value === 'string' || typeof value === 'bigint') return limitText(String(value));
    if (typeof value !== 'object' || !value || depth > MAX_DEPTH) return undefined;
    if (value instanceof Uint8Array) return value.slice(0, MAX_BYTES);
    if (value instanceof Date) return Number.isFinite(+value) ? value.toISOString() : undefined;
    const isList = Array.isArray(value);
    const limited: AnyValue[] & Record<string, AnyValue> = (isList ? [] : {}) as never;
    for (const key of isList ? value.slice(0, left).keys() : Object.keys(value)) {
      if (left-- <= 0) break;
      limited[key as number] = limit((value as AnyValue[])[key as number], depth + 1);
    }
    return limited;
  };
  return (value) => limit(value, 0);
}
