import { type Attributes, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { ResourceTimings } from '../../browser/resource-timing.js';
import { createContextManager } from '../../causality/context-manager.js';
import { createUserActions, type UserAction } from '../../causality/user-action.js';
import { createPropagation } from '../../context/propagation.js';
import { createUrlTemplate } from '../../context/url-template.js';
import { createGuard } from '../../diagnostics/guard.js';
import type { Note } from '../../diagnostics/log.js';
import type { RequestReport } from '../../diagnostics/report.js';
import type { InstrumentationContext } from '../../instrumentation.js';
import type { SpanRecord } from '../../record.js';
import { createMetrics } from '../../signals/metrics.js';
import { createPropagator } from '../../signals/trace-context.js';
import { createTraces, decideBy } from '../../signals/traces.js';
import { createRequestTracer, type RequestDescription, type RequestOutcome } from './trace-request.js';

const EPOCH = 1_700_000_000_000;
type Described = Partial<Omit<RequestDescription, 'url'>> & { url?: string };
type OnEntry = (entry: PerformanceResourceTiming | undefined) => void;

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', { baseURI: 'https://shop.example/films/' });
  vi.stubGlobal('self', { origin: 'https://shop.example' });
});
afterEach(() => {
  vi.clearAllTimers();
});

/** Creates a tracer of requests with the real signals; the test delivers the browser's timing entries. */
function setup({ ignoreUrls = [] as string[], propagateTo = [] as string[], waits = false } = {}) {
  const start = performance.now();
  const now = () => performance.now() - start;
  const clock = { pageNow: now, epochNow: () => EPOCH + now(), toEpoch: (moment: number) => EPOCH + moment };
  const reports: RequestReport[] = [];
  const texts: string[] = [];
  const guard = createGuard({ warn: () => {}, debug: () => {} });
  const spans: SpanRecord[] = [];
  const traces = createTraces({
    clock,
    resource: {},
    decide: decideBy(() => ({ isSampled: true, traceState: '' })),
    onStart: () => {},
    onEnd: (span) => spans.push(span),
    maxAttributes: 128,
    maxValueLength: 8_192,
  });
  const metrics = createMetrics(clock, guard, { onMeasure: () => {}, activeContext: () => ROOT_CONTEXT });
  const actions = createUserActions(clock);
  const contextManager = createContextManager(actions);
  const pageEnd: ((isLeft: boolean) => void)[] = [];
  const waiting: OnEntry[] = [];
  const timings: ResourceTimings = {
    expect: () => ({
      settle: (onEntry) => {
        if (waits) waiting.push(onEntry);
        else onEntry(undefined);
      },
      drop: () => {},
    }),
    settleAll: () => {
      for (const onEntry of waiting.splice(0)) onEntry(undefined);
    },
    stop: () => {},
  };
  const view: { action: UserAction | undefined; inFlight: number } = { action: undefined, inFlight: 0 };
  const context = {
    tracer: traces.getTracer('test'),
    meter: metrics.getMeter('test'),
    actions,
    page: { current: () => view },
    clock,
    guard,
    activeContext: () => contextManager.active(),
    isIgnoredUrl: (url: string) => ignoreUrls.includes(url),
    debug: (note: string | (() => Note)) => {
      const { text, detail } = typeof note === 'string' ? { text: note, detail: undefined } : note();
      texts.push(text);
      if (detail?.about === 'request') reports.push(detail);
    },
    propagation: createPropagation(createPropagator(), propagateTo, () => ({})),
    urlTemplate: createUrlTemplate([]),
    onPageEnd: (callback: (isLeft: boolean) => void) => void pageEnd.push(callback),
  } as unknown as InstrumentationContext;
  const tracer = createRequestTracer(context, 'fetch', timings);
  const begin = ({ url: text = 'https://shop.example/api/movies/7?q=x', ...description }: Described = {}) => {
    const url = tracer.find(text);
    return url && tracer.start({ method: 'GET', url, ...description });
  };
  /** A request from its beginning to its end; the span and the points of the metric that come of it. */
  const make = (description: Described, outcome: RequestOutcome) => {
    begin(description)?.end(outcome);
    return spans.at(-1) as SpanRecord;
  };
  const measured = () =>
    metrics.collect().flatMap(({ name, points }) => points.map((point) => ({ name, ...point })));
  return {
    reports,
    texts,
    actions,
    view,
    tracer,
    spans,
    begin,
    make,
    measured,
    waiting,
    clock,
    endPage: (isLeft = true) => {
      for (const callback of pageEnd) callback(isLeft);
    },
  };
}

describe('the report of a request', () => {
  it.each<[what: string, url: string, traceparent: string | undefined, report: Partial<RequestReport>]>([
    ['own origin', 'https://shop.example/api', undefined, { isAllowed: true, isOwn: false }],
    ['an origin that is named', 'https://api.example/a', undefined, { isAllowed: true, isOwn: false }],
    ['another origin', 'https://other.example/a', undefined, { isAllowed: false, headers: {} }],
    [
      'a header of the app',
      'https://shop.example/api',
      `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      { isAllowed: true, isOwn: true, headers: {} },
    ],
  ])('has its headers, or why there are none: %s', (_, url, traceparent, report) => {
    const { reports, begin } = setup({ propagateTo: ['https://api.example'] });
    begin({ url, ...(traceparent && { traceparent }) });
    expect(reports).toEqual([
      expect.objectContaining({ about: 'request', url, isRefused: false, ...report }),
    ]);
    expect(Object.keys(reports[0]?.headers ?? {})).toEqual(
      report.isAllowed && !report.isOwn ? ['traceparent'] : [],
    );
  });

  it('names the headers of a request, and a likely cause if it fails', () => {
    const { texts, begin } = setup({ propagateTo: ['https://api.example'] });
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    begin({ url: 'https://shop.example/a' });
    begin({ url: 'https://shop.example/b', traceparent });
    begin({ url: 'https://other.example/c' });
    begin({ url: 'https://api.example/d' })?.end({ errorType: 'network' });
    begin({ url: 'https://api.example/d' });
    expect(texts).toEqual([
      'GET https://shop.example/a: traceparent',
      'GET https://shop.example/b: no trace headers',
      'GET https://other.example/c: no trace headers, not in propagateTo',
      'GET https://api.example/d: traceparent',
      'GET https://api.example/d failed: does https://api.example allow the headers traceparent?',
      'GET https://api.example/d: no trace headers',
    ]);
  });

  it('names a request that is ignored', () => {
    const { texts, begin } = setup({ ignoreUrls: ['https://shop.example/health'] });
    expect(begin({ url: 'https://shop.example/health' })).toBeUndefined();
    expect(texts).toEqual(['ignored https://shop.example/health']);
  });
});

describe('the view in progress', () => {
  it('has a request in flight until its response, also if the page ended before', () => {
    const { begin, view, endPage } = setup();
    const requests = [begin(), begin()];
    expect(view.inFlight).toBe(2);
    endPage();
    for (const request of requests) {
      request?.end({ status: 200 });
      request?.end({ status: 200 });
    }
    expect(view.inFlight).toBe(0);
  });

  it('does not wait for what another action asks for', () => {
    const { begin, view, actions } = setup();
    const act = () => actions.open(ROOT_CONTEXT, () => {});
    view.action = act();
    begin();
    expect(view.inFlight).toBe(1);
    act();
    begin()?.end({ status: 200 });
    expect(view.inFlight).toBe(1);
  });
});

describe('a request', () => {
  it('is a client span and a measurement, as the conventions for HTTP clients have it', () => {
    const { begin, spans, measured } = setup();
    const request = begin({ method: 'post' });
    vi.advanceTimersByTime(250);
    request?.end({ status: 201 });
    const shared = {
      'http.request.method': 'POST',
      'server.address': 'shop.example',
      'server.port': 443,
      'url.template': '/api/movies/{id}',
      'http.response.status_code': 201,
    };
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({
      name: 'POST /api/movies/{id}',
      kind: SpanKind.CLIENT,
      status: { code: 0 },
    });
    expect(spans[0]?.attributes).toMatchObject({
      ...shared,
      'url.full': 'https://shop.example/api/movies/7?q=x',
      'server.port': 443,
      'otel_rum.request.initiator': 'fetch',
    });
    expect(spans[0]?.attributes).not.toHaveProperty(['error.type']);
    const [start, end] = [spans[0]?.startTime, spans[0]?.endTime].map(
      (time) => (time?.[0] ?? 0) * 1_000 + (time?.[1] ?? 0) / 1e6,
    );
    expect(start).toBe(EPOCH);
    expect(end).toBe(EPOCH + 250);
    expect(measured()).toMatchObject([
      { name: 'http.client.request.duration', attributes: shared, count: 1, value: 0.25 },
    ]);
  });

  it.each([
    ['/search', 'https://shop.example/search', 443],
    ['cast', 'https://shop.example/films/cast', 443],
    ['//cdn.example/x', 'https://cdn.example/x', 443],
    ['http://localhost:8080/x', 'http://localhost:8080/x', 8080],
    ['http://plain.example/x', 'http://plain.example/x', 80],
  ])('to %s is one to %s', (url, full, port) => {
    expect(setup().make({ url }, { status: 200 }).attributes).toMatchObject({
      'url.full': full,
      'server.port': port,
    });
  });

  it.each([
    'data:text/plain,x',
    'blob:https://shop.example/1',
    'about:blank',
    'https://',
    'ws://shop.example/',
  ])('to %s is none', (url) => {
    expect(setup().begin({ url })).toBeUndefined();
  });

  it('to an ignored URL is none: neither traced nor counted', () => {
    const { begin, spans, measured } = setup({ ignoreUrls: ['https://shop.example/health'] });
    expect(begin({ url: '/health' })).toBeUndefined();
    expect(spans).toEqual([]);
    expect(measured()).toEqual([]);
  });

  it('of an unknown method has a name with a low cardinality', () => {
    const { make, measured } = setup();
    const span = make({ method: 'Purge' }, { status: 200 });
    expect(span.name).toBe('HTTP /api/movies/{id}');
    expect(span.attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'Purge',
    });
    expect(measured()[0]?.attributes).toMatchObject({ 'http.request.method': '_OTHER' });
    expect(measured()[0]?.attributes ?? {}).not.toHaveProperty(['http.request.method_original']);
  });

  it('ends once, whatever its events say', () => {
    const { begin, spans, measured } = setup();
    const request = begin();
    request?.end({ status: 200 });
    request?.end({ errorType: 'network' });
    expect(spans).toHaveLength(1);
    expect(measured()).toMatchObject([{ count: 1, attributes: { 'http.response.status_code': 200 } }]);
  });
});

describe('the outcome of a request', () => {
  const ERROR = { code: 2 };
  it.each<[outcome: RequestOutcome, attributes: Attributes, status: object]>([
    [{ status: 200 }, { 'http.response.status_code': 200 }, { code: 0 }],
    [{ status: 304 }, { 'http.response.status_code': 304 }, { code: 0 }],
    [{ status: 404 }, { 'http.response.status_code': 404, 'error.type': '404' }, ERROR],
    [{ status: 503 }, { 'http.response.status_code': 503, 'error.type': '503' }, ERROR],
    [{ errorType: 'network' }, { 'error.type': 'network' }, ERROR],
    [{ errorType: 'timeout', status: 0 }, { 'error.type': 'timeout' }, ERROR],
    [{ isAborted: true }, { 'otel_rum.request.aborted': true }, { code: 0 }],
    [{}, {}, { code: 0 }],
  ])('%j is reported', (outcome, attributes, status) => {
    const { make, measured } = setup();
    const span = make({}, outcome);
    const names = ['http.response.status_code', 'error.type', 'otel_rum.request.aborted'];
    expect(
      Object.fromEntries(Object.entries(span.attributes).filter(([name]) => names.includes(name))),
    ).toEqual(attributes);
    expect(span.status).toEqual(status);
    const { 'otel_rum.request.aborted': _, ...counted } = attributes;
    expect(measured()[0]?.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': 'shop.example',
      'server.port': 443,
      'url.template': '/api/movies/{id}',
      ...counted,
    });
  });

  it("is csp if the page's own policy blocked it", () => {
    const { make } = setup();
    const violation = {
      effectiveDirective: 'connect-src',
      blockedURI: 'https://blocked.example/x',
      disposition: 'enforce',
    };
    const dispatch = (isTrusted: boolean) =>
      page.dispatchEvent(
        Object.defineProperty(Object.assign(new Event('securitypolicyviolation'), violation), 'isTrusted', {
          value: isTrusted,
        }),
      );
    dispatch(false);
    expect(make({ url: 'https://blocked.example/x' }, { errorType: 'network' }).attributes).toMatchObject({
      'error.type': 'network',
    });
    dispatch(true);
    expect(make({ url: 'https://blocked.example/x' }, { errorType: 'network' }).attributes).toMatchObject({
      'error.type': 'csp',
    });
    expect(make({ url: 'https://other.example/x' }, { errorType: 'network' }).attributes).toMatchObject({
      'error.type': 'network',
    });
  });

  it('is counted against the next request of the same URL, until it comes through', () => {
    const { make } = setup();
    const resends = [{ status: 503 }, { errorType: 'network' }, { status: 200 }, { status: 200 }].map(
      (outcome) => make({}, outcome).attributes['http.request.resend_count'],
    );
    expect(resends).toEqual([undefined, 1, 2, undefined]);
  });
});

describe('the trace of a request', () => {
  it('is sent to the page’s own server', () => {
    const { begin, spans } = setup();
    const request = begin();
    request?.end({ status: 200 });
    const { traceId, spanId } = (spans[0] as SpanRecord).spanContext();
    expect(request?.headers).toEqual({ traceparent: `00-${traceId}-${spanId}-03` });
  });

  it('is not sent to another origin that is not listed', () => {
    expect(setup().begin({ url: 'https://other.example/' })?.headers).toEqual({});
    const listed = setup({ propagateTo: ['https://other.example'] });
    expect(listed.begin({ url: 'https://other.example/' })?.headers).toHaveProperty('traceparent');
  });

  it("is the app's own if the app has set it", () => {
    const { begin, spans } = setup();
    const request = begin({ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` });
    request?.end({ status: 200 });
    expect(request?.headers).toEqual({});
    expect(spans[0]?.spanContext().traceId).toBe('a'.repeat(32));
    expect(spans[0]?.parentSpanContext?.spanId).toBe('b'.repeat(16));
  });

  it('is that of the open user action, to which the response’s task belongs too', () => {
    const { actions, begin, spans } = setup();
    const context = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: 'c'.repeat(32),
      spanId: 'd'.repeat(16),
      traceFlags: 1,
    });
    const action = actions.open(context, () => {});
    const request = begin();
    vi.advanceTimersByTime(20);
    const other = actions.open(
      trace.setSpanContext(ROOT_CONTEXT, { traceId: 'e'.repeat(32), spanId: 'f'.repeat(16), traceFlags: 1 }),
      () => {},
    );
    vi.advanceTimersByTime(1);
    expect(actions.current()).toBe(other);
    request?.end({ status: 200 });
    expect(actions.current()).toBe(action);
    expect(spans[0]?.spanContext().traceId).toBe('c'.repeat(32));
  });

  it('is separate for polling during an action, recognized by its rhythm', () => {
    const { actions, begin, spans } = setup();
    for (let poll = 0; poll < 4; poll++) {
      begin({ url: `/poll?n=${poll}` })?.end({ status: 200 });
      vi.advanceTimersByTime(1_000);
    }
    const context = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: 'c'.repeat(32),
      spanId: 'd'.repeat(16),
      traceFlags: 1,
    });
    actions.open(context, () => {});
    // The task of the click itself is certain, what comes after it is a guess.
    begin({ url: '/search?q=1' })?.end({ status: 200 });
    vi.advanceTimersByTime(1);
    begin({ url: '/poll?n=4' })?.end({ status: 200 });
    vi.advanceTimersByTime(1);
    begin({ url: '/search?q=1' })?.end({ status: 200 });
    expect(spans.slice(4).map((span) => span.spanContext().traceId === 'c'.repeat(32))).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('the last byte of a response', () => {
  it('is the end of its span, with the browser’s details', () => {
    const { begin, spans, waiting } = setup({ waits: true });
    const request = begin();
    vi.advanceTimersByTime(100);
    request?.end({ status: 200 });
    expect(spans).toEqual([]);
    waiting[0]?.({ responseEnd: 900, transferSize: 1_300 } as PerformanceResourceTiming);
    expect(spans[0]?.endTime).toEqual([EPOCH / 1_000, 900_000_000]);
    expect(spans[0]?.attributes).toMatchObject({ 'http.response.size': 1_300 });
  });

  it('is not waited for by the measurement, which ends with the headers', () => {
    const { begin, measured, waiting } = setup({ waits: true });
    const request = begin();
    vi.advanceTimersByTime(100);
    request?.end({ status: 200 });
    waiting[0]?.({ responseEnd: 900 } as PerformanceResourceTiming);
    expect(measured()).toMatchObject([{ value: 0.1 }]);
  });
});

describe('a request in flight at the end of the page', () => {
  it('is ended and marked; its measurement is of its real end, should the page live on', () => {
    const { begin, spans, endPage, measured } = setup();
    const request = begin();
    vi.advanceTimersByTime(300);
    endPage();
    expect(spans).toHaveLength(1);
    expect(spans[0]?.attributes).toMatchObject({ 'otel_rum.incomplete': true });
    expect(measured()).toEqual([]);
    vi.advanceTimersByTime(200);
    request?.end({ status: 200 });
    endPage();
    expect(spans).toHaveLength(1);
    expect(measured()).toMatchObject([{ value: 0.5, attributes: { 'http.response.status_code': 200 } }]);
  });

  it('has its true end, once, if the page was only hidden', () => {
    const { begin, spans, endPage, measured } = setup();
    const [failing, left] = [begin(), begin({ method: 'PUT' })];
    endPage(false);
    endPage(false);
    expect(spans).toEqual([]);
    vi.advanceTimersByTime(300);
    failing?.end({ status: 500 });
    expect(spans).toHaveLength(1);
    expect(spans[0]?.attributes).toMatchObject({ 'http.response.status_code': 500 });
    expect(spans[0]?.attributes).not.toHaveProperty(['otel_rum.incomplete']);
    endPage();
    left?.end({ status: 200 });
    expect(spans).toHaveLength(2);
    expect(spans[1]?.attributes).toMatchObject({ 'otel_rum.incomplete': true });
    expect(measured().map(({ count }) => count)).toEqual([1, 1]);
  });

  it('that failed a moment before the page was hidden is an error: the browser did not end it', () => {
    const { begin, spans, endPage } = setup({ waits: true });
    begin()?.end({ errorType: 'network' });
    endPage(false);
    expect(spans[0]?.attributes).toMatchObject({ 'error.type': 'network' });
  });

  it('that the browser failed a moment before, since the page ends, is no error', () => {
    const { begin, spans, endPage, measured } = setup({ waits: true });
    begin()?.end({ errorType: 'network' });
    endPage();
    expect(spans[0]?.attributes).toMatchObject({ 'otel_rum.incomplete': true });
    expect(spans[0]?.attributes).not.toHaveProperty(['error.type']);
    expect(spans[0]?.status.code).toBe(0);
    expect(measured()).toEqual([]);
  });

  it('that has its answer goes as it is', () => {
    const { begin, spans, endPage } = setup({ waits: true });
    begin()?.end({ status: 200 });
    endPage();
    expect(spans).toHaveLength(1);
    expect(spans[0]?.attributes).not.toHaveProperty(['otel_rum.incomplete']);
  });
});

describe('a request that failed with our headers', () => {
  it('costs the next ones of its template the headers, whatever their method, while the browser is online', () => {
    const { begin, make } = setup();
    vi.stubGlobal('navigator', { onLine: false });
    make({}, { errorType: 'network' });
    expect(begin()?.headers).toHaveProperty('traceparent');
    vi.stubGlobal('navigator', { onLine: true });
    make({}, { errorType: 'timeout' });
    make({}, { isAborted: true });
    make({}, { status: 500 });
    expect(begin()?.headers).toHaveProperty('traceparent');
    make({}, { errorType: 'network' });
    expect(begin({ method: 'POST', url: 'https://shop.example/api/movies/8' })?.headers).toEqual({});
    expect(begin({ url: 'https://shop.example/api/actors' })?.headers).toHaveProperty('traceparent');
    make({}, { status: 200, isRedirected: true });
    expect(begin()?.headers).toEqual({});
    make({}, { status: 200, isRedirected: false });
    expect(begin()?.headers).toHaveProperty('traceparent');
  });
});
