import { initRum } from 'otel-rum';

// Next runs this file before it hydrates the page.
initRum({ serviceName: 'shop', endpoint: '/otlp' });
