import type { NextConfig } from 'next';

const config: NextConfig = {
  // Rendered pages contain <meta name="traceparent">, whose trace otel-rum's page load joins.
  experimental: { clientTraceMetadata: ['traceparent'] },
  // Telemetry goes through the page's own origin: no CORS, no preflight. Read when the app is built.
  rewrites: async () => [
    {
      source: '/otlp/:path*',
      destination: `${process.env.OTLP_COLLECTOR ?? 'http://127.0.0.1:4318'}/:path*`,
    },
  ],
};

export default config;
