import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { HttpError } from './http-error.mjs';
import { limitElements } from './limit-elements.mjs';
import { signals } from './signals.mjs';

const PROTO_DIR = fileURLToPath(new URL('./proto/', import.meta.url));
const PROTO_FILES = ['trace', 'logs', 'metrics'].map(
  (name) => `opentelemetry/proto/collector/${name}/v1/${name}_service.proto`,
);
/** OTLP/JSON writes these as hex, protobuf's own JSON as base64. */
const ID_FIELDS = new Set(['traceId', 'spanId', 'parentSpanId']);

/**
 * Reads the official message definitions, once, and returns a function that decodes a request into OTLP/JSON.
 *
 * @returns {(signal: keyof typeof signals, body: Buffer) => unknown}
 */
export function createProtobufDecoder() {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => PROTO_DIR + target;
  root.loadSync(PROTO_FILES);

  return (signal, body) => {
    const type = root.lookupType(`${signals[signal].service}Request`);
    try {
      const message = type.decode(body);
      limitElements(message);
      const request = type.toObject(message, { longs: String, bytes: String, json: true });
      return withHexIds(request);
    } catch (error) {
      if (error instanceof HttpError) throw error;
      throw new HttpError(400, `the body is not a valid ${type.name}: ${error.message}`);
    }
  };
}

function withHexIds(message) {
  for (const [field, value] of Object.entries(message)) {
    if (ID_FIELDS.has(field)) message[field] = Buffer.from(value, 'base64').toString('hex');
    else if (typeof value === 'object') withHexIds(value);
  }
  return message;
}
