import { getRum, initRum, type Rum, type RumOptions } from '../index.js';
import { createTelemetry, type Telemetry } from './telemetry.js';
import { createWaits, type Waits } from './waits.js';

/** A Rum that records in memory, and sends nothing. */
export interface TestRum extends Rum, Telemetry, Waits {
  /**
   * Takes every patch and listener back, deletes what was stored, and leaves no timer.
   * @example afterEach(() => rum.stop())
   */
  stop(): Promise<void>;
}

/** The answer to every export. No real one: Jest's jsdom has no `Response`. */
const ACCEPTED = {
  ok: true,
  status: 200,
  headers: { get: () => null } as unknown as Headers,
  text: async () => '',
} satisfies Partial<Response>;

/**
 * Starts otel-rum for a unit test, in jsdom or happy-dom. Nothing is sent and nothing is stored beyond the session. Spans, events,
 * errors and logs are recorded at once, requests up to a second after their answer (`waitForSpan`), metrics at `await rum.flush()`. No clock has to
 * be advanced.
 * @param options as of `initRum()`
 * @throws Error if a Rum runs already, or if there is no document
 * @example const rum = createTestRum(); buy(); expect(rum.events.one('checkout.completed').attributes).toMatchObject({ 'cart.value': 42.5 });
 */
export function createTestRum(options: Partial<RumOptions> = {}): TestRum {
  if (getRum().getStatus())
    throw new Error('otel-rum runs already: await stop() of the test before this one');
  const telemetry = createTelemetry(() => void rum.flush());
  const warnings: string[] = [];
  const stopObserving = getRum().observe(({ text, isWarning, detail }) => {
    if (isWarning) warnings.push(text);
    if (detail?.about === 'record') telemetry.addRecord(detail.signal, detail.otlp);
  });
  const rum = initRum({
    serviceName: 'test',
    // Nothing is sent there.
    endpoint: 'http://otel-rum.test',
    persist: false,
    fetch: async () => ACCEPTED as Response,
    ...options,
  });
  if (!rum.getStatus()) {
    stopObserving();
    throw new Error(
      `otel-rum did not start: ${warnings.join('; ') || 'there is no document (jsdom, happy-dom)'}`,
    );
  }
  return {
    ...rum,
    ...telemetry,
    ...createWaits(telemetry, rum.flush),
    async stop() {
      rum.setConsent('denied');
      await rum.shutdown();
      stopObserving();
    },
  };
}
