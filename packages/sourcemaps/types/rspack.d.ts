import type { Options } from './index.js';

export type { Options };

/** Adds a debug id to each file of a build, and moves its source map out of the published files. */
export function otelRumSourcemaps(options?: Options): import('@rspack/core').RspackPluginInstance;
