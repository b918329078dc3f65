import { registerOTel } from '@vercel/otel';

/** The server's own telemetry, to where `OTEL_EXPORTER_OTLP_ENDPOINT` says. */
export const register = () => registerOTel({ serviceName: 'shop-server' });
