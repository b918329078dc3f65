/** Reports an error that a framework or a worker has caught. */
export const report = (error: unknown): void =>
  (globalThis as unknown as { otelRum: { captureError(error: unknown): void } }).otelRum.captureError(error);
