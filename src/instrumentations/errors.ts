import { listenToPage } from '../browser/lifecycle.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Errors that nobody caught, and rejections that nobody handled. The page's console says what it says without us. */
export const errors = (): Instrumentation => ({
  name: 'errors',
  setup({ captureError, guard }) {
    const onError = guard(({ error, message, filename, lineno, colno }: Partial<ErrorEvent>) => {
      // Without a message it is the failure of an image or a script to load: a resource, not an exception.
      if (!message && !error) return;
      captureError(error ?? message, {
        mechanism: 'onerror',
        handled: false,
        attributes: {
          [names.CODE_FILE_PATH]: filename || undefined,
          [names.CODE_LINE_NUMBER]: lineno || undefined,
          [names.CODE_COLUMN_NUMBER]: colno || undefined,
        },
      });
    });
    const onRejection = guard(({ reason }: PromiseRejectionEvent) => {
      captureError(reason, { mechanism: 'onunhandledrejection', handled: false });
    });
    const stops = [listenToPage('error', onError), listenToPage('unhandledrejection', onRejection)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
