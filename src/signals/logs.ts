import type { Attributes, Context, TimeInput } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { isGuessed } from '../causality/cause.js';
import { isError, messageOf, readMember, typeOf } from '../context/thrown.js';
import type { Logger, LoggerProvider, LogRecord } from '../instrumentation.js';
import type { LogData } from '../record.js';
import * as names from '../semconv.js';
import { validSpanContext } from './valid-span-context.js';

export interface LogsConfig {
  readonly clock: Clock;
  readonly activeContext: () => Context;
  /** Returns the time and place of an early call, for records without a time; undefined: now and here. */
  readonly early?: () => { at: number | undefined; attributes: Attributes } | undefined;
  readonly onEmit: (record: LogData) => void;
}

/** Creates OpenTelemetry's LoggerProvider: each record is passed on immediately, with the active span's ids. */
export function createLogs({ clock, activeContext, early, onEmit }: LogsConfig): LoggerProvider {
  const toMillis = (time: TimeInput | undefined): number => {
    const millis = Array.isArray(time) ? time[0] * 1_000 + time[1] / 1e6 : Number(time);
    if (!Number.isFinite(millis)) return clock.epochNow();
    // As in the SDK, a number that is too small for an epoch time is a performance timestamp.
    return millis <= clock.pageNow() ? clock.toEpoch(millis) : millis;
  };

  return {
    getLogger(name: string, version?: string): Logger {
      const scope = { name, version };
      return {
        enabled: () => true,
        emit(record: LogRecord) {
          const context = record.context ?? activeContext();
          const { at, attributes } = early?.() ?? {};
          const timeMillis = toMillis(record.timestamp ?? at);
          onEmit({
            scope,
            eventName: record.eventName,
            timeMillis,
            // The wall clock may have been set back.
            observedTimeMillis:
              record.observedTimestamp !== undefined
                ? toMillis(record.observedTimestamp)
                : Math.max(timeMillis, clock.epochNow()),
            severityNumber: record.severityNumber,
            severityText: record.severityText,
            body: record.body,
            attributes: {
              ...exceptionAttributes(record.exception),
              ...attributes,
              ...record.attributes,
              ...(isGuessed(context) && { [names.ACTION_GUESSED]: true }),
            },
            spanContext: validSpanContext(context),
          });
        },
      };
    },
  };
}

function exceptionAttributes(exception: unknown) {
  if (exception === undefined || exception === null) return {};
  const stack = isError(exception) && readMember(exception, 'stack');
  return {
    ...(typeof exception === 'object' && { [names.EXCEPTION_TYPE]: typeOf(exception) }),
    [names.EXCEPTION_MESSAGE]: messageOf(exception),
    ...(typeof stack === 'string' && stack && { [names.EXCEPTION_STACKTRACE]: stack }),
  };
}
