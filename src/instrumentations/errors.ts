import { listenToPage, listenToRejections } from '../browser/lifecycle.js';
import type { Instrumentation } from '../instrumentation.js';

/** Unhandled errors and rejections. Console output is unchanged. */
export const errors = (): Instrumentation => ({
  name: 'errors',
  setup({ captureError, guard }) {
    const onError = guard((event: Partial<ErrorEvent>) => {
      // Without a message an image or a script failed to load, which the resources instrumentation reports.
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
