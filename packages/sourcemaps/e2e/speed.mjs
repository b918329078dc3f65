// @ts-check
// node e2e/speed.mjs [--write]: 10,000 stacks of 20 frames over maps of 1 to 20 MB, beside `source-map`. Each way runs in a
// process of its own, so that memory is its own. --write: into the README.
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
  // About two thirds of a map are its sources.
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

/** @type {Record<string, (maps: string, files: any[]) => Promise<number>>} what each way found */
const ways = {
  'otel-rum-sourcemaps: file, line, function, stack and group': async (maps, files) => {
    const { symbolicate } = createSymbolicator({ maps });
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
      found += /** @type {string[]} */ (changes?.['otel_rum.exception.frames'] ?? []).filter((one) =>
        one.includes('@src/'),
      ).length;
    }
    return found;
  },
  '`source-map` 0.8: file and line': async (_, files) => {
    const { SourceMapConsumer } = await import('source-map');
    const consumers = [];
    for (const { path } of files)
      consumers.push(await new SourceMapConsumer(JSON.parse(await readFile(path, 'utf8'))));
    let found = 0;
    for (const { file, columns } of stacksOf(files))
      for (const column of columns)
        if (consumers[file]?.originalPositionFor({ line: 2, column: column - 1 }).source) found++;
    return found;
  },
  '`@jridgewell/trace-mapping` 0.3: file and line': async (_, files) => {
    const { originalPositionFor, TraceMap } = await import('@jridgewell/trace-mapping');
    const maps = [];
    for (const { path } of files) maps.push(new TraceMap(await readFile(path, 'utf8')));
    let found = 0;
    for (const { file, columns } of stacksOf(files))
      for (const column of columns)
        if (originalPositionFor(/** @type {any} */ (maps[file]), { line: 2, column: column - 1 }).source)
          found++;
    return found;
  },
};

if (process.argv[2] === '--way') {
  const [, , , name = '', maps = ''] = process.argv;
  const files = JSON.parse(await readFile(join(maps, 'files.json'), 'utf8'));
  const startedAt = performance.now();
  const found = await ways[name]?.(maps, files);
  console.log(
    JSON.stringify({
      millis: performance.now() - startedAt,
      found,
      rss: process.resourceUsage().maxRSS * 1024,
    }),
  );
} else {
  const maps = await mkdtemp(join(tmpdir(), 'otel-rum-speed-'));
  const files = await prepare(maps);
  await writeFile(join(maps, 'files.json'), JSON.stringify(files));
  const idle =
    Number(execFileSync(process.execPath, ['-p', 'process.resourceUsage().maxRSS'], { encoding: 'utf8' })) *
    1024;
  const rows = Object.keys(ways).map((name) => {
    const { millis, found, rss } = JSON.parse(
      execFileSync(process.execPath, [self, '--way', name, maps], { encoding: 'utf8' }),
    );
    const perSecond = Math.round((STACKS * FRAMES) / (millis / 1000) / 1000) * 1000;
    return `| ${name} | ${found.toLocaleString('en')} | ${(millis / 1000).toFixed(1)} s | ${perSecond.toLocaleString('en')} | ${Math.round((rss - idle) / 2 ** 20)} MiB |`;
  });
  await rm(maps, { recursive: true });
  const table = `Maps of ${files.map(({ bytes }) => (bytes / 1e6).toFixed(0)).join(', ')} MB, read from disk within the time; Node ${process.version}.

| | frames found | time | frames/s | memory above an idle Node |
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
