import type { App, ComponentPublicInstance } from 'vue';
import { reportError } from './report-error.js';

type Handler = (error: unknown, instance: ComponentPublicInstance | null, info: string) => void;

// Bundlers put the value in its place, as in Vue itself.
declare const process: { env: { NODE_ENV?: string } };

const isDevelopment = (): boolean => {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    // No bundler.
    return false;
  }
};

/**
 * Reports what Vue hands to the app's `errorHandler`, whether the app sets one before, later or never. With none, Vue
 * writes the error to the console, and does so still: it does with what a handler throws.
 *
 * A development build throws the error on after a warning that names the fault, and so does any build with
 * `throwUnhandledErrorInProduction`. A handler would take both away: there Vue is left alone, and the error is seen as
 * the page's uncaught one.
 */
export function watchErrorHandler({ config }: App): void {
  let own: Handler | undefined;
  let handler: Handler;
  let isReporting = false;

  const set = (next: Handler | undefined) => {
    own = next;
    handler = (error, instance, info) => {
      // Not again where a later handler calls the one before it.
      const isFirst = !isReporting;
      isReporting = true;
      try {
        if (isFirst) reportError(error, 'vue.errorHandler', { fault: { instance, info } });
        if (!next) throw error;
        next(error, instance, info);
      } finally {
        if (isFirst) isReporting = false;
      }
    };
  };
  set(config.errorHandler as Handler | undefined);

  Object.defineProperty(config, 'errorHandler', {
    configurable: true,
    enumerable: true,
    get: () => {
      const { throwUnhandledErrorInProduction } = config as { throwUnhandledErrorInProduction?: boolean };
      return own || !(throwUnhandledErrorInProduction || isDevelopment()) ? handler : undefined;
    },
    set,
  });
}
