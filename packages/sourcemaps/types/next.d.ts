import type { Options } from './index.js';

export type { Options };

/** Adds the plugin to the browser build of a Next app: `next build --webpack`. */
export function withOtelRumSourcemaps<Config>(config: Config, options?: Options): Config;
