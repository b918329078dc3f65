// @ts-check
/** The plugin for Rolldown, whose hooks are Rollup's. */
export { otelRumSourcemaps } from './rollup.mjs';
