import { decodeJson } from './decode-json.mjs';
import { createProtobufDecoder } from './decode-protobuf.mjs';
import { HttpError } from './http-error.mjs';
import { readBody } from './read-body.mjs';
import { signals } from './signals.mjs';
import { validate } from './validate.mjs';

/**
 * A request that the collector has accepted and written.
 *
 * @typedef {object} Accepted
 * @property {keyof typeof signals} signal
 * @property {any} request the request as in the file: OTLP/JSON
 * @property {number} records spans, log records, or data points
 * @property {number} encodedBytes size of the body as sent
 * @property {number} rawBytes size of the uncompressed body
 * @property {string} contentType
 * @property {number} receivedAtMillis since 1970
 */

/**
 * Returns a function that turns the bytes of an OTLP/HTTP request into a line of the file.
 *
 * @param {{ append(name: string, value: unknown): Promise<void> }} journal
 * @param {number} maxBodyBytes
 * @param {(request: any) => Promise<unknown>} [prepare] changes a request before it is written down
 * @returns {(signal: keyof typeof signals, request: import('node:http').IncomingMessage) => Promise<Accepted>}
 */
export function createIngest(journal, maxBodyBytes, prepare = async () => {}) {
  const decodeProtobuf = createProtobufDecoder();
  const decoders = {
    'application/json': (_signal, body) => decodeJson(body),
    'application/x-protobuf': decodeProtobuf,
  };

  return async (signal, incoming) => {
    const contentType = contentTypeOf(incoming);
    const charset = /;\s*charset="?([^\s;"]+)/i.exec(incoming.headers['content-type'] ?? '')?.[1];
    if (charset && charset.toLowerCase() !== 'utf-8') {
      throw new HttpError(415, `charset "${charset}" is not supported: send utf-8`);
    }
    const decode = decoders[contentType];
    if (!decode) {
      const known = Object.keys(decoders).join(' or ');
      throw new HttpError(415, `Content-Type "${contentType}" is not supported: send ${known}`);
    }
    const { body, encodedBytes } = await readBody(incoming, maxBodyBytes);
    const request = read(signal, decode, body);
    const receivedAtMillis = Date.now();
    await prepare(request);
    await journal.append(signal, request).catch((error) => {
      throw new HttpError(503, `the request could not be written: ${error.message}`);
    });
    const records = signals[signal].countRecords(request);
    return { signal, request, records, encodedBytes, rawBytes: body.length, contentType, receivedAtMillis };
  };
}

function read(signal, decode, body) {
  try {
    return validate(signal, decode(signal, body));
  } catch (error) {
    // Values may be nested without limit, which overflows the stack.
    if (error instanceof RangeError) throw new HttpError(400, 'a value is nested too deeply');
    throw error;
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {string} the media type alone, in lower case
 */
export function contentTypeOf(request) {
  return (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}
