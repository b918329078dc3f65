import type { Attributes, Meter } from '@opentelemetry/api';
import type { ErrorDetails, Logger } from '../instrumentation.js';
import * as names from '../semconv.js';

/** OpenTelemetry's SeverityNumber ERROR. */
const SEVERITY_ERROR = 17;
const MAX_CAUSES = 5;
const MAX_STACK_LENGTH = 8_192;

/** Whether this is an error, also one of another window (a frame's Error is not ours). */
const isError = (value: unknown): value is Error => typeof (value as Error | null)?.message === 'string';

const textOf = (value: unknown): string => {
  if (typeof value !== 'object' || !value) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
};

/** The chain of `cause`, as `Name: message` each. */
function causesOf(error: unknown): string[] {
  const causes: string[] = [];
  let cause = (error as { cause?: unknown } | null)?.cause;
  while (cause !== undefined && cause !== null && causes.length < MAX_CAUSES) {
    causes.push(isError(cause) ? `${cause.name}: ${cause.message}` : textOf(cause));
    cause = (cause as { cause?: unknown }).cause;
  }
  return causes;
}

/** Attributes of whatever was thrown: an error, or anything else. */
export function describeError(error: unknown): Attributes {
  try {
    return readError(error);
  } catch {
    // A getter that throws, a proxy that is revoked.
    return {
      [names.EXCEPTION_TYPE]: typeof error,
      [names.EXCEPTION_MESSAGE]: 'an error that cannot be read',
    };
  }
}

function readError(error: unknown): Attributes {
  const causes = causesOf(error);
  return {
    [names.EXCEPTION_TYPE]: isError(error)
      ? String(error.name || 'Error')
      : error === null
        ? 'null'
        : typeof error,
    [names.EXCEPTION_MESSAGE]: isError(error) ? error.message : textOf(error),
    ...(isError(error) &&
      error.stack && { [names.EXCEPTION_STACKTRACE]: String(error.stack).slice(0, MAX_STACK_LENGTH) }),
    ...(causes.length && { [names.EXCEPTION_CAUSES]: causes }),
  };
}

/** Makes `exception` events, and counts them. One error object is one event, however many handlers bring it. */
export function createErrorCapture(
  logger: Logger,
  meter: Meter,
): (error: unknown, details?: ErrorDetails) => void {
  const seen = new WeakSet<object>();
  const counter = meter.createCounter(names.METRIC_EXCEPTIONS, {
    unit: '{exception}',
    description: 'Errors seen by the page.',
  });

  return (error, { mechanism = 'captureError', handled = true, componentStack, attributes } = {}) => {
    if (typeof error === 'object' && error !== null) {
      if (seen.has(error)) return;
      seen.add(error);
    }
    const description = describeError(error);
    counter.add(1, {
      [names.ERROR_TYPE]: description[names.EXCEPTION_TYPE],
      [names.EXCEPTION_HANDLED]: handled,
    });
    logger.emit({
      eventName: names.EVENT_EXCEPTION,
      severityNumber: SEVERITY_ERROR,
      severityText: 'ERROR',
      attributes: {
        ...attributes,
        ...description,
        [names.EXCEPTION_HANDLED]: handled,
        [names.EXCEPTION_MECHANISM]: mechanism,
        ...(componentStack && { [names.EXCEPTION_COMPONENT_STACK]: componentStack }),
      },
    });
  };
}
