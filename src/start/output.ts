import { type Attributes, ValueType } from '@opentelemetry/api';
import { openBatchStore } from '../browser/batch-store.js';
import { pageOrigin } from '../browser/location.js';
import { VERSION } from '../context/resource.js';
import type { LoggerProvider, TracesConfig } from '../instrumentation.js';
import { isRate, type ResolvedOptions } from '../options.js';
import { createBeforeSend } from '../processors/before-send.js';
import { createEnrich } from '../processors/enrich.js';
import { limitAttributes, MAX_ATTRIBUTES } from '../processors/limit.js';
import { createRedact } from '../processors/redact.js';
import { createRing } from '../processors/ring.js';
import { createSessionSampler, type SessionSampler } from '../processors/sample.js';
import { CUT_MARGIN, MAX_VALUE_LENGTH } from '../record.js';
import { createLogs } from '../signals/logs.js';
import { createMetrics, type Metrics } from '../signals/metrics.js';
import { registerGlobals } from '../signals/register.js';
import { createPropagator } from '../signals/trace-context.js';
import { createTraces, decideBy } from '../signals/traces.js';
import { createDelivery, type Delivery } from '../transport/delivery.js';
import { signalUrl } from '../transport/endpoint.js';
import { createSender } from '../transport/sender.js';
import type { Base } from './base.js';
import { earlyPlace } from './early-calls.js';
import type { Identity } from './identity.js';
import { createPipeline, type Pipeline, type PipelineConfig } from './pipeline.js';

/** The way of records from the signals through the processors to the transport. */
export interface Output {
  readonly traces: ReturnType<typeof createTraces>;
  readonly logs: LoggerProvider;
  readonly metrics: Metrics;
  readonly propagator: ReturnType<typeof createPropagator>;
  readonly sampler: SessionSampler;
  readonly delivery: Delivery;
  /** Common start of the URLs of all exports. */
  readonly ownUrls: string;
  /** Unregisters from OpenTelemetry's API. */
  unregister(): void;
}

export function createOutput(options: ResolvedOptions, base: Base, identity: Identity): Output {
  const { clock, guard, log } = base;
  const { activeContext, resources, user } = identity;
  const { sampleRate } = options;
  const askRate = () => {
    const rate = guard(sampleRate as (attributes: Attributes) => number)({
      ...resources.full,
      ...user.attributes(),
    });
    if (isRate(rate)) return rate;
    log.warn(`option 'sampleRate' must return a number from 0 to 1, but returned ${typeof rate}`);
    return 0;
  };
  const sampler = createSessionSampler(isRate(sampleRate) ? sampleRate : askRate, identity.session.id);
  const beforeSend = createBeforeSend(options.beforeSend, log);
  const redact = createRedact(
    options.allowedQueryKeys,
    options.maskUrlIds ? identity.urlTemplate : undefined,
  );
  const metrics = createMetrics(clock, guard, {
    onMeasure: (isObserved) => delivery.wake(isObserved),
    activeContext,
    clean(given) {
      const { attributes } = limitAttributes(given);
      redact(attributes);
      return attributes as Attributes;
    },
  });
  /** Metrics about our own exports, separate because they are sent only with other metrics. */
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
    takeWorkMillis: base.takeWorkMillis,
    openStore: options.persist ? (hooks) => openBatchStore(options.endpoint, clock, hooks) : undefined,
    resources,
  });
  const pipeline = pipelineOf(options, base, identity, { delivery, sampler, redact, beforeSend });
  const logs = createLogs({
    clock,
    activeContext,
    early: () => earlyPlace(identity.urlTemplate),
    onEmit: guard(pipeline.onLog),
  });
  const traces = tracesOf(options, base, identity, sampler, pipeline);
  const propagator = createPropagator(() => !identity.consent.isDenied());
  const globals = registerGlobals({
    tracer: traces,
    meter: metrics,
    logger: logs,
    contextManager: identity.contextManager,
    propagator,
  });
  if (globals.newer)
    log.warn(
      `@opentelemetry/api ${globals.newer} is newer than 1.10.0: its spans and metrics may be missing; update otel-rum`,
    );
  if (globals.refused.length) log.debug(`another SDK has registered ${globals.refused}`);
  const { unregister } = globals;
  return { traces, logs, metrics, propagator, sampler, delivery, ownUrls, unregister };
}

function pipelineOf(
  options: ResolvedOptions,
  { clock, guard }: Base,
  { actions, page, user, session, whenAllowed }: Identity,
  {
    delivery,
    sampler,
    redact,
    beforeSend,
  }: Pick<Output, 'delivery' | 'sampler'> &
    Pick<PipelineConfig, 'redact'> & { beforeSend: ReturnType<typeof createBeforeSend> },
): Pipeline {
  return createPipeline({
    // Records belong to the session that all tabs have agreed on.
    whenAllowed: (callback) =>
      whenAllowed((isAllowed) => (isAllowed ? session.whenSettled(callback) : callback(false))),
    guard,
    clock,
    actions,
    delivery,
    enrich: session.within(createEnrich(page, user, session.id)),
    redact,
    beforeSend,
    isSampled: sampler.isSampled,
    ring: options.keepOnError ? createRing(clock) : undefined,
  });
}

function tracesOf(
  options: ResolvedOptions,
  { clock, guard }: Base,
  { consent, resources }: Identity,
  sampler: SessionSampler,
  pipeline: Pipeline,
): Output['traces'] {
  const config: TracesConfig = {
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
    // The margin lets a secret across the limit be masked as a whole.
    maxValueLength: MAX_VALUE_LENGTH + CUT_MARGIN,
  };
  return guard(options.traces ?? createTraces)(config) ?? createTraces(config);
}
