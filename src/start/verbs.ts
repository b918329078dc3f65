import { CONSENT_NAMES, CONSENTS } from '../context/consent.js';
import { VERSION } from '../context/resource.js';
import { earlyMoment, getRum, setRunningRum } from '../current.js';
import type { InstrumentationContext, Logger, Teardown } from '../instrumentation.js';
import type { ResolvedOptions } from '../options.js';
import { BUFFERED, type Rum } from '../rum.js';
import { createAppVerbs } from '../signals/app-verbs.js';
import type { Base } from './base.js';
import { checkArguments } from './check-arguments.js';
import { leftUrl } from './early-calls.js';
import type { Identity } from './identity.js';
import type { Output } from './output.js';

export interface VerbsConfig {
  readonly options: ResolvedOptions;
  readonly base: Base;
  readonly identity: Identity;
  readonly output: Output;
  readonly own: Logger;
  readonly captureError: InstrumentationContext['captureError'];
  readonly teardowns: readonly (Teardown | undefined)[];
}

/** Creates the app's handle: its methods warn about wrong arguments, and never throw. */
export function createVerbs(config: VerbsConfig): Rum {
  const { options, identity, output, own, captureError, teardowns } = config;
  const { guard, lifecycle, log } = config.base;
  const { consent, session, user, page, activeContext } = identity;
  const { delivery } = output;
  const flush = async () => {
    lifecycle.makeReady();
    session.settle();
    await delivery.flush();
  };
  const rum = checkArguments(
    {
      ...createAppVerbs({
        tracer: output.traces.getTracer('otel-rum', VERSION),
        logger: own,
        propagator: output.propagator,
        guard,
        activeContext,
        earlyAt: () => earlyMoment()?.[0],
      }),
      getStatus: () => ({
        serviceName: options.serviceName,
        endpoint: options.endpoint,
        consent: consent.current(),
        isSampled: output.sampler.isSampled(),
        waiting: delivery.waiting(),
      }),
      observe: getRum().observe,
      getSessionId: () => (consent.isDenied() ? undefined : session.id()),
      captureError,
      addEvent: (name, attributes = {}) => own.emit({ eventName: name, attributes }),
      setUser: user.setUser,
      setAttributes: user.setAttributes,
      setRoute(template) {
        if (!leftUrl()) page.setRoute(template);
      },
      setConsent(next) {
        if (CONSENTS.includes(next)) return consent.set(next);
        log.warn(`setConsent expects ${CONSENT_NAMES}, but got ${String(next)}`);
        if (!consent.isDenied()) consent.set('pending');
      },
      flush,
      async shutdown() {
        setRunningRum(undefined);
        for (const teardown of teardowns) if (teardown) guard(teardown)();
        for (const stop of [...identity.stops, output.unregister]) guard(stop)();
        await flush();
        lifecycle.stop();
        delivery.stop();
      },
    },
    log.warn,
  );
  for (const verb of BUFFERED) rum[verb] = guard(rum[verb] as (...args: unknown[]) => void);
  return rum;
}
