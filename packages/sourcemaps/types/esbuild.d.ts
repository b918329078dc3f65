import type { Options } from './index.js';

export type { Options };

/** Gives each file of a build a debug id, and moves its source map out of what is published. */
export function otelRumSourcemaps(options?: Options): import('esbuild').Plugin;
