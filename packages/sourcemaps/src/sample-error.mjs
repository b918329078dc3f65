// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { otelRumSourcemaps } from './build/esbuild.mjs';
import { idOf } from './build/sample-app.mjs';

// Shared by the tests of symbolication: a minified file, its map, and the attributes of an error in it.

const SOURCE = `interface Cart { items: { price?: number }[] }

function priceOf(item: { price?: number }): number {
  if (item.price === undefined) throw new TypeError('no price');
  return item.price;
}

export function totalOf(cart: Cart): number {
  let total = 0;
  for (const item of cart.items) total += priceOf(item) + 1;
  return total;
}

export const checkout = (cart: Cart): string => \`\${totalOf(cart)} €\`;
Object.assign(globalThis, { priceOf, totalOf, checkout });
`;

export const URL_OF_APP = 'https://shop.example/app.js';

/** Builds a file with its map, and finds the places of its calls. @param {string} [source] */
export async function makeError(source = SOURCE) {
  const folder = await mkdtemp(join(tmpdir(), 'otel-rum-error-'));
  const maps = join(folder, 'maps');
  const { outputFiles } = await build({
    absWorkingDir: folder,
    stdin: { contents: source, sourcefile: 'src/cart.ts', loader: 'ts', resolveDir: folder },
    outfile: join(folder, 'out/app.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    tsconfigRaw: {},
    logLevel: 'error',
    plugins: [otelRumSourcemaps({ maps })],
  });
  const code = outputFiles[0]?.text ?? '';
  const id = idOf(code);
  const lines = code.split('\n');
  /** `:2:48`, as engines count. @param {string} text */
  const placeOf = (text) => {
    const line = lines.findIndex((one) => one.includes(text));
    return `:${Math.max(1, line) + 1}:${(lines[line] ?? '').indexOf(text) + 1}`;
  };
  const [thrown, called] = [placeOf('new TypeError'), placeOf('t(i)')];
  const stack = `TypeError: no price\n    at r (${URL_OF_APP}${thrown})\n    at ${URL_OF_APP}${called}\n    at Array.map (<anonymous>)\n    at https://other.example/b.js:1:2`;
  return {
    folder,
    maps,
    id,
    code,
    mapPath: join(maps, id.slice(0, 2), `${id}.map`),
    /** @type {Record<string, any>} */
    attributes: {
      'exception.type': 'TypeError',
      'exception.message': 'no price',
      'exception.stacktrace': stack,
      'otel_rum.exception.frames': [
        `r@${URL_OF_APP}${thrown}`,
        `@${URL_OF_APP}${called}`,
        '@https://other.example/b.js:1:2',
      ],
      'otel_rum.exception.debug_ids': [`${id} ${URL_OF_APP}`],
      'otel_rum.exception.group': 'TypeError price',
    },
    readable: {
      'exception.stacktrace': stack
        .replace(`r (${URL_OF_APP}${thrown})`, 'priceOf (src/cart.ts:4:39)')
        .replace(`${URL_OF_APP}${called}`, 'totalOf (src/cart.ts:10:43)'),
      'otel_rum.exception.stacktrace.original': stack,
      'otel_rum.exception.frames': [
        'priceOf@src/cart.ts:4:39',
        'totalOf@src/cart.ts:10:43',
        '@https://other.example/b.js:1:2',
      ],
      'otel_rum.exception.frames.in_app': [true, true, false],
      'otel_rum.exception.group': 'priceOf TypeError price',
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A reader of attributes. @param {Record<string, any>} attributes */
export const readerOf = (attributes) => (/** @type {string} */ name) => attributes[name];

/** @param {any} value @returns {object} */
const anyValue = (value) => {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  if (typeof value === 'boolean') return { boolValue: value };
  return typeof value === 'number' ? { intValue: String(value) } : { stringValue: value };
};

/** @param {Record<string, any>} attributes */
export const keyValues = (attributes) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

/** OTLP/JSON with one log record, and one span that has an event. @param {Record<string, any>} attributes */
export const logsRequest = (attributes) => ({
  resourceLogs: [
    {
      resource: { attributes: keyValues({ 'service.name': 'shop' }) },
      scopeLogs: [
        {
          scope: { name: 'otel-rum' },
          logRecords: [
            {
              timeUnixNano: '1790000000123456789',
              severityNumber: 17,
              eventName: 'exception',
              attributes: keyValues(attributes),
            },
            { timeUnixNano: '1790000000123456790', body: { stringValue: 'plain' } },
          ],
        },
      ],
    },
  ],
});

/** @param {Record<string, any>} attributes */
export const tracesRequest = (attributes) => ({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            {
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b174',
              name: 'click',
              startTimeUnixNano: '1790000000123456789',
              endTimeUnixNano: '1790000000223456789',
              attributes: keyValues({ a: 1 }),
              events: [
                { timeUnixNano: '1790000000133456789', name: 'exception', attributes: keyValues(attributes) },
              ],
            },
          ],
        },
      ],
    },
  ],
});
