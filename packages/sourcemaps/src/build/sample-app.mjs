// @ts-check
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { expect } from 'vitest';
import { prologueOf } from './prologue.mjs';

// Shared by the tests of all bundlers' plugins: an app to build, and assertions about the output.

const FUNCTIONS = Array.from(
  { length: 60 },
  (_, index) => `export function film${index}(title: string): string {
  if (title.length > ${index + 1000}) throw new RangeError(\`film ${index}: \${title}\`);
  return [title, import.meta.url, ${index}].join('-');
}`,
);

/** @type {Record<string, string>} */
export const sampleFiles = {
  'src/main.ts': `import './main.css';
import * as films from './films';
'use a text';
const all: string[] = Object.entries(films).map(([name, film]) => film(name));
export const load = async (): Promise<unknown> => (await import('./lazy')).lazy(all);
console.log(all.length, /* comment */ "it's “quoted”", \`\${all[0]}\`);
`,
  'src/films.ts': FUNCTIONS.join('\n\n'),
  'src/lazy.ts': `export const lazy = (all: readonly string[]): string => {\n  return all.join('|') || 'none';\n};\n`,
  'src/admin.ts': `import { film1 } from './films';\nconsole.log(film1('admin'));\n`,
  'src/worker.ts': `import { film2 } from './films';\npostMessage(film2('worker'));\n`,
  'src/main.css': ':root {\n  color: red;\n}\n',
  'package.json': '{ "name": "sample", "type": "module", "sideEffects": false }',
};

/** A folder with the app. @param {Record<string, string>} [files] */
export async function makeSample(files = {}) {
  const root = await mkdtemp(join(tmpdir(), 'otel-rum-sample-'));
  for (const [name, text] of Object.entries({ ...sampleFiles, ...files })) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return { root, maps: join(root, 'sourcemaps'), remove: () => rm(root, { recursive: true }) };
}

/** All files of a folder, by their names. @param {string} dir @returns {Promise<Record<string, string>>} */
export async function readFiles(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path.slice(dir.length + 1), await readFile(path, 'utf8')])),
  );
}

const ID = /(?:\/\/# debugId=(\S+)\n|\/\*# debugId=(\S+) \*\/\n)$/;

/** @param {string} code */
export function idOf(code) {
  const [, script, style] = ID.exec(code) ?? [];
  return script ?? style ?? '';
}

/** What stands in a file without our line and our comment. @param {string} code */
export function withoutOurs(code) {
  const id = idOf(code);
  const line = `${prologueOf(id)}\n`;
  const at = code.indexOf(line);
  const directives = /(?:(['"])(?:(?!\1).)*\1;)*$/.exec(code.slice(0, Math.max(0, at)))?.[0] ?? '';
  const rest = at < 0 ? code : code.slice(0, at - directives.length) + code.slice(at + line.length);
  return rest.replace(ID, '');
}

/**
 * Expects that builds differ only by prologue and comment, that no map is left, and that each map is right at a thousand
 * positions.
 *
 * @param {Record<string, string>} plain what was built without the plugin, with hidden maps
 * @param {Record<string, string>} built
 * @param {string} maps
 */
export async function expectSameBuild(plain, built, maps) {
  const isMap = (/** @type {string} */ name) => name.endsWith('.map');
  expect(Object.keys(built).sort()).toEqual(
    Object.keys(plain)
      .filter((name) => !isMap(name))
      .sort(),
  );
  for (const [name, code] of Object.entries(built)) {
    const before = plain[name] ?? '';
    const mapBefore = plain[`${name}.map`];
    if (!mapBefore) {
      expect(code, name).toBe(before);
      continue;
    }
    const id = idOf(code);
    expect(id, name).not.toBe('');
    expect(withoutOurs(code).trimEnd(), name).toBe(before.replace(ID, '').trimEnd());
    const map = JSON.parse(await readFile(join(maps, id.slice(0, 2), `${id}.map`), 'utf8'));
    expect(map.debugId).toBe(id);
    expect(map.x_otel_rum_lines).toEqual(code.split('\n').map(({ length }) => length));
    expectSamePlaces(before, JSON.parse(mapBefore), code, map);
  }
}

/** @param {string} before @param {any} mapBefore @param {string} code @param {any} map */
export function expectSamePlaces(before, mapBefore, code, map) {
  const old = new TraceMap(mapBefore);
  const now = new TraceMap(map);
  const lines = before.split('\n');
  const shift = code.includes('!function(){try{var g=globalThis') ? 1 : 0;
  const first = shift && before.startsWith('#!') ? 1 : 0;
  const total = lines.reduce((sum, line) => sum + line.length + 1, 0);
  for (let at = 0; at < total; at += Math.max(1, Math.floor(total / 1_000))) {
    let [rest, line] = [at, 0];
    while (rest > (lines[line]?.length ?? 0)) rest -= (lines[line++]?.length ?? 0) + 1;
    const expected = originalPositionFor(old, { line: line + 1, column: rest });
    const found = originalPositionFor(now, { line: line + 1 + (line >= first ? shift : 0), column: rest });
    expect([found.line, found.column, found.name], `${line + 1}:${rest}`).toEqual([
      expected.line,
      expected.column,
      expected.name,
    ]);
    if (expected.source) expect(found.source?.split('/').at(-1)).toBe(expected.source.split('/').at(-1));
  }
}
