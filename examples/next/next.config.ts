import type { NextConfig } from 'next';

const config: NextConfig = {
  // What is rendered for a request says in which trace: <meta name="traceparent">, which otel-rum's page load joins.
  experimental: { clientTraceMetadata: ['traceparent'] },
  // The page's own origin takes telemetry: no CORS, no preflight. Read when the app is built.
  rewrites: async () => [
    {
      source: '/otlp/:path*',
      destination: `${process.env.OTLP_COLLECTOR ?? 'http://127.0.0.1:4318'}/:path*`,
    },
  ],
};

export default config;
