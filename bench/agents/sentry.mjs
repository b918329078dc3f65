import * as Sentry from '@sentry/browser';

Sentry.init({
  dsn: 'https://key@o1.ingest.example/1',
  tunnel: '/collect/sentry',
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1,
});
