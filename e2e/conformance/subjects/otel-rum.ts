import { initRum } from 'otel-rum';
import type { Setting } from '../page/kit.js';

const setting = (globalThis as unknown as { conformance: Setting & { endpoint: string } }).conformance;

const rum = initRum({
  serviceName: 'conformance',
  endpoint: setting.endpoint,
  propagateTo: [setting.origins.listed, setting.origins.secure],
});
setting.shutdown ??= () => rum.shutdown();
