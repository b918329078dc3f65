import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { XMLHttpRequestInstrumentation } from '@opentelemetry/instrumentation-xml-http-request';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import type { Setting } from '../page/kit.js';

/** OpenTelemetry's own patches, as its documentation sets them up. */
export function start(setting: Setting): void {
  new WebTracerProvider().register();
  const { origins } = setting;
  const propagateTraceHeaderCorsUrls = [origins.listed, origins.secure].map(
    (origin) => new RegExp(`^${origin}`),
  );
  setting.shutdown = registerInstrumentations({
    instrumentations: [
      new FetchInstrumentation({ propagateTraceHeaderCorsUrls }),
      new XMLHttpRequestInstrumentation({ propagateTraceHeaderCorsUrls }),
    ],
  });
}
