// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { context, build as esbuild, transform } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup, watch } from 'rollup';
import { build as vite } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect } from './collect.mjs';
import { otelRumSourcemaps as forEsbuild } from './esbuild.mjs';
import { otelRumSourcemaps as forRolldown } from './rolldown.mjs';
import { otelRumSourcemaps as forRollup } from './rollup.mjs';
import { expectSameBuild, idOf, makeSample, readFiles } from './sample-app.mjs';
import { otelRumSourcemaps as forVite } from './vite.mjs';

/** @type {Awaited<ReturnType<typeof makeSample>>} */
let sample;
beforeEach(async () => {
  sample = await makeSample();
});
afterEach(() => sample.remove());
const at = (/** @type {string} */ path) => join(sample.root, path);

/** Compiles TypeScript with its map, like Rollup's plugins; styles are an asset. */
const typescript = () => ({
  name: 'typescript',
  resolveId: (/** @type {string} */ id, /** @type {string | undefined} */ from) =>
    from && id.startsWith('./') ? join(from, '..', /\.\w+$/.test(id) ? id : `${id}.ts`) : null,
  /** @this {any} @param {string} code @param {string} id */
  async transform(code, id) {
    if (id.endsWith('.css')) return { code: '', map: null };
    const result = await transform(code, { loader: 'ts', sourcemap: true, sourcefile: id });
    return { code: result.code, map: result.map };
  },
});

/** @param {'plain' | 'built'} to @param {any[]} plugins @param {object} [output] */
async function byRollup(to, plugins, output = {}) {
  const bundle = await rollup({
    input: [at('src/main.ts'), at('src/admin.ts')],
    plugins: [typescript(), ...plugins],
  });
  await bundle.write({ dir: at(to), format: 'es', sourcemap: 'hidden', ...output });
  await bundle.close();
  return readFiles(at(to));
}

describe('Rollup', () => {
  it.each([
    ['es'],
    ['cjs', { format: 'cjs' }],
    ['a hashbang', { banner: '#!/usr/bin/env node' }],
    ['a license', { banner: '/*! mine\n * more */' }],
    ['its own debug ids', { sourcemapDebugIds: true }],
    ['published maps', { sourcemap: true }],
  ])('builds the same, its maps right to the character: %s', async (_, /** @type {object} */ output = {}) => {
    const plain = await byRollup('plain', [], { ...output, sourcemap: 'hidden' });
    const built = await byRollup('built', [forRollup({ maps: sample.maps })], output);
    await expectSameBuild(plain, built, sample.maps);
    expect(Object.keys(built).length).toBeGreaterThan(3);
  });

  it('creates an id for each of several outputs of one bundle', async () => {
    const bundle = await rollup({
      input: at('src/main.ts'),
      plugins: [typescript(), forRollup({ maps: sample.maps })],
    });
    await bundle.write({ dir: at('es'), format: 'es' });
    await bundle.write({ dir: at('cjs'), format: 'cjs' });
    await bundle.close();
    const [es, cjs] = [await readFiles(at('es')), await readFiles(at('cjs'))];
    expect(idOf(es['main.js'] ?? '')).not.toBe(idOf(cjs['main.js'] ?? ''));
    expect(Object.keys({ ...es, ...cjs }).filter((name) => name.endsWith('.map'))).toEqual([]);
    expect(cjs['main.js']?.startsWith("'use strict';!function")).toBe(true);
  });

  it('follows changes in watch mode', async () => {
    const watcher = watch({
      input: at('src/main.ts'),
      plugins: [typescript(), forRollup({ maps: sample.maps })],
      output: { dir: at('built') },
    });
    const next = () =>
      new Promise((resolve, reject) => {
        watcher.on('event', (event) => {
          if (event.code === 'BUNDLE_END') resolve(event.result.close());
          if (event.code === 'ERROR') reject(event.error);
        });
      });
    await next();
    const first = idOf(await readFile(at('built/main.js'), 'utf8'));
    const again = next();
    await writeFile(at('src/films.ts'), 'export const film0 = (title: string) => title + 1;\n');
    await again;
    await watcher.close();
    const second = idOf(await readFile(at('built/main.js'), 'utf8'));
    expect(second).not.toBe(first);
    // A browser may still run the first build.
    for (const id of [first, second])
      expect(JSON.parse(await readFile(join(sample.maps, id.slice(0, 2), `${id}.map`), 'utf8')).debugId).toBe(
        id,
      );
  });

  it('refuses a folder of maps that would be published', async () => {
    await expect(byRollup('built', [forRollup({ maps: at('built/maps') })])).rejects.toThrow(
      'would be published',
    );
  });

  it('changes nothing if it is used twice', async () => {
    const once = await byRollup('plain', [forRollup({ maps: sample.maps })]);
    const twice = await byRollup('built', [
      forRollup({ maps: sample.maps }),
      forRollup({ maps: sample.maps }),
    ]);
    expect(twice).toEqual(once);
  });
});

describe('Rolldown', () => {
  it.each([[{}], [{ minify: true }], [{ format: 'cjs' }]])(
    'builds the same, its maps right: %j',
    async (output) => {
      const byRolldown = async (/** @type {string} */ to, /** @type {any[]} */ plugins) => {
        const bundle = await rolldown({
          input: [at('src/main.ts'), at('src/admin.ts')],
          plugins: [
            {
              name: 'css',
              load: (id) => (id.endsWith('.css') ? { code: 'export {}', moduleType: 'js' } : null),
              resolveId: (id) => (id.endsWith('.css') ? `\0${id}` : null),
            },
            ...plugins,
          ],
          logLevel: 'silent',
        });
        await bundle.write({ dir: at(to), sourcemap: 'hidden', .../** @type {any} */ (output) });
        await bundle.close();
        return readFiles(at(to));
      };
      const plain = await byRolldown('plain', []);
      const built = await byRolldown('built', [forRolldown({ maps: sample.maps })]);
      await expectSameBuild(plain, built, sample.maps);
    },
  );
});

describe('Vite', () => {
  /** @param {string} to @param {any[]} plugins @param {object} [build] */
  const byVite = async (to, plugins, build = {}) => {
    await vite({
      root: sample.root,
      configFile: false,
      logLevel: 'silent',
      plugins,
      build: {
        outDir: at(to),
        sourcemap: 'hidden',
        rolldownOptions: { input: [at('src/main.ts'), at('src/admin.ts')] },
        ...build,
      },
    });
    return readFiles(at(to));
  };

  it('builds the same, with right maps: chunks, preloads, styles, a worker', async () => {
    const main = await readFile(at('src/main.ts'), 'utf8');
    await writeFile(
      at('src/main.ts'),
      `${main}new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });\n`,
    );
    const plain = await byVite('plain', []);
    const built = await byVite('built', [forVite({ maps: sample.maps })]);
    await expectSameBuild(plain, built, sample.maps);
    expect(Object.keys(built).filter((name) => /worker.*\.js$/.test(name))).toHaveLength(1);
  });

  it('names sources relative to the project’s folder', async () => {
    const built = await byVite('built', [forVite({ maps: sample.maps })], { sourcemap: false });
    const id = idOf(Object.entries(built).find(([name]) => /main.*js$/.test(name))?.[1] ?? '');
    const map = JSON.parse(await readFile(join(sample.maps, id.slice(0, 2), `${id}.map`), 'utf8'));
    expect(map.sources).toContain('src/main.ts');
  });

  it('does not change a server’s build', async () => {
    const ssr = { ssr: at('src/admin.ts'), sourcemap: false, rolldownOptions: {} };
    expect(await byVite('built', [forVite({ maps: sample.maps })], ssr)).toEqual(
      await byVite('plain', [], ssr),
    );
  });
});

describe('esbuild', () => {
  const options = () => ({
    absWorkingDir: sample.root,
    entryPoints: ['src/main.ts', 'src/admin.ts'],
    outdir: 'built',
    bundle: true,
    splitting: true,
    format: /** @type {const} */ ('esm'),
    tsconfigRaw: {},
    logLevel: /** @type {const} */ ('silent'),
  });

  it.each([
    [{}],
    [{ minify: true }],
    [{ banner: { js: '#!/usr/bin/env node' } }],
    [{ splitting: false, format: 'iife', banner: { js: '"use strict";' } }],
    [{ entryNames: '[dir]/[name]-[hash]' }],
  ])('builds the same, its maps right: %j', async (own) => {
    const given = { ...options(), .../** @type {any} */ (own) };
    await esbuild({ ...given, outdir: 'plain', sourcemap: 'external' });
    await esbuild({ ...given, plugins: [forEsbuild({ maps: sample.maps })] });
    await expectSameBuild(await readFiles(at('plain')), await readFiles(at('built')), sample.maps);
  });

  it('works in memory', async () => {
    const { outputFiles, metafile } = await esbuild({
      ...options(),
      write: false,
      plugins: [forEsbuild({ maps: sample.maps })],
    });
    expect(metafile).toBeUndefined();
    expect(outputFiles.map(({ path }) => path).filter((path) => path.endsWith('.map'))).toEqual([]);
    for (const { path, text } of outputFiles) expect(idOf(text), path).not.toBe('');
  });

  it('follows changes in watch mode', async () => {
    /** @type {((files: Record<string, string>) => void)[]} */
    const waiting = [];
    const next = () => new Promise((resolve) => void waiting.push(resolve));
    const watching = await context({
      ...options(),
      plugins: [
        forEsbuild({ maps: sample.maps }),
        {
          name: 'end',
          setup: ({ onEnd }) => onEnd(async () => waiting.shift()?.(await readFiles(at('built')))),
        },
      ],
    });
    const first = next();
    await watching.watch();
    const before = /** @type {any} */ (await first);
    const second = next();
    await writeFile(at('src/admin.ts'), 'console.log("another");\n');
    const after = /** @type {any} */ (await second);
    await watching.dispose();
    expect(idOf(after['admin.js'])).not.toBe(idOf(before['admin.js']));
    expect(Object.keys(after).filter((name) => name.endsWith('.map'))).toEqual([]);
  });

  it('does not change a build for Node', async () => {
    const given = { ...options(), platform: /** @type {const} */ ('node') };
    await esbuild({ ...given, outdir: 'plain' });
    await esbuild({ ...given, plugins: [forEsbuild({ maps: sample.maps })] });
    expect(await readFiles(at('built'))).toEqual(await readFiles(at('plain')));
  });
});

describe('collect', () => {
  it('does the same to a folder that any tool has built', async () => {
    for (const to of ['plain', 'built'])
      await esbuild({
        absWorkingDir: sample.root,
        entryPoints: ['src/main.ts', 'src/admin.ts'],
        outdir: to,
        bundle: true,
        format: 'iife',
        sourcemap: to === 'plain' ? 'external' : 'linked',
        tsconfigRaw: {},
        logLevel: 'silent',
      });
    const warnings = /** @type {string[]} */ ([]);
    const count = await collect(at('built'), { maps: sample.maps }, (message) => void warnings.push(message));
    expect([count, warnings]).toEqual([3, []]);
    await expectSameBuild(await readFiles(at('plain')), await readFiles(at('built')), sample.maps);
  });

  it('reports a map that it cannot read, and does not publish it', async () => {
    await writeFile(at('src/a.js'), 'f()\n//# sourceMappingURL=../../outside.map\n');
    await writeFile(at('src/a.js.map'), '{');
    const warnings = /** @type {string[]} */ ([]);
    expect(await collect(at('src'), { maps: sample.maps }, (message) => void warnings.push(message))).toBe(0);
    expect(warnings).toEqual([expect.stringContaining('the source map of a.js cannot be read')]);
    expect(Object.keys(await readFiles(at('src')))).not.toContain('a.js.map');
  });
});
