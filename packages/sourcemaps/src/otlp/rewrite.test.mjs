// @ts-check
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { createProtobufDecoder } from '../../../../collector/decode-protobuf.mjs';
import { keyValues, logsRequest, tracesRequest } from '../sample-error.mjs';
import { rewriteJson } from './rewrite-json.mjs';
import { rewriteProtobuf } from './rewrite-protobuf.mjs';

const PROTO = fileURLToPath(new URL('../../../../collector/proto/', import.meta.url));
const root = new protobuf.Root();
root.resolvePath = (_, target) => PROTO + target;
root.loadSync(
  ['logs', 'trace'].map((name) => `opentelemetry/proto/collector/${name}/v1/${name}_service.proto`),
);
const decode = createProtobufDecoder();

/** @param {'logs' | 'traces'} signal @param {any} request OTLP/JSON */
function encode(signal, request) {
  const name = signal === 'logs' ? 'logs.v1.ExportLogsService' : 'trace.v1.ExportTraceService';
  const type = root.lookupType(`opentelemetry.proto.collector.${name}Request`);
  const withBytes = JSON.parse(JSON.stringify(request), (key, value) =>
    /^(?:trace|span)Id$/.test(key) ? Buffer.from(value, 'hex').toString('base64') : value,
  );
  return Buffer.from(type.encode(type.fromObject(withBytes)).finish());
}

const attributes = { 'a.text': 'x', list: ['one', 'two'], flag: true, count: 42, 'a.stack': 'at r' };
const changes = { 'a.stack': 'at priceOf ü', 'a.new': ['ä', 'b'], marks: [true, false], line: 300 };
/** @param {string[]} seen */
const symbolicate = (seen) => async (/** @type {(name: string) => any} */ read) => {
  seen.push(JSON.stringify([read('a.text'), read('list'), read('flag'), read('count'), read('none')]));
  return read('a.stack') ? changes : undefined;
};
const READ = JSON.stringify(['x', ['one', 'two'], true, 42, undefined]);
const after = {
  ...attributes,
  'a.stack': changes['a.stack'],
  'a.new': changes['a.new'],
  marks: changes.marks,
  line: 300,
};

describe.each(/** @type {const} */ (['logs', 'traces']))('%s', (signal) => {
  const requestOf = signal === 'logs' ? logsRequest : tracesRequest;

  it('in JSON changes only attributes', async () => {
    const seen = /** @type {string[]} */ ([]);
    const result = await rewriteJson(JSON.stringify(requestOf(attributes)), symbolicate(seen));
    expect(JSON.parse(result ?? '')).toEqual(requestOf(after));
    expect(seen).toContain(READ);
  });

  it('in Protocol Buffers changes only attributes', async () => {
    const seen = /** @type {string[]} */ ([]);
    const result = await rewriteProtobuf(signal, encode(signal, requestOf(attributes)), symbolicate(seen));
    expect(decode(signal, result ?? Buffer.alloc(0))).toEqual(
      decode(signal, encode(signal, requestOf(after))),
    );
    expect(seen).toContain(READ);
  });

  it('without anything to change are not rewritten', async () => {
    const request = requestOf({ a: 'b' });
    expect(await rewriteJson(JSON.stringify(request), symbolicate([]))).toBeUndefined();
    expect(await rewriteProtobuf(signal, encode(signal, request), symbolicate([]))).toBeUndefined();
  });
});

describe('what it does not know', () => {
  it('keeps its bytes in Protocol Buffers', async () => {
    const unknown = Buffer.from([
      0xfa, 0x3f, 3, 1, 2, 3, 0xf8, 0x3f, 0x96, 1, 0xfd, 0x3f, 1, 2, 3, 4, 0xf9, 0x3f, 1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    const bytes = Buffer.concat([unknown, encode('logs', logsRequest(attributes)), unknown]);
    const result = await rewriteProtobuf('logs', bytes, symbolicate([]));
    expect(result?.subarray(0, unknown.length)).toEqual(unknown);
    expect(result?.subarray(-unknown.length)).toEqual(unknown);
  });

  it('keeps the digits of large numbers in JSON', async () => {
    const text = JSON.stringify(logsRequest(attributes))
      .replace('"1790000000123456789"', '1790000000123456789')
      .replace(
        '"severityNumber":17',
        '"severityNumber":17,"odd":[-9007199254740993,0.12345678901234567890,1e21,"1234567890123456789 \\" 5"]',
      );
    const result = await rewriteJson(text, symbolicate([]));
    expect(result).toContain('"1790000000123456789"');
    expect(result).toContain('"-9007199254740993",0.12345678901234568,1e+21,"1234567890123456789 \\" 5"');
  });

  it.each([
    '',
    '{',
    'null',
    '7',
    '[]',
    '{"resourceLogs":7}',
    '{"resourceLogs":[null,{"scopeLogs":[{"logRecords":[7,{"attributes":[null,7,{"key":"a"}]}]}]}]}',
  ])('is no JSON, or no OTLP: %j', async (text) => {
    const result = await rewriteJson(text, symbolicate([])).catch((error) => error);
    expect(result === undefined || result instanceof SyntaxError).toBe(true);
  });

  it('is no message: rewriting throws or changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        const result = await rewriteProtobuf('logs', Buffer.from(bytes), symbolicate([])).catch(
          (error) => error,
        );
        expect(result === undefined || result instanceof RangeError).toBe(true);
      }),
    );
    const whole = encode('logs', logsRequest(attributes));
    for (let end = 1; end < whole.length; end += 7)
      await expect(rewriteProtobuf('logs', whole.subarray(0, end), symbolicate([]))).rejects.toThrow(
        RangeError,
      );
  });

  it('is any text, list or number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string()),
        fc.nat(),
        async (text, list, count) => {
          const given = { 'a.stack': 'x', text, list, count };
          const bytes = encode('logs', logsRequest(given));
          const result = await rewriteProtobuf('logs', bytes, async (read) => {
            expect([read('text'), read('list'), read('count')]).toEqual([text, list, count]);
            return { text: `${text}!`, list: [...list, text], count: count + 1 };
          });
          const { resourceLogs } = /** @type {any} */ (decode('logs', result ?? Buffer.alloc(0)));
          const found = resourceLogs[0].scopeLogs[0].logRecords[0].attributes;
          expect(found).toEqual(
            /** @type {any} */ (
              decode(
                'logs',
                encode(
                  'logs',
                  logsRequest({ ...given, text: `${text}!`, list: [...list, text], count: count + 1 }),
                ),
              )
            ).resourceLogs[0].scopeLogs[0].logRecords[0].attributes,
          );
          expect(keyValues(given)).toHaveLength(4);
        },
      ),
    );
  });
});
