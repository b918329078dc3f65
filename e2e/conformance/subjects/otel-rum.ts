import { initRum } from 'otel-rum';
import type { Setting } from '../page/kit.js';

/** Our own patch, with everything that is on by default. */
export function start(setting: Setting): void {
  const { origins, endpoint } = setting;
  const rum = initRum({
    serviceName: 'conformance',
    endpoint,
    propagateTo: [origins.listed, origins.secure],
  });
  setting.shutdown = () => rum.shutdown();
  setting.flush = () => rum.flush();
}
