// @ts-check

/** @typedef {import('../symbolicate/symbolicator.mjs').AttributeValue} AttributeValue */
/** @typedef {import('../symbolicate/symbolicator.mjs').AttributeReader} AttributeReader */
/** @typedef {(read: AttributeReader) => Promise<Record<string, AttributeValue> | undefined>} Symbolicate */

/** Matches strings and numbers. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
/** Matches a number that a double may not represent exactly. */
const LARGE_INTEGER = /^-?\d{16,}$/;

/**
 * Rewrites an OTLP request in JSON.
 *
 * @param {string} text
 * @param {Symbolicate} symbolicate
 * @returns {Promise<string | undefined>} undefined if nothing changes
 * @throws {SyntaxError} if it is not JSON
 */
export async function rewriteJson(text, symbolicate) {
  // OTLP has 64-bit integers as strings; some senders write numbers, which must not lose their last digits here.
  const request = JSON.parse(
    text.replace(TEXT_OR_NUMBER, (one) => (LARGE_INTEGER.test(one) ? `"${one}"` : one)),
  );
  return (await rewriteRequest(request, symbolicate)) ? JSON.stringify(request) : undefined;
}

/**
 * Rewrites an OTLP request, parsed from JSON, in place.
 *
 * @param {any} request
 * @param {Symbolicate} symbolicate
 * @returns {Promise<boolean>} whether something was changed
 */
export async function rewriteRequest(request, symbolicate) {
  let isChanged = false;
  for (const holder of holdersOf(request)) {
    const attributes = holder.attributes;
    if (!Array.isArray(attributes)) continue;
    const changes = await symbolicate((name) =>
      readValue(attributes.find((one) => one?.key === name)?.value),
    );
    if (!changes) continue;
    isChanged = true;
    for (const [key, value] of Object.entries(changes)) {
      const before = attributes.find((one) => one?.key === key);
      if (before) before.value = anyValueOf(value);
      else attributes.push({ key, value: anyValueOf(value) });
    }
  }
  return isChanged;
}

/** Whatever may hold attributes of an error or a script. @param {any} request @returns {Generator<any>} */
function* holdersOf(request) {
  for (const { scopeLogs } of listOf(request?.resourceLogs))
    for (const { logRecords } of listOf(scopeLogs)) yield* listOf(logRecords);
  for (const { scopeSpans } of listOf(request?.resourceSpans)) {
    for (const { spans } of listOf(scopeSpans)) {
      for (const span of listOf(spans)) {
        yield span;
        yield* listOf(span.events);
      }
    }
  }
}

/** @param {unknown} value @returns {any[]} */
const listOf = (value) =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];

/** @param {any} value @returns {AttributeValue | undefined} */
function readValue(value) {
  if (Array.isArray(value?.arrayValue?.values)) return value.arrayValue.values.map(readValue);
  const plain = value?.stringValue ?? value?.doubleValue ?? value?.boolValue;
  return plain ?? (value?.intValue === undefined ? undefined : Number(value.intValue));
}

/** @param {AttributeValue} value @returns {object} */
function anyValueOf(value) {
  if (Array.isArray(value)) return { arrayValue: { values: value.map((one) => anyValueOf(one)) } };
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}
