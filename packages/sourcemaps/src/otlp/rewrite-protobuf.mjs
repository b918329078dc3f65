// @ts-check
import { readFields, readVarint, writeBytes, writeNumber, writeText } from './wire.mjs';

/** @typedef {import('../symbolicate/symbolicator.mjs').AttributeValue} AttributeValue */
/** @typedef {import('./rewrite-json.mjs').Symbolicate} Symbolicate */

/**
 * The messages on the path to attributes, by field number. `attributes` is the number of the attributes' field. OTLP's
 * field numbers do not change (https://github.com/open-telemetry/opentelemetry-proto).
 *
 * @typedef {{ attributes?: number, inner?: Record<number, Message> }} Message
 */

/** @type {Message} */
const LOG_RECORD = { attributes: 6 };
/** @type {Message} */
const SPAN = { attributes: 9, inner: { 11: { attributes: 3 } } };
/** Request, ResourceLogs or ResourceSpans, ScopeLogs or ScopeSpans. @param {Message} record @returns {Message} */
const requestOf = (record) => ({ inner: { 1: { inner: { 2: { inner: { 2: record } } } } } });

/** @type {Record<string, Message>} */
const REQUESTS = { logs: requestOf(LOG_RECORD), traces: requestOf(SPAN) };

/**
 * Rewrites an OTLP request in Protocol Buffers: only the bytes of attributes that change, and the lengths around them.
 *
 * @param {'logs' | 'traces'} signal
 * @param {Buffer} bytes
 * @param {Symbolicate} symbolicate
 * @returns {Promise<Buffer | undefined>} undefined if nothing changes
 * @throws {RangeError} if it is no message
 */
export const rewriteProtobuf = (signal, bytes, symbolicate) =>
  rewriteMessage(/** @type {Message} */ (REQUESTS[signal]), bytes, symbolicate);

/** @param {Message} message @param {Buffer} bytes @param {Symbolicate} symbolicate @returns {Promise<Buffer | undefined>} */
async function rewriteMessage({ attributes, inner = {} }, bytes, symbolicate) {
  const fields = readFields(bytes);
  /** @type {Map<import('./wire.mjs').Field, Buffer>} */
  const replaced = new Map();
  /** @type {Map<string, { field: import('./wire.mjs').Field, value: Buffer }>} */
  const found = new Map();
  for (const field of fields) {
    if (field.type !== 2) continue;
    const content = bytes.subarray(field.content, field.end);
    const child = inner[field.number];
    if (child) {
      const result = await rewriteMessage(child, content, symbolicate);
      if (result) replaced.set(field, writeBytes(field.number, result));
    } else if (field.number === attributes) {
      const { key, value } = readKeyValue(content);
      found.set(key, { field, value });
    }
  }
  const changes = found.size > 0 ? await symbolicate((name) => readValue(found.get(name)?.value)) : undefined;
  const added = [];
  for (const [key, value] of Object.entries(changes ?? {})) {
    const written = writeBytes(
      /** @type {number} */ (attributes),
      Buffer.concat([writeText(1, key), writeBytes(2, writeValue(value))]),
    );
    const before = found.get(key);
    if (before) replaced.set(before.field, written);
    else added.push(written);
  }
  if (replaced.size === 0 && added.length === 0) return undefined;
  return Buffer.concat([
    ...fields.map((one) => replaced.get(one) ?? bytes.subarray(one.start, one.end)),
    ...added,
  ]);
}

/** @param {Buffer} bytes */
function readKeyValue(bytes) {
  let key = '';
  /** @type {Buffer} */
  let value = Buffer.alloc(0);
  for (const { number, content, end } of readFields(bytes)) {
    if (number === 1) key = bytes.toString('utf8', content, end);
    else if (number === 2) value = bytes.subarray(content, end);
  }
  return { key, value };
}

/** An AnyValue: a text, a number, a truth value, a list of these. @param {Buffer | undefined} bytes @returns {any} */
function readValue(bytes) {
  if (!bytes) return undefined;
  const field = readFields(bytes).at(-1);
  if (!field) return undefined;
  const { number, content, end } = field;
  if (number === 1) return bytes.toString('utf8', content, end);
  if (number === 2) return bytes[content] !== 0;
  if (number === 3) return readVarint(bytes, content)[0];
  if (number === 4) return bytes.readDoubleLE(content);
  if (number !== 5) return undefined;
  const list = bytes.subarray(content, end);
  return readFields(list).map((one) => readValue(list.subarray(one.content, one.end)));
}

/** @param {AttributeValue} value @returns {Buffer} */
function writeValue(value) {
  if (typeof value === 'string') return writeText(1, value);
  if (typeof value === 'boolean') return writeNumber(2, Number(value));
  if (typeof value === 'number') return writeNumber(3, value);
  return writeBytes(5, Buffer.concat(value.map((one) => writeBytes(1, writeValue(one)))));
}
