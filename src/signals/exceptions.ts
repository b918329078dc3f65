import { type Attributes, type Meter, ValueType } from '@opentelemetry/api';
import type { ErrorDetails, Logger } from '../instrumentation.js';
import * as names from '../semconv.js';
import { debugIdsOf, parseFrames } from './exception-frames.js';
import { createFloodControl, groupOf } from './exception-group.js';

/** OpenTelemetry's SeverityNumber ERROR. */
const SEVERITY_ERROR = 17;
const MAX_CAUSES = 10;
const MAX_STACK_LENGTH = 8_192;

/** Whether this is an error, also one of another window (a frame's Error is not ours). */
const isError = (value: unknown): value is Error => typeof (value as Error | null)?.message === 'string';

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);

const textOf = (value: unknown): string => {
  if (isError(value)) return value.message;
  try {
    return (typeof value === 'object' && JSON.stringify(value)) || String(value);
  } catch {
    return tagOf(value);
  }
};

/** An error's name, or what else was thrown: `String`, `Null`, `Object`, `Event`. */
const typeOf = (value: unknown): string =>
  isError(value) ? String(value.name || 'Error') : tagOf(value).slice(8, -1);

/** The chain of `cause`, and the errors of an AggregateError, as `Name: message` each; the nearest first. */
function causesOf(error: unknown): string[] {
  const found: unknown[] = [error];
  // The list grows while it is read.
  for (const item of found) {
    if (found.length > MAX_CAUSES) break;
    const { cause, errors } = (item ?? {}) as Partial<AggregateError>;
    found.push(...[cause ?? []].flat(), ...(Array.isArray(errors) ? errors.slice(0, MAX_CAUSES) : []));
  }
  return found
    .slice(1, MAX_CAUSES + 1)
    .map((item) => (isError(item) ? `${typeOf(item)}: ${item.message}` : textOf(item)));
}

const some = (list: string[]) => (list.length ? list : undefined);

/** Attributes of whatever was thrown: an error, or anything else. */
export function describeError(error: unknown): Attributes {
  try {
    return readError(error);
  } catch {
    // A getter that throws, a proxy that is revoked.
    return { [names.EXCEPTION_TYPE]: typeof error, [names.EXCEPTION_MESSAGE]: 'unreadable' };
  }
}

function readError(error: unknown): Attributes {
  const type = typeOf(error);
  const message = textOf(error);
  const stack = isError(error) ? String(error.stack || '').slice(0, MAX_STACK_LENGTH) : '';
  const frames = parseFrames(stack);
  return {
    [names.EXCEPTION_TYPE]: type,
    [names.EXCEPTION_MESSAGE]: message,
    [names.EXCEPTION_GROUP]: groupOf(type, message, frames),
    [names.EXCEPTION_STACKTRACE]: stack || undefined,
    [names.EXCEPTION_FRAMES]: some(frames.map(([name, url, position]) => `${name}@${url}${position}`)),
    [names.EXCEPTION_DEBUG_IDS]: some(debugIdsOf(frames)),
    [names.EXCEPTION_CAUSES]: some(causesOf(error)),
  };
}

/** An ErrorEvent holds the error, or, where the browser has none for us, what it says and where it was. */
function openEvent(thrown: unknown): { error: unknown; place?: Attributes } {
  try {
    const { error, message, filename, lineno, colno } = thrown as ErrorEvent;
    if (lineno === undefined) return { error: thrown };
    return {
      error: error ?? message,
      place: {
        [names.CODE_FILE_PATH]: filename || undefined,
        [names.CODE_LINE_NUMBER]: lineno || undefined,
        [names.CODE_COLUMN_NUMBER]: colno || undefined,
        // By the HTML standard these very words, and nothing else.
        [names.EXCEPTION_CROSS_ORIGIN]: (!error && message === 'Script error.') || undefined,
      },
    };
  } catch {
    return { error: thrown };
  }
}

/**
 * Makes `exception` events, and counts them. One error object is one event, however many handlers bring it; of a flood
 * of one kind the first are events, and all are counted.
 */
export function createErrorCapture(
  logger: Logger,
  meter: Meter,
): (error: unknown, details?: ErrorDetails) => void {
  const seen = new WeakSet<object>();
  const admit = createFloodControl();
  const counter = meter.createCounter(names.METRIC_EXCEPTIONS, {
    unit: '{exception}',
    valueType: ValueType.INT,
    description: 'Errors seen by the page.',
  });

  return (thrown, { mechanism = 'captureError', handled = true, componentStack, attributes } = {}) => {
    const { error, place } = openEvent(thrown);
    if (typeof error === 'object' && error !== null) {
      if (seen.has(error)) return;
      seen.add(error);
    }
    const description = describeError(error);
    counter.add(1, {
      [names.ERROR_TYPE]: description[names.EXCEPTION_TYPE],
      [names.EXCEPTION_HANDLED]: handled,
    });
    const suppressed = admit(String(description[names.EXCEPTION_GROUP]));
    if (suppressed === undefined) return;
    logger.emit({
      eventName: names.EVENT_EXCEPTION,
      severityNumber: SEVERITY_ERROR,
      severityText: 'ERROR',
      attributes: {
        ...attributes,
        ...place,
        ...description,
        [names.EXCEPTION_HANDLED]: handled,
        [names.EXCEPTION_MECHANISM]: mechanism,
        [names.EXCEPTION_COMPONENT_STACK]: componentStack || undefined,
        [names.EXCEPTION_SUPPRESSED]: suppressed || undefined,
      },
    });
  };
}
