import { SpanKind } from '@opentelemetry/api';
import type { LogData, Signal, SpanRecord } from '../record.js';
import * as names from '../semconv.js';

/**
 * The one table of what leaves first and what gives way. A lower number leaves first, in every batch and at the page's
 * end, gets the room of the page's end and of `fetchLater` first, and is the last to be dropped by a full outbox. A Web
 * Vital's event is behind what a person did: it is the largest of all, and its value is in the metrics.
 */
export const PRIORITY = { error: 0, metric: 1, action: 2, vital: 3, request: 4, rest: 5 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/**
 * The order of the requests at the page's end, one for each signal: a browser may not wait for the last of them, as
 * Chromium 156 does not always when a window closes itself.
 */
export const SIGNALS: readonly Signal[] = ['logs', 'metrics', 'traces'];

const EVENTS = new Map<string | undefined, Priority>([
  [names.EVENT_EXCEPTION, PRIORITY.error],
  [names.EVENT_WEB_VITAL, PRIORITY.vital],
  [names.EVENT_CLICK, PRIORITY.action],
  [names.EVENT_NAVIGATION, PRIORITY.action],
]);

/** The priority of an event or a log record. */
export const logPriority = ({ eventName }: Pick<LogData, 'eventName'>): Priority =>
  EVENTS.get(eventName) ?? PRIORITY.rest;

/** The priority of a span: user actions and route changes, requests, the rest. */
export function spanPriority({
  kind,
  name,
  attributes,
}: Pick<SpanRecord, 'kind' | 'name' | 'attributes'>): Priority {
  if (kind === SpanKind.CLIENT) return PRIORITY.request;
  return name === names.SPAN_NAVIGATION || attributes[names.ACTION_TYPE] ? PRIORITY.action : PRIORITY.rest;
}
