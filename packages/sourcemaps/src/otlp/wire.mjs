// @ts-check
// The wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/), as far as OTLP's attributes
// need it. Other fields keep their bytes, including those of later OTLP versions.

const LENGTH_DELIMITED = 2;
/** Bytes of the other wire types that have a fixed size. @type {Record<number, number>} */
const FIXED_SIZES = { 1: 8, 5: 4 };

/**
 * A field of a message: its number, its wire type, its range, and the start of its content.
 *
 * @typedef {{ number: number, type: number, start: number, content: number, end: number }} Field
 */

/**
 * @param {Buffer} bytes
 * @returns {Field[]}
 * @throws {RangeError} if it is no message
 */
export function readFields(bytes) {
  const fields = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at;
    const [tag, afterTag] = readVarint(bytes, at);
    const type = tag & 7;
    let content = afterTag;
    let end;
    if (type === LENGTH_DELIMITED) {
      const [length, afterLength] = readVarint(bytes, afterTag);
      content = afterLength;
      end = afterLength + length;
    } else if (type === 0) end = readVarint(bytes, afterTag)[1];
    else end = afterTag + (FIXED_SIZES[type] ?? Number.NaN);
    if (!(end <= bytes.length)) throw new RangeError('the message ends within a field');
    fields.push({ number: Math.floor(tag / 8), type, start, content, end });
    at = end;
  }
  return fields;
}

/** A number as a double: exact up to 2^53. @param {Buffer} bytes @param {number} from @returns {[value: number, end: number]} */
export function readVarint(bytes, from) {
  let [value, factor] = [0, 1];
  for (let at = from; at < bytes.length && at < from + 10; at++) {
    const byte = /** @type {number} */ (bytes[at]);
    value += (byte & 127) * factor;
    factor *= 128;
    if (byte < 128) return [value, at + 1];
  }
  throw new RangeError('the message ends within a number');
}

/** @param {number} value not negative @returns {Buffer} */
function varint(value) {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

/** @param {number} number @param {Buffer} content @returns {Buffer} */
export const writeBytes = (number, content) =>
  Buffer.concat([varint(number * 8 + LENGTH_DELIMITED), varint(content.length), content]);

/** @param {number} number @param {string} text */
export const writeText = (number, text) => writeBytes(number, Buffer.from(text));

/** @param {number} number @param {number} value not negative */
export const writeNumber = (number, value) => Buffer.concat([varint(number * 8), varint(value)]);
