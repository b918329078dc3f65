import type { Moment } from '../browser/clock.js';
import { globalValue } from '../browser/script.js';
import { cspAttributes } from '../context/csp-violation.js';
import { asOf, getRum } from '../current.js';
import * as names from '../semconv.js';

/** The inline loader's global. */
interface Stub {
  readonly q: [verb: string, args: unknown[], moment?: Moment][];
  stop(): void;
}

const eventHandlers: Record<string, (event: never) => void> = {
  error: (event: Partial<ErrorEvent>) => {
    if (event.message || event.error) getRum().captureError(event, { mechanism: 'onerror', handled: false });
  },
  unhandledrejection: ({ reason }: PromiseRejectionEvent) => {
    getRum().captureError(reason, { mechanism: 'onunhandledrejection', handled: false });
  },
  securitypolicyviolation: (violation: SecurityPolicyViolationEvent) => {
    if (violation.isTrusted) getRum().addEvent(names.EVENT_CSP_VIOLATION, cspAttributes(violation));
  },
};

/** Takes over from the loader without a gap: its listeners are removed after ours have been added. */
export function replayEarly(): { initOptions: unknown[]; replay(): void } {
  const stub = globalValue('otelRum') as Partial<Stub> | undefined;
  const calls = stub?.q ?? [];
  return {
    initOptions: calls.filter(([verb]) => verb === 'initRum').map(([, [given]]) => given),
    replay() {
      stub?.stop?.();
      for (const [verb, args, moment] of calls) {
        const handler =
          eventHandlers[verb] ?? (getRum() as unknown as Record<string, (...args: unknown[]) => void>)[verb];
        asOf(moment, () => (handler as ((...args: unknown[]) => void) | undefined)?.(...args));
      }
    },
  };
}
