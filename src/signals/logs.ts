import { type Context, type SpanContext, type TimeInput, trace } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { isGuessed } from '../causality/cause.js';
import type { Logger, LoggerProvider, LogRecord } from '../instrumentation.js';
import type { LogData } from '../record.js';
import * as names from '../semconv.js';

export interface LogsConfig {
  readonly clock: Clock;
  readonly activeContext: () => Context;
  readonly onEmit: (record: LogData) => void;
}

/** OpenTelemetry's LoggerProvider: each record goes on at once, with the active span's ids. */
export function createLogs({ clock, activeContext, onEmit }: LogsConfig): LoggerProvider {
  const toMillis = (time: TimeInput | undefined): number => {
    const millis = Array.isArray(time) ? time[0] * 1_000 + time[1] / 1e6 : Number(time);
    if (!Number.isFinite(millis)) return clock.epochNow();
    // As in the SDK: a number that is too small for this century is a performance timestamp.
    return millis <= clock.pageNow() ? clock.toEpoch(millis) : millis;
  };
  const spanContextOf = (context: Context): SpanContext | undefined => {
    const spanContext = trace.getSpanContext(context);
    return spanContext && trace.isSpanContextValid(spanContext) ? spanContext : undefined;
  };

  return {
    getLogger(name: string, version?: string): Logger {
      const scope = { name, version };
      return {
        enabled: () => true,
        emit(record: LogRecord) {
          const context = record.context ?? activeContext();
          onEmit({
            scope,
            eventName: record.eventName,
            timeMillis: toMillis(record.timestamp),
            observedTimeMillis: toMillis(record.observedTimestamp),
            severityNumber: record.severityNumber,
            severityText: record.severityText,
            body: record.body,
            attributes: {
              ...exceptionAttributes(record.exception),
              ...record.attributes,
              ...(isGuessed(context) && { [names.ACTION_GUESSED]: true }),
            },
            spanContext: spanContextOf(context),
          });
        },
      };
    },
  };
}

function exceptionAttributes(exception: unknown) {
  if (exception === undefined || exception === null) return {};
  const { name, message, stack } = exception as Partial<Error>;
  return {
    ...(name && { [names.EXCEPTION_TYPE]: name }),
    [names.EXCEPTION_MESSAGE]: message ?? String(exception),
    ...(stack && { [names.EXCEPTION_STACKTRACE]: stack }),
  };
}
