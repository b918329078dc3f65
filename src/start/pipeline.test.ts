import { ROOT_CONTEXT, SpanKind, type SpanOptions, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { createUserActions, QUIET_MILLIS } from '../causality/user-action.js';
import { createGuard } from '../diagnostics/guard.js';
import { createRedact } from '../processors/redact.js';
import { createRing } from '../processors/ring.js';
import type { AnyValue, LogData, SentRecord } from '../record.js';
import { createTraces, decideBy } from '../signals/traces.js';
import { PRIORITY, type Priority } from '../transport/order.js';
import { createPipeline } from './pipeline.js';

type Json = Record<string, unknown>;

afterEach(() => {
  vi.clearAllTimers();
});

function setup({
  isReady = true,
  isSampled = true,
  isKept = false,
  beforeSend = () => true,
}: {
  isReady?: boolean;
  isSampled?: boolean;
  isKept?: boolean;
  beforeSend?: (record: SentRecord) => boolean;
} = {}) {
  const waiting: ((isAllowed: boolean) => void)[] = [];
  const page = { isReady, isSampled, place: { 'session.id': 's1' } as Record<string, AnyValue> };
  const whenAllowed = (callback: (isAllowed: boolean) => void) => {
    if (page.isReady) callback(true);
    else waiting.push(callback);
  };
  const decide = (isAllowed: boolean) => {
    page.isReady = isAllowed;
    // As the page's lifecycle does it: a throw would take the others with it.
    for (const callback of waiting.splice(0)) callback(isAllowed);
  };
  const makeReady = () => decide(true);
  const start = performance.now();
  const now = () => performance.now() - start;
  const clock = { pageNow: now, epochNow: () => 1e12 + now(), toEpoch: (moment: number) => 1e12 + moment };
  const actions = createUserActions(clock);
  const added: { signal: string; priority: Priority; scope: string; record: Json }[] = [];
  const dropped: string[] = [];
  const faults = vi.fn();
  const guard = createGuard({ warn: () => {}, debug: faults });
  const pipeline = createPipeline({
    whenAllowed,
    guard,
    clock,
    actions,
    delivery: {
      add: (signal, priority, { scope, json }) =>
        void added.push({ signal, priority, scope: scope.name, record: JSON.parse(json) as Json }),
      drop: (signal) => void dropped.push(signal),
    },
    enrich: () => {
      const place = { ...page.place };
      return () => place as never;
    },
    redact: createRedact([]),
    beforeSend,
    isSampled: () => page.isSampled,
    ring: isKept ? createRing(clock) : undefined,
  });
  const traces = createTraces({
    clock,
    resource: {},
    decide: decideBy(() => ({ isSampled: page.isSampled, isKept, traceState: '' })),
    onStart: guard(pipeline.onSpanStart),
    onEnd: guard(pipeline.onSpanEnd),
    maxAttributes: 128,
    maxValueLength: 8_192,
  });
  const tracer = traces.getTracer('app');
  const log = (record: Partial<LogData> = {}) => guard(pipeline.onLog)({ ...emptyLog, ...record });
  return { page, makeReady, decide, dropped, added, faults, pipeline, tracer, log, actions, clock };
}
const emptyLog: LogData = {
  scope: { name: 'app' },
  eventName: undefined,
  timeMillis: 1e12,
  observedTimeMillis: 1e12,
  severityNumber: undefined,
  severityText: undefined,
  body: undefined,
  attributes: {},
  spanContext: undefined,
};
const textsOf = (record: Json | undefined) =>
  Object.fromEntries(
    ((record?.attributes ?? []) as { key: string; value: { stringValue: string } }[]).map(
      ({ key, value }) => [key, value.stringValue],
    ),
  );

describe('a span', () => {
  it('goes to the outbox when it ends, with its scope, attributes and place', () => {
    const { tracer, added } = setup();
    const span = tracer.startSpan('click', { attributes: { a: 'b' } });
    expect(added).toEqual([]);
    span.end();
    expect(added).toMatchObject([{ signal: 'traces', scope: 'app', record: { name: 'click' } }]);
    expect(textsOf(added[0]?.record)).toEqual({ 'session.id': 's1', a: 'b' });
  });

  it('has the place of its beginning', () => {
    const { page, tracer, added } = setup();
    const span = tracer.startSpan('navigation');
    page.place = { 'session.id': 's2' };
    span.end();
    expect(textsOf(added[0]?.record)).toMatchObject({ 'session.id': 's1' });
  });

  it('stays as it was in the hands of others', () => {
    const { tracer } = setup();
    const span = tracer.startSpan('fetch', { attributes: { 'url.full': 'https://a.example/?t=secret' } });
    span.end();
    expect((span as unknown as { attributes: object }).attributes).toEqual({
      'url.full': 'https://a.example/?t=secret',
    });
  });

  it.each<[name: string, options: SpanOptions, priority: Priority]>([
    ['GET /api', { kind: SpanKind.CLIENT }, PRIORITY.request],
    ['navigation', {}, PRIORITY.action],
    ['click', { attributes: { 'otel_rum.user_action.type': 'click' } }, PRIORITY.action],
    ['click', {}, PRIORITY.rest],
    ['documentLoad', {}, PRIORITY.rest],
  ])('%s of %j is of its importance', (name, options, priority) => {
    const { tracer, added } = setup();
    tracer.startSpan(name, options).end();
    expect(added[0]?.priority).toBe(priority);
  });

  it('that is sampled out goes nowhere', () => {
    const { tracer, added } = setup({ isSampled: false });
    tracer.startSpan('click').end();
    expect(added).toEqual([]);
  });
});

describe('a log record', () => {
  it('goes to the outbox with its scope, attributes and place', () => {
    const { log, added } = setup();
    log({ eventName: 'e', attributes: { a: 'b' } });
    expect(added).toMatchObject([{ signal: 'logs', scope: 'app', record: { eventName: 'e' } }]);
    expect(textsOf(added[0]?.record)).toEqual({ 'session.id': 's1', a: 'b' });
  });

  it('may correct its place: the end of a session is reported in the next', () => {
    const { log, added } = setup();
    log({ eventName: 'session.end', attributes: { 'session.id': 's0' } });
    expect(textsOf(added[0]?.record)).toEqual({ 'session.id': 's0' });
  });

  it.each<[eventName: string | undefined, priority: Priority]>([
    ['exception', PRIORITY.error],
    ['browser.web_vital', PRIORITY.vital],
    ['browser.user_action.click', PRIORITY.action],
    ['browser.navigation', PRIORITY.action],
    ['session.start', PRIORITY.rest],
    [undefined, PRIORITY.rest],
    ['constructor', PRIORITY.rest],
  ])('of %s is of its importance', (eventName, priority) => {
    const { log, added } = setup();
    log({ eventName });
    expect(added[0]?.priority).toBe(priority);
  });

  it('is cut and counted', () => {
    const { log, added } = setup();
    const attributes = Object.fromEntries(
      Array.from({ length: 140 }, (_, index) => [`k${index}`, 'x'.repeat(9_000)]),
    );
    log({ body: 'y'.repeat(9_000), attributes });
    const { record } = added[0] as (typeof added)[number];
    expect((record.attributes as []).length).toBe(128);
    expect(record.droppedAttributesCount).toBe(13);
    expect(textsOf(record).k0).toHaveLength(8_192);
    expect((record.body as { stringValue: string }).stringValue).toHaveLength(8_192);
  });

  it('that is sampled out goes nowhere', () => {
    const { log, added } = setup({ isSampled: false });
    log({ eventName: 'exception' });
    expect(added).toEqual([]);
  });
});

describe('what may be private', () => {
  const SECRET = 'https://ada:pw@a.example/?t=secret#secret';

  it('is in no part of a span', () => {
    const { tracer, added } = setup();
    const span = tracer.startSpan('fetch', { attributes: { 'url.full': SECRET, list: [SECRET] } });
    span.addEvent('exception', {
      'exception.message': `Failed: ${SECRET}`,
      'exception.stacktrace': `at ${SECRET}:1:2`,
    });
    span.addLink({ context: span.spanContext(), attributes: { from: SECRET } });
    span.setStatus({ code: 2, message: `Failed: ${SECRET}` }).end();
    expect(JSON.stringify(added)).not.toMatch(/secret|pw@/);
    expect(JSON.stringify(added)).toContain('https://a.example/?t=REDACTED');
  });

  it('is in no part of a log record', () => {
    const { log, added } = setup();
    log({ body: `GET ${SECRET}`, attributes: { 'exception.message': `Failed: ${SECRET}`, list: [SECRET] } });
    log({ body: { request: SECRET } });
    expect(JSON.stringify(added)).not.toMatch(/secret|pw@/);
    expect(JSON.stringify(added)).toContain('https://a.example/?t=REDACTED');
  });
});

describe('before the page is ready', () => {
  it('records wait, and then go in their order', () => {
    const { log, tracer, added, makeReady } = setup({ isReady: false });
    log({ eventName: 'one' });
    tracer.startSpan('two').end();
    expect(added).toEqual([]);
    makeReady();
    log({ eventName: 'three' });
    expect(added.map(({ record }) => record.eventName ?? record.name)).toEqual(['one', 'two', 'three']);
  });

  it('records of 2,048 wait at most', () => {
    const { log, added, makeReady } = setup({ isReady: false });
    for (let index = 0; index < 2_100; index++) log({ eventName: `e${index}` });
    makeReady();
    expect(added).toHaveLength(2_048);
    log({ eventName: 'after' });
    expect(added.at(-1)?.record).toMatchObject({ eventName: 'after' });
  });

  it('a session that was sampled out is not yet known, and its records wait all the same', () => {
    const { page, log, added, makeReady } = setup({ isReady: false });
    log({ eventName: 'early' });
    page.isSampled = false;
    makeReady();
    expect(added).toEqual([]);
  });

  it('an attribute that holds itself is cut, and does not take other records with it', () => {
    const { log, added, faults, makeReady } = setup({ isReady: false });
    const loop: { self?: AnyValue } = {};
    loop.self = loop as AnyValue;
    log({ eventName: 'before' });
    log({ eventName: 'bad', attributes: { loop: loop as AnyValue } });
    log({ eventName: 'after' });
    expect(makeReady).not.toThrow();
    expect(added.map(({ record }) => record.eventName)).toEqual(['before', 'bad', 'after']);
    expect(faults).not.toHaveBeenCalled();
  });
});

describe('a user action', () => {
  it('stays open while spans of its trace are, and ends with the last of them', () => {
    const { tracer, actions, clock } = setup();
    const root = tracer.startSpan('click');
    const closed: (number | undefined)[] = [];
    const context = trace.setSpan(ROOT_CONTEXT, root);
    const action = actions.open(context, (lastAt) => closed.push(lastAt));
    const request = tracer.startSpan('GET /api', { startTime: clock.toEpoch(0) }, context);
    vi.advanceTimersByTime(3_000);
    expect(action.isOpen).toBe(true);
    request.end(clock.toEpoch(2_500));
    vi.advanceTimersByTime(QUIET_MILLIS + 50);
    expect(closed).toEqual([2_500]);
  });

  it('is not held by the spans of others', () => {
    const { tracer, actions } = setup();
    const root = tracer.startSpan('click');
    const action = actions.open(trace.setSpan(ROOT_CONTEXT, root), () => {});
    tracer.startSpan('poll', { root: true });
    vi.advanceTimersByTime(QUIET_MILLIS + 50);
    expect(action.isOpen).toBe(false);
  });

  it('has caused something where an exception came in its course', () => {
    const { log, tracer, actions } = setup();
    const closed: (number | undefined)[] = [];
    actions.open(trace.setSpan(ROOT_CONTEXT, tracer.startSpan('click')), (lastAt) => closed.push(lastAt));
    vi.advanceTimersByTime(20);
    log({ eventName: 'session.start' });
    log({ eventName: 'exception' });
    vi.advanceTimersByTime(QUIET_MILLIS + 50);
    expect(closed).toEqual([20]);
  });
});

describe('a page whose user has not consented yet', () => {
  it('keeps records, and drops them if consent is denied', () => {
    const { log, tracer, added, decide, dropped } = setup({ isReady: false });
    for (let index = 0; index < 2_048; index++) log({ eventName: 'one' });
    decide(false);
    expect(added).toEqual([]);
    // There is room again.
    tracer.startSpan('later').end();
    decide(true);
    expect(added.map(({ record }) => record.name)).toEqual(['later']);
    expect(dropped).toEqual([]);
  });

  it('counts what there is no room for', () => {
    const { log, dropped } = setup({ isReady: false });
    for (let index = 0; index < 2_050; index++) log({ eventName: 'one' });
    expect(dropped).toEqual(['logs', 'logs']);
  });
});

describe('beforeSend', () => {
  it('changes a span and a log record as they are sent, redacted and with all attributes', () => {
    const seen: SentRecord[] = [];
    const { log, tracer, added } = setup({
      beforeSend: (record) => {
        seen.push(structuredClone(record));
        record.name = 'renamed';
        record.attributes = { only: 'this' };
        if (record.body) record.body = 'changed';
        return true;
      },
    });
    tracer.startSpan('click', { attributes: { 'url.full': 'https://a.example/?t=secret' } }).end();
    log({ eventName: 'e', body: 'text' });
    expect(seen).toEqual([
      {
        kind: 'span',
        name: 'click',
        attributes: { 'session.id': 's1', 'url.full': 'https://a.example/?t=REDACTED' },
      },
      { kind: 'log', name: 'e', body: 'text', attributes: { 'session.id': 's1' } },
    ]);
    expect(added.map(({ record }) => [record.name ?? record.eventName, textsOf(record)])).toEqual([
      ['renamed', { only: 'this' }],
      ['renamed', { only: 'this' }],
    ]);
    expect(added[1]?.record.body).toEqual({ stringValue: 'changed' });
  });

  it('keeps records from being sent', () => {
    const { log, tracer, added } = setup({ beforeSend: ({ name }) => name !== 'secret' });
    tracer.startSpan('secret').end();
    log({ eventName: 'secret' });
    log({ eventName: 'public' });
    expect(added.map(({ record }) => record.eventName)).toEqual(['public']);
  });
});

describe('a session that is sampled out, with keepOnError', () => {
  const namesOf = (added: { record: Json }[]) => added.map(({ record }) => record.name ?? record.eventName);

  it('sends the records that led to an error, marked with the reason', () => {
    const { log, tracer, added } = setup({ isSampled: false, isKept: true });
    tracer.startSpan('click').end();
    log({ eventName: 'before' });
    expect(added).toEqual([]);
    log({ eventName: 'exception' });
    expect(namesOf(added)).toEqual(['click', 'before', 'exception']);
    for (const { record } of added) {
      expect(record.attributes).toContainEqual({
        key: 'otel_rum.sampling.kept_on_error',
        value: { boolValue: true },
      });
    }
    log({ eventName: 'after' });
    expect(added).toHaveLength(3);
    // The flag stays unset: no other service has kept this trace.
    expect(Number(added[0]?.record.flags) & 1).toBe(0);
  });

  it('does so for a poor Web Vital, not for a good one', () => {
    const { log, added } = setup({ isSampled: false, isKept: true });
    log({ eventName: 'browser.web_vital', attributes: { 'browser.web_vital.rating': 'good' } });
    expect(added).toEqual([]);
    log({ eventName: 'browser.web_vital', attributes: { 'browser.web_vital.rating': 'poor' } });
    expect(added).toHaveLength(2);
  });

  it('keeps the last 256 records of the last minute', () => {
    const { log, added } = setup({ isSampled: false, isKept: true });
    log({ eventName: 'old' });
    vi.advanceTimersByTime(60_001);
    for (let index = 0; index < 300; index++) log({ eventName: `e${index}` });
    log({ eventName: 'exception' });
    expect(added).toHaveLength(256);
    expect(namesOf(added)[0]).toBe('e45');
  });
});

describe('limits', () => {
  const LONG = 'x'.repeat(100_000);
  const CUT = 8_192;
  const many = (count: number, prefix = 'k') =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [prefix + index, 'v']));
  type Wire = { name: string; attributes: { key: string; value: Json }[]; droppedAttributesCount?: number };
  const textAt = (record: Wire | undefined, name: string) =>
    record?.attributes.find(({ key }) => key === name)?.value as Record<string, never> | undefined;
  const itemsOf = (record: Wire | undefined, name: string) =>
    (textAt(record, name)?.arrayValue as { values: unknown[] } | undefined)?.values;

  it('of a span: 128 attributes, events and links, and dropped ones are counted', () => {
    const { tracer, added } = setup();
    const span = tracer.startSpan('wide', { attributes: many(300) });
    const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    for (let index = 0; index < 200; index++) {
      span.addEvent(`e${index}`, many(300)).addLink({ context, attributes: many(150) });
    }
    span.end();
    const record = added[0]?.record as Json & Wire & { events: Wire[]; links: Wire[] };
    // The place uses one of the 128.
    expect(record.attributes).toHaveLength(128);
    expect(record).toMatchObject({
      droppedAttributesCount: 173,
      droppedEventsCount: 72,
      droppedLinksCount: 72,
    });
    expect(record.events).toHaveLength(128);
    expect(record.links).toHaveLength(128);
    expect(record.events[0]).toMatchObject({ name: 'e72', droppedAttributesCount: 172 });
    expect(record.events[0]?.attributes).toHaveLength(128);
    expect(record.links[0]?.droppedAttributesCount).toBe(22);
  });

  it('of a span: texts of 8,192 characters, its name, status and events too; lists of 1,024 items', () => {
    const { tracer, added } = setup();
    const list = Array<number>(5_000).fill(1);
    const span = tracer.startSpan(LONG, { attributes: { text: LONG, list, texts: [LONG] } });
    span.addEvent(LONG, { text: LONG, list }).setStatus({ code: 2, message: LONG }).end();
    const record = added[0]?.record as unknown as Wire & { events: Wire[]; status: { message: string } };
    expect(record.name).toHaveLength(CUT);
    expect(record.status.message).toHaveLength(CUT);
    expect(record.events[0]?.name).toHaveLength(CUT);
    for (const part of [record, record.events[0]]) {
      expect(textAt(part, 'text')?.stringValue).toHaveLength(CUT);
      expect(itemsOf(part, 'list')).toHaveLength(1_024);
    }
    expect(JSON.stringify(record).length).toBeLessThan(150_000);
  });

  it('a name of more than 1,024 characters drops its attribute, which is counted, wherever it is', () => {
    const { tracer, log, added } = setup();
    const attributes = { [`${LONG}1`]: 'a', [`${LONG}2`]: 'b', [LONG.slice(0, 1_024)]: 'c' };
    tracer.startSpan('keys', { attributes }).addEvent('event', attributes).end();
    log({ attributes });
    const [span, record] = added.map((each) => each.record as unknown as Wire & { events: Wire[] });
    for (const part of [span, span?.events[0], record]) {
      expect(part?.droppedAttributesCount).toBe(2);
      expect(textAt(part, LONG.slice(0, 1_024))).toEqual({ stringValue: 'c' });
    }
  });

  it('of a log record: the same', () => {
    const { log, added } = setup();
    log({
      eventName: LONG,
      severityText: LONG,
      body: LONG,
      attributes: { text: LONG, list: Array(5_000).fill('i'), deep: { [LONG]: LONG }, ...many(300) },
    });
    const record = added[0]?.record as Json & Wire;
    for (const text of [record.eventName, record.severityText, (record.body as Json).stringValue]) {
      expect(text).toHaveLength(CUT);
    }
    expect(record.attributes).toHaveLength(128);
    // Of 303, the place uses one of the 128.
    expect(record.droppedAttributesCount).toBe(176);
    expect(textAt(record, 'text')?.stringValue).toHaveLength(CUT);
    expect(itemsOf(record, 'list')?.length).toBeLessThanOrEqual(1_024);
    expect(JSON.stringify(record).length).toBeLessThan(150_000);
  });
});
