/**
 * Converts OTLP's list of typed attributes to a plain object.
 *
 * @param {{ key: string, value?: object }[]} [attributes]
 * @returns {Record<string, any>}
 */
export function readAttributes(attributes = []) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, readValue(value)]));
}

/**
 * Converts an AnyValue to a plain value. An integer that a number cannot represent stays a string.
 *
 * @param {any} [value]
 */
export function readValue(value = {}) {
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : value.intValue;
  }
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(readValue);
  if (value.kvlistValue) return readAttributes(value.kvlistValue.values);
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.bytesValue ?? null;
}
