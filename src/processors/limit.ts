import type { AnyValue } from '../record.js';

/** Attributes of one span or record at most. */
export const MAX_ATTRIBUTES = 128;
/** Characters of one attribute's value, or a body, at most: a stack fits. */
export const MAX_VALUE_LENGTH = 8_192;

/** Cuts what is too long, and counts what is too many; spans are limited by the SDK in the same way. */
export function limitAttributes(attributes: Record<string, AnyValue>): {
  attributes: Record<string, AnyValue>;
  dropped: number;
} {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null);
  return {
    attributes: Object.fromEntries(
      entries.slice(0, MAX_ATTRIBUTES).map(([name, value]) => [name, limitValue(value)]),
    ),
    dropped: Math.max(0, entries.length - MAX_ATTRIBUTES),
  };
}

/** Cuts strings that are too long, in lists and objects too. */
export function limitValue(value: AnyValue): AnyValue {
  if (typeof value === 'string') return value.slice(0, MAX_VALUE_LENGTH);
  if (Array.isArray(value)) return (value as AnyValue[]).map(limitValue);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, limitValue(item)]));
}
