import { SpanKind } from '@opentelemetry/api';
import type { LogData, Signal, SpanRecord } from '../record.js';
import * as names from '../semconv.js';

/**
 * The order in which records are sent and dropped. A lower number is sent first, in every batch and at page end, has precedence for
 * the space at page end and of `fetchLater`, and is dropped last when the outbox is full. A Web Vital's event comes after
 * user actions: it is the largest event, and its value is also in the metrics.
 */
export const PRIORITY = { error: 0, metric: 1, action: 2, vital: 3, request: 4, rest: 5 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/**
 * The order of the requests at page end, one per signal: a browser may not complete the last one, which Chromium 156 sometimes
 * does not when a window closes itself.
 */
export const SIGNALS: readonly Signal[] = ['logs', 'metrics', 'traces'];

const EVENTS = new Map<string | undefined, Priority>([
  [names.EVENT_EXCEPTION, PRIORITY.error],
  [names.EVENT_WEB_VITAL, PRIORITY.vital],
  [names.EVENT_CLICK, PRIORITY.action],
  [names.EVENT_NAVIGATION, PRIORITY.action],
]);

/** Returns the priority of an event or a log record. */
export const logPriority = ({ eventName }: Pick<LogData, 'eventName'>): Priority =>
  EVENTS.get(eventName) ?? PRIORITY.rest;

/** Returns the priority of a span: user actions and route changes, requests, others. */
export function spanPriority({
  kind,
  name,
  attributes,
}: Pick<SpanRecord, 'kind' | 'name' | 'attributes'>): Priority {
  if (kind === SpanKind.CLIENT) return PRIORITY.request;
  return name === names.SPAN_NAVIGATION || attributes[names.ACTION_TYPE] ? PRIORITY.action : PRIORITY.rest;
}
