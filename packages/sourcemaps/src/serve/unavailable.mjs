// @ts-check
import { writeNumber, writeText } from '../otlp/wire.mjs';

/** google.rpc.Code UNAVAILABLE: https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const UNAVAILABLE = 14;

/**
 * Refuses a request so that the sender keeps its records and sends them again: 503 and a google.rpc.Status, as OTLP
 * requires (https://opentelemetry.io/docs/specs/otlp/#otlphttp-response).
 *
 * @param {import('node:http').ServerResponse} response
 * @param {boolean} isProtobuf
 * @param {string} message
 */
export function refuse(response, isProtobuf, message) {
  const body = isProtobuf
    ? Buffer.concat([writeNumber(1, UNAVAILABLE), writeText(2, message)])
    : Buffer.from(JSON.stringify({ code: UNAVAILABLE, message }));
  response.writeHead(503, {
    'Content-Type': isProtobuf ? 'application/x-protobuf' : 'application/json',
    'Content-Length': body.length,
    'Retry-After': '1',
  });
  response.end(body);
}
