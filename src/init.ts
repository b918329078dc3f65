import { ROOT_CONTEXT } from '@opentelemetry/api';
import { pageOrigin } from './browser/location.js';
import { isBrowser } from './browser/natives.js';
import { VERSION } from './context/resource.js';
import { observersOf, runningRum, setRunningRum } from './current.js';
import { createLog, type Log } from './diagnostics/log.js';
import { type ResolvedOptions, type RumOptions, resolveOptions } from './options.js';
import { inertRum, type Rum } from './rum.js';
import { SESSION_PREVIOUS_ID } from './semconv.js';
import { createErrorCapture } from './signals/exceptions.js';
import { createBase } from './start/base.js';
import { changedOptions } from './start/changed-options.js';
import { createIdentity } from './start/identity.js';
import { createOutput } from './start/output.js';
import { startSources } from './start/sources.js';
import { createVerbs } from './start/verbs.js';
import { resolveEndpoint } from './transport/endpoint.js';

/**
 * Starts real-user monitoring on this page. Never throws: unknown options and invalid values are logged once on the
 * console, and the page is unaffected. A second call returns the Rum that already runs. On a server the result is inert.
 * @example initRum({ serviceName: 'shop', endpoint: 'https://collector.example' })
 */
export function initRum(input: RumOptions): Rum {
  if (!isBrowser()) return inertRum;
  const log = createLog(input?.debug === true, observersOf());
  try {
    const running = runningRum();
    if (running) {
      const serviceName = running.getStatus?.()?.serviceName ?? input?.serviceName;
      const changed = changedOptions(startedWith ?? { ...input, serviceName }, { ...input });
      if (changed.length)
        log.warn(`initRum was called again with another ${changed.join(', ')}: ignored until shutdown()`);
      return running;
    }
    const { options, problems } = resolveOptions(input);
    for (const problem of problems) log.warn(problem);
    const { url: endpoint, problem } = options ? resolveEndpoint(options.endpoint, pageOrigin()) : {};
    if (problem) log.warn(problem);
    if (!options?.enabled || !endpoint) {
      log.debug(`did not start: ${endpoint ? 'enabled is false' : 'invalid options'}`);
      return inertRum;
    }
    const rum = start({ ...options, endpoint }, log);
    startedWith = { ...input };
    setRunningRum(rum);
    return rum;
  } catch (fault) {
    log.warn(`did not start: ${String(fault)}`);
    return inertRum;
  }
}

/** The options with which this copy started its Rum, to detect a second call with other options. */
let startedWith: RumOptions | undefined;

function start(options: ResolvedOptions, log: Log): Rum {
  const base = createBase(log);
  const { guard, lifecycle } = base;
  const identity = createIdentity(
    options,
    base,
    (next, previous) => {
      log.debug(`consent is now ${next}`);
      // What was measured while consent was denied is dropped.
      if (previous === 'denied') output.metrics.collect();
      if (next !== 'granted') delivery.pause(next === 'denied');
      if (next === 'denied') identity.forget();
      else identity.whenAllowed(openIfAllowed);
    },
    // Not attributed to the open user action.
    (eventName, timestamp, previousId) =>
      own.emit({
        context: ROOT_CONTEXT,
        eventName,
        timestamp,
        attributes: { [SESSION_PREVIOUS_ID]: previousId },
      }),
  );
  const { session } = identity;
  const output = createOutput(options, base, identity);
  const { delivery } = output;
  const own = output.logs.getLogger('otel-rum', VERSION);
  const captureError = guard(
    createErrorCapture(own, output.metrics.getMeter('otel-rum', VERSION), (failure) =>
      identity.actions.current()?.touch(undefined, failure),
    ),
  );
  const teardowns = startSources(options, base, identity, output, captureError);

  const openIfAllowed = guard((isAllowed: boolean) => {
    if (!isAllowed) return;
    session.open();
    delivery.start();
    const { isSampled } = output.sampler;
    log.debug(`sending begins${isSampled() ? '' : ': not sampled'}`);
  });
  // Nothing is sent before the page is idle or hidden. At page end everything is sent, after the instrumentations have reported.
  identity.whenAllowed(openIfAllowed);
  if (identity.consent.isDenied()) lifecycle.whenReady(guard(identity.forget));
  lifecycle.onPageEnd(session.settle, 'last');
  lifecycle.onPageEnd(guard(delivery.flushAtPageEnd), 'last');
  teardowns.push(lifecycle.onRestore(guard(delivery.settleUnanswered)));
  log.debug(
    `started: service '${options.serviceName}' to ${options.endpoint}. Consent is ${identity.initialConsent}`,
  );
  return createVerbs({ options, base, identity, output, own, captureError, teardowns });
}
