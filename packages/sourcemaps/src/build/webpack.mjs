// @ts-check
import { isScriptOrStyle, NAME, openMapFolder } from './map-folder.mjs';

/** Matches targets that run in Node, whose maps stay beside their files. */
const SERVER = /^(?:async-)?node|^electron-(?:main|preload)/;

/** The plugin for webpack 5 and for Rspack, which share their hooks. */
class SourcemapsPlugin {
  /** @param {import('./map-folder.mjs').Options} options */
  constructor(options) {
    this.options = options;
  }

  /** @param {any} compiler */
  apply(compiler) {
    const { webpack, options } = compiler;
    const targets = [options.target ?? []].flat();
    if (process.env.WEBPACK_SERVE || targets.some((target) => SERVER.test(String(target)))) return;
    options.devtool = 'hidden-source-map';
    const { Compilation, sources } = webpack ?? compiler.rspack;
    const folder = openMapFolder(this.options, compiler.context);

    compiler.hooks.thisCompilation.tap(NAME, (/** @type {any} */ compilation) => {
      // After the maps are created, and before names get the hash of the real content.
      const stage = Compilation.PROCESS_ASSETS_STAGE_DEV_TOOLING + 1;
      compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
        const warn = (/** @type {string} */ message) =>
          void compilation.warnings.push(
            new (webpack ?? compiler.rspack).WebpackError(`${NAME}: ${message}`),
          );
        for (const { name, source, info } of compilation.getAssets()) {
          const path = name.replace(/\?.*$/, '');
          const mapName = info.related?.sourceMap;
          const mapAsset = typeof mapName === 'string' ? compilation.getAsset(mapName) : undefined;
          if (!isScriptOrStyle(path) || !mapAsset) continue;
          const outDir = compiler.outputPath;
          const code = String(source.source());
          const result = await folder.move(
            { name: path, code, map: String(mapAsset.source.source()), outDir },
            warn,
          );
          const withoutMap = (/** @type {any} */ before) => ({
            ...before,
            related: { ...before.related, sourceMap: undefined },
          });
          compilation.updateAsset(name, new sources.RawSource(result ?? code), withoutMap);
          compilation.deleteAsset(mapName);
        }
      });
    });
  }
}

/**
 * The plugin for webpack 5. It is idle in the development server and in builds for Node.
 *
 * @param {import('./map-folder.mjs').Options} [options]
 */
export const otelRumSourcemaps = (options = {}) => new SourcemapsPlugin(options);
