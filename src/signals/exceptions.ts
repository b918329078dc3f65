import { type Attributes, type Meter, ValueType } from '@opentelemetry/api';
import { nativeSetTimeout } from '../browser/natives.js';
import { debugIdsOf, type Frame, openStack, parseFrames } from '../context/stack-frames.js';
import { isError, messageOf, readMember, typeOf } from '../context/thrown.js';
import type { ErrorDetails, Logger } from '../instrumentation.js';
import { limitText } from '../record.js';
import * as names from '../semconv.js';
import { createFloodControl, groupOf } from './exception-group.js';

/** OpenTelemetry's SeverityNumber ERROR. */
const SEVERITY_ERROR = 17;
/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;
const MAX_CAUSES = 10;

/** Lists the chain of `cause` and the errors of an AggregateError, each as `Name: message`, nearest first. */
function causesOf(error: unknown): string[] {
  const found: unknown[] = [error];
  // The list grows during the loop.
  for (const item of found) {
    if (found.length > MAX_CAUSES) break;
    if (!isError(item)) continue;
    for (const key of ['cause', 'errors'] as const) {
      const value = readMember(item, key) ?? [];
      if (Array.isArray(value)) found.push(...value.slice(0, MAX_CAUSES));
      else if (key === 'cause') found.push(value);
    }
  }
  return found
    .slice(1, MAX_CAUSES + 1)
    .map((item) => (isError(item) ? `${typeOf(item)}: ${messageOf(item)}` : messageOf(item)));
}

const some = (list: string[]) => (list.length ? list : undefined);

/** Returns attributes of a thrown value: an error or anything else. */
export function describeError(
  error: unknown,
  place: readonly Frame[] = [],
  type = typeOf(error),
  message = messageOf(error),
): Attributes {
  const textOf = (key: 'stack' | 'message') => {
    const text = isError(error) && readMember(error, key);
    return typeof text === 'string' ? text : '';
  };
  const stack = openStack(textOf('stack'), textOf('message'));
  const parsed = parseFrames(stack.frames);
  const frames = parsed.length ? parsed : place;
  return {
    [names.EXCEPTION_TYPE]: type,
    [names.EXCEPTION_MESSAGE]: message,
    [names.EXCEPTION_GROUP]: groupOf(type, message, frames),
    [names.EXCEPTION_STACKTRACE]: limitText(stack.text) || undefined,
    [names.EXCEPTION_FRAMES]: some(frames.map(([name, url, position]) => `${name}@${url}${position}`)),
    [names.EXCEPTION_DEBUG_IDS]: some(debugIdsOf(frames.map(([, url]) => url))),
    [names.EXCEPTION_CAUSES]: some(causesOf(error)),
  };
}

/** Matches the title in an ErrorEvent's message, such as `Uncaught TypeError: x is not a function`; a worker's event has no error. */
const REPORTED = /^(?:Uncaught )?(?:((?:[A-Z]\w{0,50})?(?:Error|Exception))(?:: |$))?/;

/** Unwraps an ErrorEvent of any window: the thrown value, or the browser's description of it, and its position. */
function openEvent(thrown: unknown): { error: unknown; description: Attributes } {
  if (isError(thrown) || typeof thrown !== 'object' || typeOf(thrown) !== 'ErrorEvent')
    return { error: thrown, description: describeError(thrown) };
  const { error, message, filename, lineno, colno } = thrown as ErrorEvent;
  const hasError = error != null;
  const [title = '', type = 'Error'] = REPORTED.exec(message) ?? [];
  const place: Frame[] = filename ? [['', filename, `:${lineno}:${colno}`]] : [];
  return {
    error,
    description: {
      [names.CODE_FILE_PATH]: filename || undefined,
      [names.CODE_LINE_NUMBER]: lineno || undefined,
      [names.CODE_COLUMN_NUMBER]: colno || undefined,
      // Exactly this text: https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
      [names.EXCEPTION_CROSS_ORIGIN]: (!hasError && message === 'Script error.') || undefined,
      ...(hasError
        ? describeError(error, place)
        : describeError(undefined, place, type, limitText(message.slice(title.length)))),
    },
  };
}

/** Matches what an app cannot fix: ResizeObserver's notice that it reports the rest in the next frame, and extensions' scripts. */
const NOTICE = /^(?:ResizeObserver loop |Script error\.?$)/;
const EXTENSION = /^[^@]*@[\w-]*-extension:/;

const isNotice = (description: Attributes): boolean =>
  NOTICE.test(description[names.EXCEPTION_MESSAGE] as string) ||
  EXTENSION.test((description[names.EXCEPTION_FRAMES] as string[] | undefined)?.[0] ?? '');

/** Handlers that report the same error object within this time report one occurrence. */
const MOMENT_MILLIS = 1_000;

/** Returns a function that returns whether an error is a new occurrence, not one that another mechanism has reported. */
function createOccurrences(): (error: unknown, mechanism: string) => boolean {
  const latest = new WeakMap<object, { _mechanisms: string[]; _at: number; _isOver?: boolean }>();
  return (error, mechanism) => {
    if (typeof error !== 'object' || !error) return true;
    const last = latest.get(error);
    const now = Date.now();
    // Each throw calls a handler once; other handlers report the same error a little later.
    if (
      last &&
      Math.abs(now - last._at) <= MOMENT_MILLIS &&
      !(last._isOver && last._mechanisms.includes(mechanism))
    ) {
      last._mechanisms.push(mechanism);
      return false;
    }
    const occurrence = { _mechanisms: [mechanism], _at: now, _isOver: false };
    latest.set(error, occurrence);
    // At the end of this task.
    nativeSetTimeout(() => {
      occurrence._isOver = true;
    }, 0);
    return true;
  };
}

/**
 * Creates the function that emits `exception` events and counts errors. One occurrence is one event, whatever the number of handlers
 * that report it; of many errors of one group the first are events, and all are counted. A notice is an event of severity
 * INFO, and is not counted.
 * @param onReport called for every report, also without an event; with the error's type if it is unhandled
 */
export function createErrorCapture(
  logger: Logger,
  meter: Meter,
  onReport: (failure: string | undefined) => void = () => {},
): (error: unknown, details?: ErrorDetails) => void {
  const isOccurrence = createOccurrences();
  const admit = createFloodControl();
  const counter = meter.createCounter(names.METRIC_EXCEPTIONS, {
    unit: '{exception}',
    valueType: ValueType.INT,
    description: 'Errors seen by the page.',
  });

  return (thrown, { mechanism = 'captureError', handled = true, componentStack, attributes } = {}) => {
    const { error, description } = openEvent(thrown);
    const type = description[names.EXCEPTION_TYPE] as string;
    const isFailure = !isNotice(description);
    if (isFailure) onReport(handled ? undefined : type);
    if (!isOccurrence(error, mechanism)) return;
    if (isFailure) counter.add(1, { [names.ERROR_TYPE]: type, [names.EXCEPTION_HANDLED]: handled });
    const suppressed = admit(description[names.EXCEPTION_GROUP] as string);
    if (suppressed === undefined) return;
    logger.emit({
      eventName: names.EVENT_EXCEPTION,
      severityNumber: isFailure ? SEVERITY_ERROR : SEVERITY_INFO,
      severityText: isFailure ? 'ERROR' : 'INFO',
      attributes: {
        ...attributes,
        ...description,
        [names.EXCEPTION_HANDLED]: handled,
        [names.EXCEPTION_MECHANISM]: mechanism,
        [names.EXCEPTION_COMPONENT_STACK]: componentStack || undefined,
        [names.EXCEPTION_SUPPRESSED]: suppressed || undefined,
      },
    });
  };
}
