import { SpanKind } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { logPriority, PRIORITY, SIGNALS, spanPriority } from './order.js';
import { createOutbox, NO_LIMIT } from './outbox.js';

const span = (name: string, kind = SpanKind.INTERNAL, attributes = {}) =>
  spanPriority({ name, kind, attributes });

/** Everything that leaves, the first first. */
const ORDER = [
  ['an exception', logPriority({ eventName: 'exception' })],
  ['a click', logPriority({ eventName: 'browser.user_action.click' })],
  ['a page view', logPriority({ eventName: 'browser.navigation' })],
  ['a user action', span('click', SpanKind.INTERNAL, { 'otel_rum.user_action.type': 'click' })],
  ['a route change', span('navigation')],
  ['a Web Vital', logPriority({ eventName: 'browser.web_vital' })],
  ['a request', span('GET /api', SpanKind.CLIENT)],
  ['an event of the app', logPriority({ eventName: 'shop.note' })],
  ['a log record', logPriority({ eventName: undefined })],
  ['a span of the app', span('work')],
  ['a page load', span('documentLoad')],
] as const;

describe('the order in which records leave', () => {
  it('is that of the table', () => {
    expect(ORDER.map(([what, priority]) => `${what}: ${priority}`)).toEqual([
      'an exception: 0',
      'a click: 2',
      'a page view: 2',
      'a user action: 2',
      'a route change: 2',
      'a Web Vital: 3',
      'a request: 4',
      'an event of the app: 5',
      'a log record: 5',
      'a span of the app: 5',
      'a page load: 5',
    ]);
  });

  it('is that of a batch, and in reverse that of dropping', () => {
    const dropped: string[] = [];
    const priorities = Object.values(PRIORITY);
    const outbox = createOutbox({ ...NO_LIMIT, maxRecords: priorities.length }, () => dropped.push('record'));
    for (const priority of [...priorities].reverse())
      outbox.add('logs', priority, { scope: { name: 'test' }, json: `"${priority}"` });
    const taken = outbox.peekImportant(Number.POSITIVE_INFINITY).map(({ json }) => json);
    expect(taken).toEqual(priorities.map((priority) => `"${priority}"`));
    for (const priority of priorities)
      outbox.add('logs', priority, { scope: { name: 'test' }, json: `"later ${priority}"` });
    expect(dropped).toHaveLength(priorities.length);
    const kept = outbox.peekImportant(Number.POSITIVE_INFINITY).map(({ json }) => json);
    expect(kept).toEqual(['"0"', '"later 0"', '"1"', '"later 1"', '"2"', '"later 2"']);
  });

  it('of the signals at the page’s end is: events, metrics, spans', () => {
    expect(SIGNALS).toEqual(['logs', 'metrics', 'traces']);
  });
});
