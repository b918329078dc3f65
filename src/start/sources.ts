import { matchesUrl } from '../browser/url-matcher.js';
import { createPropagation } from '../context/propagation.js';
import { VERSION } from '../context/resource.js';
import type { Instrumentation, InstrumentationContext, Teardown } from '../instrumentation.js';
import { cspViolations } from '../instrumentations/csp.js';
import { errors } from '../instrumentations/errors.js';
import { longFrames } from '../instrumentations/long-frames.js';
import { navigation } from '../instrumentations/navigation/navigation.js';
import { pageLoad } from '../instrumentations/page-load.js';
import { fetchRequests } from '../instrumentations/requests/fetch.js';
import { xhrRequests } from '../instrumentations/requests/xhr.js';
import { resources } from '../instrumentations/resources.js';
import { userActions } from '../instrumentations/user-actions/user-actions.js';
import { webVitals } from '../instrumentations/web-vitals.js';
import type { ResolvedOptions } from '../options.js';
import type { Base } from './base.js';
import type { Identity } from './identity.js';
import type { Output } from './output.js';

const defaultInstrumentations = (): Instrumentation[] => [
  errors(),
  userActions(),
  navigation(),
  fetchRequests(),
  xhrRequests(),
  pageLoad(),
  webVitals(),
  longFrames(),
  resources(),
  cspViolations(),
];

/** Returns the instrumentations that the app has chosen; of several with one name, the last. */
function chosenInstrumentations(options: ResolvedOptions, { guard, log }: Base): Iterable<Instrumentation> {
  const defaults = defaultInstrumentations();
  const { instrumentations: choose = () => defaults } = options;
  let chosen: unknown = guard(choose)(defaults);
  if (!Array.isArray(chosen)) {
    log.warn("option 'instrumentations' must return an array");
    chosen = [];
  }
  return new Map(
    (chosen as Instrumentation[])
      .filter((instrumentation) => typeof instrumentation?.setup === 'function')
      .map((instrumentation) => [instrumentation.name, instrumentation]),
  ).values();
}

/** Sets up the chosen instrumentations, each with a tracer, a logger and a meter of its own. */
export function startSources(
  options: ResolvedOptions,
  base: Base,
  { page, actions, activeContext, urlTemplate, session }: Identity,
  { traces, logs, metrics, propagator, ownUrls }: Output,
  captureError: InstrumentationContext['captureError'],
): (Teardown | undefined)[] {
  const { guard, clock, lifecycle, log } = base;
  const context = {
    providers: { tracer: traces, logger: logs, meter: metrics },
    page,
    actions,
    clock,
    activeContext,
    guard,
    captureError,
    isIgnoredUrl: (url: string) => url.startsWith(ownUrls) || matchesUrl(options.ignoreUrls, url),
    propagation: createPropagation(
      propagator,
      options.propagateTo,
      () => options.baggage?.(session.id()) ?? {},
    ),
    debug: log.debug,
    urlTemplate,
    onPageEnd: (callback: (isLeft: boolean, isFrozen: boolean) => void) =>
      void lifecycle.onPageEnd(guard(callback)),
  };
  return [...chosenInstrumentations(options, base)].map((instrumentation) => {
    const scope = `otel-rum/${instrumentation.name}`;
    const setup = (): Teardown | undefined =>
      instrumentation.setup({
        ...context,
        tracer: traces.getTracer(scope, VERSION),
        logger: logs.getLogger(scope, VERSION),
        meter: metrics.getMeter(scope, VERSION),
      }) || undefined;
    return guard(setup)();
  });
}
