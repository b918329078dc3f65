// @ts-check
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/rollup';
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import vue from 'unplugin-vue/rollup';
import { RELEASE } from './paths.mjs';

/** Emits styles as a file of their own, like Rollup's plugins for styles. */
const styles = () => {
  /** @type {string[]} */
  const texts = [];
  return {
    name: 'styles',
    transform(/** @type {string} */ code, /** @type {string} */ id) {
      if (!/\.css(?:$|\?)/.test(id)) return null;
      texts.push(code);
      return { code: '', map: null, moduleSideEffects: true };
    },
    generateBundle(/** @type {any} */ _, /** @type {any} */ bundle) {
      if ('main.js' in bundle)
        /** @type {any} */ (this).emitFile({ type: 'asset', fileName: 'main.css', source: texts.join('\n') });
    },
  };
};

/** @param {import('./paths.mjs').Build} options */
export async function buildByRollup({ app, outDir, maps, isPlain }) {
  for (const name of ['main', 'worker']) {
    const bundle = await rollup({
      input: { [name]: `${app}src/${name}.ts` },
      plugins: [
        replace({ preventAssignment: true, values: RELEASE }),
        resolve({ browser: true, extensions: ['.ts', '.tsx', '.mjs', '.js'] }),
        vue(),
        styles(),
        commonjs(),
        esbuild({
          target: 'es2022',
          jsx: 'automatic',
          tsconfig: false,
          minify: true,
          include: /\.tsx?$|\.vue\b/,
        }),
        isPlain ? [] : otelRumSourcemaps({ maps }),
      ],
      onwarn: () => {},
    });
    await bundle.write({
      dir: outDir,
      format: 'es',
      entryFileNames: '[name].js',
      sourcemap: isPlain ? 'hidden' : false,
    });
    await bundle.close();
  }
}
