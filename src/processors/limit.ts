import { type AnyValue, limitText } from '../record.js';

/** Attributes of one span or record at most. */
export const MAX_ATTRIBUTES = 128;
/** Characters of an attribute's name: cut, it might be another's. */
const MAX_NAME_LENGTH = 1_024;
/** Values of one record in lists and objects at most. */
const MAX_ITEMS = 1_024;
/** Objects within objects. */
const MAX_DEPTH = 8;
/** Bytes of one value. */
const MAX_BYTES = 8_192;

/** Drops attributes without a value and those beyond the limits, counts the latter, and limits the values of the others. */
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

/** Limits one value, in lists and objects too. */
export const limitValue = (value: AnyValue): AnyValue => createLimit()(value);

/**
 * Cuts texts, lists and objects before anything else walks over them. A Date becomes its ISO text, a bigint its digits; what OTLP
 * cannot hold (functions, symbols, an object that holds itself) is left out.
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
