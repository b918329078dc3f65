import { getRum, initRum } from 'otel-rum';

/** Starts otel-rum as the document says. */
export function startRum(): void {
  const endpoint = document.querySelector<HTMLMetaElement>('meta[name=otlp]')?.content ?? '';
  initRum({ serviceName: 'films', endpoint, flushIntervalMillis: 300 });
  Object.assign(window, { otelRum: getRum() });
}
