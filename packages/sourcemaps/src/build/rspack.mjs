// @ts-check
/** The plugin for Rspack and Rsbuild, whose hooks are webpack's. */
export { otelRumSourcemaps } from './webpack.mjs';
