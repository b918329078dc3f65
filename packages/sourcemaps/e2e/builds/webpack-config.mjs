// @ts-check
import { createRequire } from 'node:module';
import { VueLoaderPlugin } from 'vue-loader';

const require = createRequire(import.meta.url);

/**
 * Returns the common configuration of webpack and Rspack.
 *
 * @param {import('./paths.mjs').Build} options
 * @param {{ style: any, script: (syntax: 'ts' | 'tsx') => any, plugins: any[] }} own
 */
export const configOf = ({ app, outDir, isPlain, entry, isPlainlyNamed }, { style, script, plugins }) => ({
  context: app,
  mode: /** @type {const} */ ('production'),
  entry: entry ?? { main: './src/main.ts', worker: './src/worker.ts' },
  output: {
    path: outDir,
    filename: '[name].js',
    chunkFilename: isPlainlyNamed ? '[name].js' : '[name].[contenthash].js',
  },
  devtool: isPlain ? /** @type {const} */ ('hidden-source-map') : /** @type {const} */ (false),
  resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  resolveLoader: {
    modules: [require.resolve('vue-loader/package.json').replace(/vue-loader.package\.json$/, '')],
  },
  module: {
    rules: [
      { test: /\.vue$/, loader: 'vue-loader', options: { experimentalInlineMatchResource: false } },
      { test: /\.ts$/, use: script('ts') },
      { test: /\.tsx$/, use: script('tsx') },
      { test: /\.css$/, use: [style, 'css-loader'], type: /** @type {const} */ ('javascript/auto') },
    ],
  },
  // Its rules are numbered per process, and modules' ids depend on them.
  plugins: [...(entry ? [] : [new VueLoaderPlugin()]), ...plugins],
  performance: { hints: /** @type {const} */ (false) },
});

/** @param {any} compiler @returns {Promise<void>} */
export const run = (compiler) =>
  new Promise((resolve, reject) => {
    compiler.run((/** @type {any} */ error, /** @type {any} */ stats) => {
      const fault =
        error ?? (stats.hasErrors() ? new Error(stats.toString({ all: false, errors: true })) : undefined);
      compiler.close(() => (fault ? reject(fault) : resolve()));
    });
  });
