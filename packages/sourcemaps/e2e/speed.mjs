// @ts-check
// node e2e/speed.mjs [--write]: 10,000 stacks of 20 frames over maps of 1 to 20 MB, beside `source-map`. Each runs in a
// process of its own, so that its memory is measured separately. --write: writes the results into the README.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from '@jridgewell/sourcemap-codec';
import { mapPathOf } from '../src/build/debug-id.mjs';
import { instrumentFile } from '../src/build/instrument-file.mjs';
import { createSymbolicator } from '../src/symbolicate/symbolicator.mjs';

const STACKS = 10_000;
const FRAMES = 20;
const SIZES_MB = [1, 2, 5, 10, 20];
const self = fileURLToPath(import.meta.url);

/** A source of functions, as many as a map of that size has; its file in one line. @param {number} index @param {number} megabytes */
function makeMap(index, megabytes) {
  const sources = [];
  const contents = [];
  const segments = [];
  let column = 0;
  // About two thirds of a map are sources.
  for (let bytes = 0; bytes < megabytes * 600_000; ) {
    const file = sources.length;
    const lines = [];
    for (let at = 0; at < 60; at++) {
      lines.push(`export function price${at}Of${file}(items: readonly Item[], rate = ${at}): number {`);
      lines.push(`  return items.reduce((sum, { price, count }) => sum + price * count * rate, ${index});`);
      lines.push('}', '');
      for (const [line, columns] of [
        [0, [0, 7, 16, 32]],
        [1, [2, 9, 15, 23, 29, 45, 51, 59]],
        [2, [0]],
      ]) {
        for (const one of /** @type {number[]} */ (columns)) {
          segments.push([column, file, at * 4 + Number(line), one]);
          column += 3;
        }
      }
    }
    const text = lines.join('\n');
    bytes += text.length;
    sources.push(`src/part-${file}.ts`);
    contents.push(text);
  }
  const code = `/*${index}*/${'x'.repeat(column)}`;
  const map = {
    version: 3,
    sources,
    sourcesContent: contents,
    names: [],
    mappings: encode(/** @type {any} */ ([segments])),
  };
  return { code, map };
}

/** @param {string} maps */
async function prepare(maps) {
  const files = [];
  for (const [index, megabytes] of SIZES_MB.entries()) {
    const { code, map } = makeMap(index, megabytes);
    const made = instrumentFile({ name: 'a.js', code, map, folder: '/', root: '/' });
    const path = join(maps, mapPathOf(made.id));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, made.map);
    files.push({
      id: made.id,
      path,
      url: `https://shop.example/${index}.js`,
      width: code.length,
      bytes: made.map.length,
    });
  }
  return files;
}

/** Places of stacks, the same for each way. @param {{ width: number }[]} files */
function* stacksOf(files) {
  let seed = 42;
  const next = (/** @type {number} */ most) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % most;
  };
  for (let stack = 0; stack < STACKS; stack++) {
    const file = stack % files.length;
    yield {
      file,
      columns: Array.from({ length: FRAMES }, () => 20 + next(/** @type {any} */ (files[file]).width - 40)),
    };
  }
}

/** @typedef {{ found: number, millis: number }} Measured */

/** @param {() => Promise<number>} act @returns {Promise<Measured>} */
async function measure(act) {
  const before = process.cpuUsage();
  const found = await act();
  const { user, system } = process.cpuUsage(before);
  return { found, millis: (user + system) / 1000 };
}

/** Whole exceptions, as `serve` has them; the last of so many passes counts. @param {string} maps @param {any[]} files @param {number} passes */
async function symbolicateAll(maps, files, passes) {
  const { symbolicate } = createSymbolicator({ maps });
  const pass = async () => {
    let found = 0;
    for (const { file, columns } of stacksOf(files)) {
      const { url, id } = files[file];
      const frames = columns.map((column) => `r@${url}:2:${column}`);
      /** @type {Record<string, any>} */
      const attributes = {
        'exception.stacktrace': `Error\n${frames.map((frame) => `    at ${frame.replace('@', ' (')})`).join('\n')}`,
        'otel_rum.exception.frames': frames,
        'otel_rum.exception.debug_ids': [`${id} ${url}`],
      };
      const changes = await symbolicate((name) => attributes[name]);
      for (const frame of /** @type {string[]} */ (changes?.['otel_rum.exception.frames'] ?? []))
        if (frame.includes('@src/')) found++;
    }
    return found;
  };
  for (let count = 1; count < passes; count++) await pass();
  return measure(pass);
}

/** @param {any[]} files @param {(file: number, column: number) => unknown} find */
function countFound(files, find) {
  let found = 0;
  for (const { file, columns } of stacksOf(files))
    for (const column of columns) if (find(file, column)) found++;
  return found;
}

/** @type {Record<string, (maps: string, files: any[]) => Promise<Measured>>} */
const ways = {
  'otel-rum-sourcemaps: file, line, function; stack, frames, group': (maps, files) =>
    symbolicateAll(maps, files, 1),
  'the same, with maps and sources in memory': (maps, files) => symbolicateAll(maps, files, 2),
  '`source-map` 0.8: file and line': (_, files) =>
    measure(async () => {
      const { SourceMapConsumer } = await import('source-map');
      const consumers = [];
      for (const { path } of files)
        consumers.push(await new SourceMapConsumer(JSON.parse(await readFile(path, 'utf8'))));
      return countFound(
        files,
        (file, column) => consumers[file]?.originalPositionFor({ line: 2, column: column - 1 }).source,
      );
    }),
  '`@jridgewell/trace-mapping` 0.3: file and line': (_, files) =>
    measure(async () => {
      const { originalPositionFor, TraceMap } = await import('@jridgewell/trace-mapping');
      const maps = [];
      for (const { path } of files) maps.push(new TraceMap(await readFile(path, 'utf8')));
      return countFound(
        files,
        (file, column) =>
          originalPositionFor(/** @type {any} */ (maps[file]), { line: 2, column: column - 1 }).source,
      );
    }),
};

if (process.argv[2] === '--way') {
  const [, , , name = '', maps = ''] = process.argv;
  const files = JSON.parse(await readFile(join(maps, 'files.json'), 'utf8'));
  const measured = await ways[name]?.(maps, files);
  console.log(JSON.stringify({ ...measured, rss: process.resourceUsage().maxRSS * 1024 }));
} else {
  const maps = await mkdtemp(join(tmpdir(), 'otel-rum-speed-'));
  const files = await prepare(maps);
  await writeFile(join(maps, 'files.json'), JSON.stringify(files));
  const print = (/** @type {string[]} */ ...args) =>
    execFileSync(process.execPath, args, { encoding: 'utf8' });
  const idle = Number(print('-p', 'process.resourceUsage().maxRSS')) * 1024;
  const rows = Object.keys(ways).map((name) => {
    const { millis, found, rss } = JSON.parse(print(self, '--way', name, maps));
    const perSecond = Math.round((STACKS * FRAMES) / (millis / 1000) / 1000) * 1000;
    const cells = [found, (millis / 1000).toFixed(1), perSecond, Math.round((rss - idle) / 2 ** 20)];
    return `| ${name} | ${cells.map((cell) => cell.toLocaleString('en')).join(' | ')} |`;
  });
  await rm(maps, { recursive: true });
  const table = `Maps of ${files.map(({ bytes }) => (bytes / 1e6).toFixed(0)).join(', ')} MB, read from disk; places all over them, so that nearly every source is parsed for its functions once.
Node ${process.version}; seconds of CPU, and MiB above an idle Node at their highest.

| | frames found | seconds | frames/s | MiB |
|---|---|---|---|---|
${rows.join('\n')}`;
  console.log(table);
  if (process.argv.includes('--write')) {
    const readme = fileURLToPath(new URL('../README.md', import.meta.url));
    const text = await readFile(readme, 'utf8');
    await writeFile(
      readme,
      text.replace(
        /(<!-- speed:start -->\n)[\s\S]*?(<!-- speed:end -->)/,
        (_, start, end) => `${start}${table}\n${end}`,
      ),
    );
  }
}
