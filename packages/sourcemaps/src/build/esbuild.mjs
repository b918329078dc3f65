// @ts-check
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { isScriptOrStyle, NAME, openMapFolder } from './map-folder.mjs';

/**
 * The plugin for esbuild, also with `write: false` and in watch mode. It is idle in builds for Node.
 *
 * @param {import('./map-folder.mjs').Options} [options]
 */
export const otelRumSourcemaps = (options = {}) => ({
  name: NAME,
  /** @param {any} build */
  setup({ initialOptions, onEnd }) {
    if (initialOptions.platform === 'node') return;
    initialOptions.sourcemap = 'external';
    const hadMetafile = Boolean(initialOptions.metafile);
    initialOptions.metafile = true;
    const root = resolve(initialOptions.absWorkingDir ?? '.');
    const folder = openMapFolder(options, root);

    onEnd(async (/** @type {any} */ result) => {
      const files = result.outputFiles ? inMemory(result, root) : onDisk(result, root);
      /** @type {{ text: string }[]} */
      const warnings = [];
      for (const [name, file] of Object.entries(files)) {
        const mapFile = files[`${name}.map`];
        if (!isScriptOrStyle(name) || !mapFile) continue;
        const outDir = resolve(root, initialOptions.outdir ?? dirname(initialOptions.outfile ?? name));
        const path = relative(outDir, resolve(root, name));
        const code = await file.read();
        const warn = (/** @type {string} */ text) => void warnings.push({ text });
        const changed = await folder.move({ name: path, code, map: await mapFile.read(), outDir }, warn);
        if (changed !== undefined) await file.write(changed);
        await mapFile.remove();
        if (result.metafile) delete result.metafile.outputs[`${name}.map`];
      }
      if (!hadMetafile) delete result.metafile;
      return { warnings };
    });
  },
});

/** @typedef {{ read(): Promise<string>, write(text: string): Promise<void>, remove(): Promise<void> }} OutputFile */

/** @param {any} result @param {string} root @returns {Record<string, OutputFile>} */
function inMemory({ outputFiles }, root) {
  return Object.fromEntries(
    [...outputFiles].map((/** @type {any} */ file) => [
      relative(root, file.path).split(sep).join('/'),
      {
        read: async () => file.text,
        write: async (text) => {
          file.contents = new TextEncoder().encode(text);
        },
        remove: async () => void outputFiles.splice(outputFiles.indexOf(file), 1),
      },
    ]),
  );
}

/** @param {any} result @param {string} root @returns {Record<string, OutputFile>} */
function onDisk({ metafile }, root) {
  return Object.fromEntries(
    Object.keys(metafile?.outputs ?? {}).map((name) => {
      const path = resolve(root, name);
      return [
        name,
        {
          read: () => readFile(path, 'utf8'),
          write: (text) => writeFile(path, text),
          remove: () => rm(path, { force: true }),
        },
      ];
    }),
  );
}
