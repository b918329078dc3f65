import { type Attributes, ROOT_CONTEXT, ValueType } from '@opentelemetry/api';
import { deleteBatches, openBatchStore } from './browser/batch-store.js';
import { createClock } from './browser/clock.js';
import { createCurrentEvent } from './browser/current-event.js';
import { createLifecycle } from './browser/lifecycle.js';
import { pageOrigin, pageUrl, placeTemplate } from './browser/location.js';
import { isBrowser } from './browser/natives.js';
import { hasGlobalPrivacyControl } from './browser/privacy.js';
import { gate, sharedStorage } from './browser/storage.js';
import { matchesUrl } from './browser/url-matcher.js';
import { createContextManager } from './causality/context-manager.js';
import { createUserActions } from './causality/user-action.js';
import { CONSENT_NAMES, CONSENTS, createConsent } from './context/consent.js';
import { createPageContext } from './context/page-view.js';
import { createPropagation } from './context/propagation.js';
import { createResources, VERSION } from './context/resource.js';
import { createSession } from './context/session.js';
import { createUrlTemplate } from './context/url-template.js';
import { createUserContext } from './context/user.js';
import { earlyMoment, runningRum, setRunningRum } from './current.js';
import { createGuard } from './diagnostics/guard.js';
import { createLog, type Log } from './diagnostics/log.js';
import type { Instrumentation, TracesConfig } from './instrumentation.js';
import { cspViolations } from './instrumentations/csp.js';
import { errors } from './instrumentations/errors.js';
import { longFrames } from './instrumentations/long-frames.js';
import { navigation } from './instrumentations/navigation/navigation.js';
import { pageLoad } from './instrumentations/page-load.js';
import { fetchRequests } from './instrumentations/requests/fetch.js';
import { xhrRequests } from './instrumentations/requests/xhr.js';
import { resources } from './instrumentations/resources.js';
import { userActions } from './instrumentations/user-actions/user-actions.js';
import { webVitals } from './instrumentations/web-vitals.js';
import { isRate, type ResolvedOptions, type RumOptions, resolveOptions } from './options.js';
import { createBeforeSend } from './processors/before-send.js';
import { createEnrich } from './processors/enrich.js';
import { MAX_ATTRIBUTES } from './processors/limit.js';
import { createRedact } from './processors/redact.js';
import { createRing } from './processors/ring.js';
import { createSessionSampler } from './processors/sample.js';
import { CUT_MARGIN, MAX_VALUE_LENGTH } from './record.js';
import { BUFFERED, checkArguments, inertRum, type Rum } from './rum.js';
import { DOCUMENT_URL_FULL, DOCUMENT_URL_TEMPLATE, SESSION_PREVIOUS_ID } from './semconv.js';
import { createAppVerbs } from './signals/app-verbs.js';
import { createErrorCapture } from './signals/exceptions.js';
import { createLogs } from './signals/logs.js';
import { createMetrics } from './signals/metrics.js';
import { registerGlobals } from './signals/register.js';
import { createPropagator } from './signals/trace-context.js';
import { createTraces, decideBy } from './signals/traces.js';
import { createPipeline } from './start/pipeline.js';
import { createDelivery } from './transport/delivery.js';
import { resolveEndpoint, signalUrl } from './transport/endpoint.js';
import { createSender } from './transport/sender.js';

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

/**
 * Starts real-user monitoring on this page. Never throws: what is wrong with the options is told once on the console,
 * and the page goes on. A second call gives the Rum that already runs. On a server the result is inert.
 * @example initRum({ serviceName: 'shop', endpoint: 'https://collector.example' })
 */
export function initRum(input: RumOptions): Rum {
  if (!isBrowser()) return inertRum;
  const log = createLog(input?.debug === true);
  try {
    const running = runningRum();
    if (running) {
      // Another copy's options are not known.
      if (startedWith !== undefined && textOf(input) !== startedWith)
        log.warn('initRum was called again: the options of the first call stay');
      return running;
    }
    const { options, problems } = resolveOptions(input);
    for (const problem of problems) log.warn(problem);
    if (!options) return inertRum;
    if (!options.enabled) {
      log.debug('did not start: enabled is false');
      return inertRum;
    }
    const { url: endpoint, problem } = resolveEndpoint(options.endpoint, pageOrigin());
    if (problem) log.warn(problem);
    if (!endpoint) return inertRum;
    const rum = start({ ...options, endpoint }, log);
    startedWith = textOf(input);
    setRunningRum(rum);
    return rum;
  } catch (fault) {
    log.warn(`did not start: ${String(fault)}`);
    return inertRum;
  }
}

/** The options of the Rum that this copy has started, to notice a second call that has others. */
let startedWith: string | undefined;
function textOf(options: RumOptions): string {
  try {
    return Object.entries(options).map(String).sort().join();
  } catch {
    return '';
  }
}

function start(options: ResolvedOptions, log: Log): Rum {
  const clock = createClock();
  const work = { millis: 0 };
  const guard = createGuard(log, work, clock.pageNow);
  const lifecycle = createLifecycle();

  // What is allowed
  const isPrivate = !options.consent && hasGlobalPrivacyControl();
  const initialConsent = options.consent ?? (isPrivate ? 'denied' : 'granted');
  const consent = createConsent(initialConsent, (next, previous) => {
    // What was measured while it was denied is nobody's.
    if (previous === 'denied') metrics.collect();
    if (next !== 'granted') delivery.pause(next === 'denied');
    if (next === 'denied') forget();
    else whenAllowed(startIfAllowed);
  });
  const forget = () => {
    session.forget();
    deleteBatches();
  };
  const whenAllowed = (callback: (isAllowed: boolean) => void) =>
    lifecycle.whenReady(() => consent.whenDecided(callback));
  const startIfAllowed = guard((isAllowed: boolean) => {
    if (!isAllowed) return;
    session.open();
    delivery.start();
    if (options.debug && !sampler.isSampled())
      log.debug('this session is sampled out: only its metrics are sent');
  });

  // Who and where
  const urlTemplate = createUrlTemplate(options.urlTemplates);
  const currentEvent = createCurrentEvent();
  const actions = createUserActions(clock, currentEvent.origin);
  const page = createPageContext(clock, lifecycle, guard, actions, options.pageViewsBy, urlTemplate);
  const session = createSession(
    gate(sharedStorage, consent.isGranted),
    clock,
    guard,
    (eventName, timestamp, previousId) =>
      // No doing of the action that happens to be open when it is told.
      own.emit({
        context: ROOT_CONTEXT,
        eventName,
        timestamp,
        attributes: { [SESSION_PREVIOUS_ID]: previousId },
      }),
  );
  const user = createUserContext(options.attributes, log.warn);
  const resources = createResources(options);
  const contextManager = createContextManager(actions, options.contextManager);
  const activeContext = () => contextManager.active();

  // From the signals through the processors to the transport
  const { sampleRate } = options;
  const askRate = () => {
    const rate = guard(sampleRate as (attributes: Attributes) => number)({
      ...resources.full,
      ...user.attributes(),
    });
    if (isRate(rate)) return rate;
    log.warn(`option 'sampleRate' must give a number from 0 to 1, but gave ${typeof rate}`);
    return 0;
  };
  const sampler = createSessionSampler(isRate(sampleRate) ? sampleRate : askRate, session.id);
  const beforeSend = createBeforeSend(options.beforeSend, log);
  const metrics = createMetrics(clock, guard, {
    onMeasure: (isObserved) => delivery.wake(isObserved),
    activeContext,
  });
  const ownMeter = metrics.getMeter('otel-rum', VERSION);
  /** What became of our own records, apart: it leaves with other metrics. */
  const ownMetrics = createMetrics(clock, guard, { onMeasure: () => {}, activeContext });
  const statsMeter = ownMetrics.getMeter('otel-rum', VERSION);
  const ownUrls = signalUrl(options.endpoint, '');
  const delivery = createDelivery({
    ...options,
    ownUrls,
    sender: createSender({
      ...options,
      gzip: options.gzip ?? options.endpoint.startsWith(`${pageOrigin()}/`),
      log,
    }),
    clock,
    log,
    collectMetrics: () => metrics.collect(beforeSend),
    collectOwnMetrics: () => ownMetrics.collect(beforeSend),
    count: (name, unit, value, attributes) =>
      statsMeter
        .createCounter(name, { unit, valueType: unit === 's' ? ValueType.DOUBLE : ValueType.INT })
        .add(value, attributes),
    takeWorkMillis() {
      const { millis } = work;
      work.millis = 0;
      return millis;
    },
    openStore: options.persist ? (hooks) => openBatchStore(options.endpoint, clock, hooks) : undefined,
    resources,
  });
  const pipeline = createPipeline({
    // A record is of the session that all tabs agree on.
    whenAllowed: (callback) =>
      whenAllowed((isAllowed) => (isAllowed ? session.whenSettled(callback) : callback(false))),
    guard,
    clock,
    actions,
    delivery,
    enrich: session.within(createEnrich(page, user, session.id)),
    redact: createRedact(options.allowedQueryKeys, options.maskUrlIds ? urlTemplate : undefined),
    beforeSend,
    isSampled: sampler.isSampled,
    ring: options.keepOnError ? createRing(clock) : undefined,
  });
  /** The URL that an early call was made on, if the page has left it since. */
  const leftUrl = () => {
    const [, url] = earlyMoment() ?? [];
    return url !== pageUrl() && url;
  };
  const logs = createLogs({
    clock,
    activeContext,
    early() {
      const [at] = earlyMoment() ?? [];
      const url = leftUrl();
      return {
        at,
        attributes: url
          ? { [DOCUMENT_URL_FULL]: url, [DOCUMENT_URL_TEMPLATE]: placeTemplate(url, urlTemplate) }
          : {},
      };
    },
    onEmit: guard(pipeline.onLog),
  });
  const tracesConfig: TracesConfig = {
    clock,
    resource: resources.full,
    decide: decideBy(() => {
      const isAllowed = !consent.isDenied();
      return {
        isSampled: isAllowed && sampler.isSampled(),
        isKept: isAllowed && options.keepOnError,
        traceState: isAllowed ? sampler.traceState() : '',
      };
    }),
    onStart: guard(pipeline.onSpanStart),
    onEnd: guard(pipeline.onSpanEnd),
    maxAttributes: MAX_ATTRIBUTES,
    // A secret that the limit would cut in two is masked first.
    maxValueLength: MAX_VALUE_LENGTH + CUT_MARGIN,
  };
  const traces = guard(options.traces ?? createTraces)(tracesConfig) ?? createTraces(tracesConfig);
  const propagator = createPropagator(() => !consent.isDenied());
  const globals = registerGlobals({
    tracer: traces,
    meter: metrics,
    logger: logs,
    contextManager,
    propagator,
  });
  if (globals.newer)
    log.warn(
      `@opentelemetry/api ${globals.newer} of this page is newer than 1.10.0: spans and metrics of the app may be missing; update otel-rum, or use 1.10.0`,
    );
  if (globals.refused.length)
    log.debug(`another OpenTelemetry SDK has registered ${globals.refused.join(', ')}: it stays`);

  // Sources
  const own = logs.getLogger('otel-rum', VERSION);
  const captureError = guard(
    createErrorCapture(own, ownMeter, (failure) => actions.current()?.touch(undefined, failure)),
  );
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
  const defaults = defaultInstrumentations();
  const { instrumentations: choose = () => defaults } = options;
  let chosen: unknown = guard(choose)(defaults);
  if (!Array.isArray(chosen)) {
    log.warn("option 'instrumentations' must return an array");
    chosen = [];
  }
  const byName = new Map(
    (chosen as Instrumentation[])
      .filter((instrumentation) => typeof instrumentation?.setup === 'function')
      .map((instrumentation) => [instrumentation.name, instrumentation]),
  );
  const teardowns = [...byName.values()].map((instrumentation) => {
    const scope = `otel-rum/${instrumentation.name}`;
    return guard(() =>
      instrumentation.setup({
        ...context,
        tracer: traces.getTracer(scope, VERSION),
        logger: logs.getLogger(scope, VERSION),
        meter: metrics.getMeter(scope, VERSION),
      }),
    )();
  });

  // Nothing leaves before the page is idle or hidden; at its end everything does, after all others have had their say.
  whenAllowed(startIfAllowed);
  if (consent.isDenied()) lifecycle.whenReady(guard(forget));
  lifecycle.onPageEnd(session.settle, 'last');
  lifecycle.onPageEnd(guard(delivery.flushAtPageEnd), 'last');

  const flush = async () => {
    lifecycle.makeReady();
    session.settle();
    await delivery.flush();
  };
  log.debug(
    `started: service '${options.serviceName}' to ${options.endpoint}. Consent is ${initialConsent}${isPrivate ? ' by Global Privacy Control' : ''}`,
  );
  const rum = checkArguments(
    {
      ...createAppVerbs({
        tracer: traces.getTracer('otel-rum', VERSION),
        logger: own,
        propagator,
        guard,
        activeContext,
        earlyAt: () => earlyMoment()?.[0],
      }),
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
        log.warn(`setConsent takes ${CONSENT_NAMES}, but got ${String(next)}`);
        if (!consent.isDenied()) consent.set('pending');
      },
      flush,
      async shutdown() {
        setRunningRum(undefined);
        for (const teardown of teardowns) if (teardown) guard(teardown)();
        for (const stop of [page.stop, currentEvent.stop, session.stop, globals.unregister]) guard(stop)();
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
