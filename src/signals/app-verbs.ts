import {
  type Attributes,
  type Context,
  context as contextApi,
  defaultTextMapSetter,
  INVALID_SPAN_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  type TextMapPropagator,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { followPromise } from '../browser/follow-promise.js';
import { isError, messageOf } from '../context/thrown.js';
import type { Guard } from '../diagnostics/guard.js';
import type { Logger } from '../instrumentation.js';
import { LOG_LEVELS, type LogDetails, type TraceContext } from '../record.js';

export interface AppVerbsConfig {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly propagator: TextMapPropagator;
  readonly guard: Guard;
  readonly activeContext: () => Context;
  /** Returns the page time of the early call that is being replayed; undefined if none is. */
  readonly earlyAt: () => number | undefined;
}

/** Creates the methods of `Rum` for an app's own spans and logs, which work without OpenTelemetry's API. */
export function createAppVerbs(config: AppVerbsConfig) {
  const { tracer, logger, guard, activeContext } = config;
  const startSpan = (name: string, options?: SpanOptions): Span =>
    guard(() => tracer.startSpan(name, { ...options }, activeContext()))() ??
    trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

  return {
    startSpan,
    withSpan<R>(name: string, ...rest: unknown[]): R {
      const fn = rest.pop() as ((span: Span) => R) | undefined;
      const span = startSpan(name, rest[0] as SpanOptions);
      const end = () => span.end();
      const fail = guard((fault: unknown) => {
        span.recordException(isError(fault) ? fault : messageOf(fault));
        span.setStatus({ code: SpanStatusCode.ERROR });
        end();
      });
      let result: R;
      try {
        result = contextApi.with(trace.setSpan(activeContext(), span), () => fn?.(span)) as R;
      } catch (fault) {
        fail(fault);
        throw fault;
      }
      const followed = followPromise(result, end, fail) as R | undefined;
      if (!followed) end();
      return followed ?? result;
    },
    recordDuration(name: string, start: number | Date, attributes: Attributes = {}) {
      startSpan(name, { startTime: start, attributes }).end(config.earlyAt());
    },
    log(text: string, { level = 'info', attributes = {} }: LogDetails = {}) {
      logger.emit({
        body: text,
        severityText: level,
        // https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber: four for each level.
        severityNumber: (LOG_LEVELS.indexOf(level) + 1 || 3) * 4 - 3,
        attributes,
      });
    },
    getTraceContext(): TraceContext | undefined {
      const context = activeContext();
      const headers = {} as Pick<TraceContext, 'traceparent'>;
      config.propagator.inject(context, headers, defaultTextMapSetter);
      const { traceId, spanId } = trace.getSpanContext(context) ?? INVALID_SPAN_CONTEXT;
      return headers.traceparent ? { ...headers, traceId, spanId } : undefined;
    },
  };
}
