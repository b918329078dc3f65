// @ts-check
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeError, readerOf, URL_OF_APP } from '../sample-error.mjs';
import { createSymbolicator } from './symbolicator.mjs';

/** @type {Awaited<ReturnType<typeof makeError>>} */
let error;
beforeEach(async () => {
  error = await makeError();
});
afterEach(() => error.remove());

/** @param {Record<string, any>} [attributes] @param {object} [options] */
async function run(attributes = error.attributes, options = {}) {
  const reports = /** @type {string[]} */ ([]);
  const { symbolicate, mapBytes } = createSymbolicator({
    maps: error.maps,
    report: (message) => void reports.push(message),
    ...options,
  });
  const changes = await symbolicate(readerOf(attributes));
  return { changes, reports, symbolicate, mapBytes };
}

describe('an exception', () => {
  it('has the files, lines and functions of the source, and the original stack beside them', async () => {
    const { changes, reports } = await run();
    expect(changes).toMatchObject(error.readable);
    expect(changes?.['otel_rum.exception.frames.original']).toEqual(
      error.attributes['otel_rum.exception.frames'],
    );
    expect(changes).not.toHaveProperty('otel_rum.exception.source_context');
    expect(reports).toEqual([]);
  });

  it('keeps the stack format of Firefox and WebKit', async () => {
    const stack = error.attributes['otel_rum.exception.frames'].join('\n');
    const { changes } = await run({
      ...error.attributes,
      'exception.stacktrace': `async*${stack}\nmap@[native code]`,
    });
    expect(changes?.['exception.stacktrace']).toBe(
      'async*priceOf@src/cart.ts:4:39\ntotalOf@src/cart.ts:10:43\n@https://other.example/b.js:1:2\nmap@[native code]',
    );
  });

  it('has the line that threw and its neighbours, on request', async () => {
    const { changes } = await run(undefined, { context: 2 });
    expect(changes?.['otel_rum.exception.source_context']).toBe(`  2 | 
  3 | function priceOf(item: { price?: number }): number {
> 4 |   if (item.price === undefined) throw new TypeError('no price');
  5 |   return item.price;
  6 | }`);
  });

  it('has a readable component stack and position too', async () => {
    const [frame = ''] = error.attributes['otel_rum.exception.frames'];
    const [, line, column] = /:(\d+):(\d+)$/.exec(frame) ?? [];
    const { changes } = await run({
      ...error.attributes,
      'otel_rum.exception.component_stack': `\n    at r (${URL_OF_APP}:${line}:${column})\n    at div`,
      'code.file.path': URL_OF_APP,
      'code.line.number': Number(line),
      'code.column.number': Number(column),
    });
    expect(changes).toMatchObject({
      'otel_rum.exception.component_stack': '\n    at priceOf (src/cart.ts:4:39)\n    at div',
      'code.file.path': 'src/cart.ts',
      'code.line.number': 4,
      'code.column.number': 39,
      'code.function.name': 'priceOf',
      'otel_rum.exception.place.original': `${URL_OF_APP}:${line}:${column}`,
    });
  });

  it('keeps the last line of a cut stack, whose column may lack digits', async () => {
    const [frame] = error.attributes['otel_rum.exception.frames'];
    const lines = Array.from({ length: 300 }, () => frame);
    const { changes } = await run({ ...error.attributes, 'exception.stacktrace': lines.join('\n') });
    const after = String(changes?.['exception.stacktrace']).split('\n');
    expect(after.at(-2)).toBe('priceOf@src/cart.ts:4:39');
    expect(after.at(-1)).toBe(frame);
  });

  it('is unchanged without ids', async () => {
    expect(
      (await run({ ...error.attributes, 'otel_rum.exception.debug_ids': undefined })).changes,
    ).toBeUndefined();
    expect((await run({})).changes).toBeUndefined();
  });

  it('keeps the engine’s name if the source is not in the map', async () => {
    const map = JSON.parse(await readFile(error.mapPath, 'utf8'));
    await writeFile(error.mapPath, JSON.stringify({ ...map, sourcesContent: undefined }));
    expect((await run()).changes?.['otel_rum.exception.frames']).toEqual([
      'r@src/cart.ts:4:39',
      '@src/cart.ts:10:43',
      '@https://other.example/b.js:1:2',
    ]);
  });

  it.each([
    ['node_modules/vue/a.js', false],
    ['../node_modules/vue/a.js', false],
    ['webpack/runtime/jsonp', false],
    ['vite/preload-helper.js', false],
    ['src/vite/a.ts', true],
    ['webpack-demo/a.ts', true],
    ['vite-app/src/a.ts', true],
  ])('knows which frames are of the app: %s', async (source, isInApp) => {
    const map = JSON.parse(await readFile(error.mapPath, 'utf8'));
    await writeFile(error.mapPath, JSON.stringify({ ...map, sources: [source] }));
    expect((await run()).changes?.['otel_rum.exception.frames.in_app']).toEqual([isInApp, isInApp, false]);
  });

  it('uses the bundler’s list of third-party sources', async () => {
    const map = JSON.parse(await readFile(error.mapPath, 'utf8'));
    await writeFile(error.mapPath, JSON.stringify({ ...map, ignoreList: [0] }));
    expect((await run()).changes?.['otel_rum.exception.frames.in_app']).toEqual([false, false, false]);
  });
});

describe('the lists of honeycombio’s sourcemapprocessor', () => {
  it('have the page’s own frames, with equal lengths, with and without a map', async () => {
    const frames = ['r@https://shop.example/app.js:1:20', '@https://shop.example/b.js:12:7', 'odd'];
    const without = {
      ...error.attributes,
      'otel_rum.exception.frames': frames,
      'otel_rum.exception.debug_ids': undefined,
    };
    const lists = {
      'exception.structured_stacktrace.functions': ['r', ''],
      'exception.structured_stacktrace.urls': ['https://shop.example/app.js', 'https://shop.example/b.js'],
      'exception.structured_stacktrace.lines': [1, 12],
      'exception.structured_stacktrace.columns': [20, 7],
    };
    expect((await run(without, { isStructured: true })).changes).toEqual(lists);
    expect((await run(without)).changes).toBeUndefined();
    const { changes } = await run(undefined, { isStructured: true });
    expect(changes).toMatchObject(error.readable);
    expect(changes?.['exception.structured_stacktrace.urls']).toContain(URL_OF_APP);
  });
});

describe('a map that cannot be used leaves the stack as it is, and is reported once', () => {
  /** @param {RegExp} report @param {object} [options] @param {Record<string, any>} [attributes] */
  async function expectUnchanged(report, options, attributes = error.attributes) {
    const { changes, reports, symbolicate } = await run(attributes, options);
    await symbolicate(readerOf(attributes));
    await symbolicate(readerOf(attributes));
    expect(changes).toBeUndefined();
    expect(reports).toEqual([expect.stringMatching(report)]);
  }

  it('missing', async () => {
    await rm(error.mapPath);
    await expectUnchanged(/there is none in the folder/);
  });

  it.each(['{', '', '[]', 'null', '{"version":3,"sources":["a"],"mappings":"!"}', '<!doctype html>'])(
    'broken: %j',
    async (text) => {
      const id = { debugId: error.id };
      await writeFile(
        error.mapPath,
        text.endsWith('}') ? text.replace('}', `,${JSON.stringify(id).slice(1)}`) : text,
      );
      await expectUnchanged(/it cannot be read|the map of another id/);
    },
  );

  it('a folder in its place', async () => {
    await rm(error.mapPath);
    await mkdir(error.mapPath);
    await expectUnchanged(/EISDIR|cannot be read/);
  });

  it('huge', () => expectUnchanged(/at most 100 are read/, { maxMapBytes: 100 }));

  it('of another id', async () => {
    const map = JSON.parse(await readFile(error.mapPath, 'utf8'));
    await writeFile(
      error.mapPath,
      JSON.stringify({ ...map, debugId: '85314830-023f-4cf1-a267-535f4e37bb17' }),
    );
    await expectUnchanged(/the map of another id/);
  });

  it('of another build, whose file has no such position', async () => {
    const frames = [...error.attributes['otel_rum.exception.frames'], `x@${URL_OF_APP}:2:99999`];
    await expectUnchanged(
      /outside of the map’s file|outside of the map's file/,
      {},
      {
        ...error.attributes,
        'otel_rum.exception.frames': frames,
      },
    );
  });

  it.each([
    '../../../etc/passwd',
    '..',
    '%2e%2e',
    `${'a'.repeat(8)}/../../x`,
    '\0',
    '85314830-023f-4cf1-a267-535f4e37bb17\n',
  ])('an id that is none opens no file: %j', async (id) => {
    await writeFile(join(dirname(error.maps), 'x.map'), '{}');
    const { changes, reports } = await run({
      ...error.attributes,
      'otel_rum.exception.debug_ids': [`${id} ${URL_OF_APP}`],
    });
    expect([changes, reports]).toEqual([undefined, []]);
  });

  it('is looked for again after a while, since it may have been copied', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const text = await readFile(error.mapPath, 'utf8');
      await rm(error.mapPath);
      const { symbolicate } = await run();
      await writeFile(error.mapPath, text);
      expect(await symbolicate(readerOf(error.attributes))).toBeUndefined();
      vi.advanceTimersByTime(31_000);
      expect(await symbolicate(readerOf(error.attributes))).toMatchObject(error.readable);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('memory', () => {
  it('holds maps up to the limit', async () => {
    const others = await Promise.all(
      [1, 2, 3].map((index) =>
        makeError(
          `export function priceOf(){ throw new TypeError('no price ${index}') }\nfunction r(){ priceOf() } r(); globalThis.x = [priceOf, r];`,
        ),
      ),
    );
    const folder = error.maps;
    for (const other of others) {
      const path = join(folder, other.id.slice(0, 2), `${other.id}.map`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, await readFile(other.mapPath));
    }
    const { symbolicate, mapBytes } = await run(undefined, { maxBytes: 1_000 });
    const one = mapBytes();
    for (const { attributes } of [...others, error, ...others]) await symbolicate(readerOf(attributes));
    expect(mapBytes()).toBeLessThan(one + 1_500);
    expect(await symbolicate(readerOf(error.attributes))).toMatchObject(error.readable);
    await Promise.all(others.map((other) => other.remove()));
  });

  it('reads a map once for concurrent records', async () => {
    const { symbolicate, mapBytes } = await run({});
    const all = await Promise.all(Array.from({ length: 20 }, () => symbolicate(readerOf(error.attributes))));
    const bytes = mapBytes();
    expect(
      all.every((changes) => changes?.['exception.stacktrace'] === error.readable['exception.stacktrace']),
    ).toBe(true);
    expect((await run()).mapBytes()).toBe(bytes);
  });
});

describe('a script of a long frame or of INP', () => {
  it.each(['otel_rum.long_animation_frame.script.', 'otel_rum.web_vital.attribution.longest_script.'])(
    '%s',
    async (prefix) => {
      const position = error.code.indexOf('new TypeError');
      const script = { [`${prefix}debug_id`]: error.id, [`${prefix}source_char_position`]: position };
      const { changes } = await run(script);
      expect(changes).toEqual({
        [`${prefix}code.file.path`]: 'src/cart.ts',
        [`${prefix}code.line.number`]: 4,
        [`${prefix}code.function.name`]: 'priceOf',
      });
      expect((await run({ ...script, [`${prefix}source_char_position`]: -1 })).changes).toBeUndefined();
      const outside = await run({ ...script, [`${prefix}source_char_position`]: 1e6 });
      expect(outside.changes).toBeUndefined();
      expect(outside.reports).toHaveLength(1);
    },
  );
});
