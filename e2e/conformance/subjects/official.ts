import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { XMLHttpRequestInstrumentation } from '@opentelemetry/instrumentation-xml-http-request';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import type { Setting } from '../page/kit.js';

const setting = (globalThis as unknown as { conformance: Setting }).conformance;

new WebTracerProvider().register();
const propagateTraceHeaderCorsUrls = [setting.origins.listed, setting.origins.secure].map(
  (origin) => new RegExp(`^${origin}`),
);
setting.shutdown = registerInstrumentations({
  instrumentations: [
    new FetchInstrumentation({ propagateTraceHeaderCorsUrls }),
    new XMLHttpRequestInstrumentation({ propagateTraceHeaderCorsUrls }),
  ],
});
