import { initRum } from 'otel-rum';
import { visitorBaggage } from '../../shared/visitor-plan.ts';

const collector = document.querySelector<HTMLMetaElement>('meta[name="collector"]');

initRum({
  serviceName: 'movies-vue',
  serviceVersion: '1.0.0',
  environment: 'demo',
  endpoint: collector?.content ?? '',
  baggage: visitorBaggage,
  // Five times as often as by default, so that the live view beside the page is up to date.
  flushIntervalMillis: 1_000,
});
