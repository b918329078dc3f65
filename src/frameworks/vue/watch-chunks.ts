import { reportError } from './report-error.js';

/** Vite's event; `payload` is the error, which the importing code receives too. */
interface PreloadError extends Event {
  readonly payload?: unknown;
}

const onPreloadError = ({ payload }: PreloadError) => reportError(payload, 'vite.preloadError');

/**
 * Reports parts of an app built by Vite that could not be loaded: https://vite.dev/guide/build.html#load-error-handling
 * @returns a function that undoes it
 */
export function watchChunks(): () => void {
  // On a server.
  if (typeof addEventListener !== 'function') return () => {};
  addEventListener('vite:preloadError', onPreloadError);
  return () => removeEventListener('vite:preloadError', onPreloadError);
}
