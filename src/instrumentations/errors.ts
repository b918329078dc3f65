import { listenToPage, listenToRejections } from '../browser/lifecycle.js';
import type { Instrumentation } from '../instrumentation.js';

/** Errors that nobody caught, and rejections that nobody handled. The page's console says what it says without us. */
export const errors = (): Instrumentation => ({
  name: 'errors',
  setup({ captureError, guard }) {
    const onError = guard((event: Partial<ErrorEvent>) => {
      // Without a message it is the failure of an image or a script to load: a resource, not an exception.
      if (event.message || event.error) captureError(event, { mechanism: 'onerror', handled: false });
    });
    const onRejection = guard(({ reason }: PromiseRejectionEvent) => {
      captureError(reason, { mechanism: 'onunhandledrejection', handled: false });
    });
    const stops = [listenToPage('error', onError), listenToRejections(onRejection)];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
