import protobuf from 'protobufjs';

const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';

/** google.rpc.Code for the collector's HTTP statuses. */
const RPC_CODES = { 400: 3, 404: 5, 405: 12, 413: 8, 415: 3, 503: 14 };
const INTERNAL = 13;

/** The used part of google.rpc.Status. */
const rpcStatus = new protobuf.Type('Status')
  .add(new protobuf.Field('code', 1, 'int32'))
  .add(new protobuf.Field('message', 2, 'string'));

/**
 * Answers that a whole request was accepted: an export response without `partialSuccess`.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {string} contentType that of the request
 */
export function answerAccepted(response, contentType) {
  if (contentType === PROTOBUF_TYPE) send(response, 200, PROTOBUF_TYPE, Buffer.alloc(0));
  else send(response, 200, JSON_TYPE, '{}');
}

/**
 * Answers with an error: a google.rpc.Status in the encoding of the request, as OTLP/HTTP requires.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {string} contentType that of the request
 * @param {import('./http-error.mjs').HttpError} error
 */
export function answerError(response, contentType, { status, message, headers }) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const body = { code: RPC_CODES[status] ?? INTERNAL, message };
  if (contentType === PROTOBUF_TYPE) send(response, status, PROTOBUF_TYPE, rpcStatus.encode(body).finish());
  else send(response, status, JSON_TYPE, JSON.stringify(body));
}

function send(response, status, contentType, body) {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
