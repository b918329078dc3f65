import type { App, ComponentPublicInstance } from 'vue';
import { reportError } from './report-error.js';

type Handler = (error: unknown, instance: ComponentPublicInstance | null, info: string) => void;

// Bundlers replace the expression by its value, as in Vue itself.
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
 * Reports errors that Vue passes to the app's `errorHandler`, even if the app sets one before, later or never. Without one, Vue
 * logs the error to the console; it still does, since it logs what a handler throws.
 *
 * Development builds log a warning that names the component and rethrow the error, as do other builds with
 * `throwUnhandledErrorInProduction`. A handler would prevent both: there none is set, and the error is reported as an
 * unhandled one.
 */
export function watchErrorHandler({ config }: App): void {
  let own: Handler | undefined;
  let handler: Handler;
  let isReporting = false;

  const set = (next: Handler | undefined) => {
    own = next;
    handler = (error, instance, info) => {
      // Reports once, even if a later handler calls the one before it.
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
