import { reportError } from './report-error.js';

/** Vite's event: what was thrown, which the importing code will see too. */
interface PreloadError extends Event {
  readonly payload?: unknown;
}

const onPreloadError = ({ payload }: PreloadError) => reportError(payload, 'vite.preloadError');

/**
 * Reports the parts of an app built by Vite that could not be loaded, whoever imports them.
 * @returns what takes it back
 */
export function watchChunks(): () => void {
  // Not on a server.
  if (typeof addEventListener !== 'function') return () => {};
  addEventListener('vite:preloadError', onPreloadError);
  return () => removeEventListener('vite:preloadError', onPreloadError);
}
