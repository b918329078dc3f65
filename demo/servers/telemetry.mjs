// Does the same as `@opentelemetry/auto-instrumentations-node/register`, and one more thing, for which there is no
// environment variable: spans get the baggage entries in OTEL_BAGGAGE_ATTRIBUTES. The services need no code for it.
import { propagation } from '@opentelemetry/api';
import { getNodeAutoInstrumentations } from '@opentelemetry/auto-instrumentations-node';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeSDK, tracing } from '@opentelemetry/sdk-node';

const names = (process.env.OTEL_BAGGAGE_ATTRIBUTES ?? '').split(',').filter(Boolean);

/** Only named entries, since clients can send anything. */
const baggageAttributes = {
  onStart(span, context) {
    const baggage = propagation.getBaggage(context);
    for (const name of names) {
      const entry = baggage?.getEntry(name);
      if (entry) span.setAttribute(name, entry.value);
    }
  },
  onEnd() {},
  forceFlush: async () => {},
  shutdown: async () => {},
};

const sdk = new NodeSDK({
  instrumentations: getNodeAutoInstrumentations(),
  spanProcessors: [baggageAttributes, new tracing.BatchSpanProcessor(new OTLPTraceExporter())],
});
sdk.start();
process.once('SIGTERM', () => sdk.shutdown());
process.once('beforeExit', () => sdk.shutdown());
