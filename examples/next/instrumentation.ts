import { registerOTel } from '@vercel/otel';

/** Starts the server's own telemetry, which is sent to `OTEL_EXPORTER_OTLP_ENDPOINT`. */
export const register = () => registerOTel({ serviceName: 'shop-server' });
