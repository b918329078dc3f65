import {
  type Attributes,
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { JsonLogsSerializer, JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SamplingDecision, type SpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyValue, Exemplar, LogData, MetricData, SpanRecord } from '../record.js';
import { encodeLog, encodeMetric, encodeRequest, encodeResource, encodeSpan } from './encode.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type ReadableSpan = Parameters<typeof JsonTraceSerializer.serializeRequest>[0][number];
type ReadableLog = Parameters<typeof JsonLogsSerializer.serializeRequest>[0][number];

/**
 * Normalizes what is equal in the protobuf JSON mapping: absent defaults. The official serializer makes whole numbers
 * integers; here the type is the name's, which is a double for these.
 */
function canonical(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => canonical(item) ?? null);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]): readonly [string, Json | undefined] =>
      name === 'intValue' ? ['doubleValue', Number(member)] : [name, canonical(member)],
    );
    const isKept = ([name, member]: readonly [string, Json | undefined]) =>
      member !== undefined &&
      (name.endsWith('Value') ||
        !(
          member === 0 ||
          member === '' ||
          (Array.isArray(member) && !member.length) ||
          JSON.stringify(member) === '{}'
        ));
    return Object.fromEntries(members.filter(isKept)) as Json;
  }
  // JSON has no minus zero.
  return value === 0 ? 0 : value;
}
const decode = (bytes: Uint8Array | undefined) =>
  canonical(JSON.parse(new TextDecoder().decode(bytes)) as Json);

/** Spans of the official SDK. */
function recordSpans(work: (tracer: Tracer) => void): SpanRecord[] {
  const spans: SpanRecord[] = [];
  const done = () => Promise.resolve();
  const processor: SpanProcessor = {
    onStart: () => {},
    onEnd: (span) => void spans.push(span),
    forceFlush: done,
    shutdown: done,
  };
  const provider = new WebTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    spanProcessors: [processor],
    sampler: {
      shouldSample: () => ({
        decision: SamplingDecision.RECORD_AND_SAMPLED,
        traceState: createTraceState('ot=th:0'),
      }),
      toString: () => 'always',
    },
  });
  work(provider.getTracer('scope', '1.2.3'));
  return spans;
}

const REMOTE = trace.setSpanContext(ROOT_CONTEXT, {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  traceFlags: 1,
  isRemote: true,
  traceState: createTraceState('vendor=x'),
});

describe('encodeSpan', () => {
  const recordRich = () =>
    recordSpans((tracer) => {
      const parent = tracer.startSpan('click "buy"', {
        kind: SpanKind.INTERNAL,
        startTime: 1_700_000_000_000.25,
      });
      const child = tracer.startSpan(
        'GET /api/movies/{id}',
        {
          kind: SpanKind.CLIENT,
          startTime: [1_700_000_000, 5],
          attributes: {
            text: 'ä"\n\u2028',
            whole: 7,
            negative: -3,
            part: 0.5,
            yes: true,
            list: ['a', 'b'],
            numbers: [1, 2.5],
          },
          links: [{ context: trace.getSpanContext(REMOTE) as never, attributes: { why: 'retry' } }],
        },
        trace.setSpan(ROOT_CONTEXT, parent),
      );
      child.addEvent('first byte', { size: 12 }, [1_700_000_000, 999_999_999]);
      child.setStatus({ code: SpanStatusCode.ERROR, message: 'it "broke"' });
      child.end([1_700_000_001, 0]);
      tracer.startSpan('documentLoad', { kind: SpanKind.SERVER }, REMOTE).end();
      parent.setStatus({ code: SpanStatusCode.OK }).end(1_700_000_002_999.5);
      tracer.startSpan('', { kind: SpanKind.PRODUCER }).end();
      tracer.startSpan('consumer', { kind: SpanKind.CONSUMER }).end();
    });

  it("writes the same as OpenTelemetry's own serializer", () => {
    const spans = recordRich();
    expect(spans).toHaveLength(5);
    const ours = encodeRequest(
      'traces',
      encodeResource({ 'service.name': 'shop' }),
      spans.map((span) => ({ scope: span.instrumentationScope, json: encodeSpan(span) })),
    );
    const theirs = decode(JsonTraceSerializer.serializeRequest(spans as unknown as ReadableSpan[]));
    expect(canonical(JSON.parse(ours) as Json)).toEqual(theirs);
  });

  it('writes ids in hex, times as strings of 19 digits, enums as numbers', () => {
    const [child] = recordRich();
    const span = JSON.parse(encodeSpan(child as SpanRecord)) as Record<string, unknown>;
    expect(span).toMatchObject({
      traceId: expect.stringMatching(/^[\da-f]{32}$/),
      spanId: expect.stringMatching(/^[\da-f]{16}$/),
      parentSpanId: expect.stringMatching(/^[\da-f]{16}$/),
      traceState: 'ot=th:0',
      kind: 3,
      startTimeUnixNano: '1700000000000000005',
      endTimeUnixNano: '1700000001000000000',
      status: { code: 2, message: 'it "broke"' },
    });
    expect((span.events as { timeUnixNano: string }[])[0]?.timeUnixNano).toBe('1700000000999999999');
  });

  it('distinguishes a parent on a server from one on the page', () => {
    const flags = Object.fromEntries(
      recordRich().map((span) => [span.name, (JSON.parse(encodeSpan(span)) as { flags: number }).flags]),
    );
    expect(flags.documentLoad).toBe(0x301);
    expect(flags['GET /api/movies/{id}']).toBe(0x101);
  });

  it('counts values that the limits dropped', () => {
    const [span] = recordSpans((tracer) => {
      const attributes = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`k${index}`, index]));
      tracer.startSpan('wide', { attributes }).end();
    });
    expect(JSON.parse(encodeSpan(span as SpanRecord))).toMatchObject({ droppedAttributesCount: 2 });
  });

  it('leaves out empty values', () => {
    const [span] = recordSpans((tracer) => tracer.startSpan('bare').end());
    const members = Object.keys(JSON.parse(encodeSpan(span as SpanRecord)) as object);
    const empty = [
      'attributes',
      'events',
      'links',
      'parentSpanId',
      'droppedAttributesCount',
      'droppedEventsCount',
      'droppedLinksCount',
      'status',
    ];
    expect(members.filter((name) => empty.includes(name))).toEqual([]);
  });
});

const log: LogData = {
  scope: { name: 'otel-rum' },
  eventName: undefined,
  timeMillis: 1_700_000_000_123,
  observedTimeMillis: 1_700_000_000_124,
  severityNumber: undefined,
  severityText: undefined,
  body: undefined,
  attributes: {},
  spanContext: undefined,
};

describe('encodeLog', () => {
  it("writes the same as OpenTelemetry's own serializer, whatever is in the record", () => {
    // The oracle's own numbers: whole ones beyond 53 bits, NaN and infinities, which it does not write like the mapping.
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      fc.integer(),
      fc.boolean(),
      fc.float({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
    );
    const value: fc.Arbitrary<AnyValue> = fc.oneof(
      leaf,
      fc.array(leaf, { maxLength: 3 }),
      fc.dictionary(fc.string(), leaf, { maxKeys: 3 }),
    );
    const record = fc.record({
      eventName: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      millis: fc.integer({ min: 1e12, max: 4e12 }),
      severityNumber: fc.constantFrom(undefined, 1, 9, 17, 24),
      severityText: fc.constantFrom(undefined, 'INFO', 'a"b'),
      body: value,
      attributes: fc.dictionary(fc.string(), value, { maxKeys: 4 }),
      spanContext: fc.constantFrom(undefined, trace.getSpanContext(REMOTE)),
    });
    fc.assert(
      fc.property(record, ({ millis, ...rest }) => {
        const ours = encodeRequest('logs', encodeResource({ a: 'b' }), [
          {
            scope: log.scope,
            json: encodeLog({ ...log, ...rest, timeMillis: millis, observedTimeMillis: millis + 1 }),
          },
        ]);
        const hrTime = (time: number): [number, number] => [Math.floor(time / 1_000), (time % 1_000) * 1e6];
        const theirs = JsonLogsSerializer.serializeRequest([
          {
            ...rest,
            hrTime: hrTime(millis),
            hrTimeObserved: hrTime(millis + 1),
            resource: { attributes: { a: 'b' } },
            instrumentationScope: log.scope,
            droppedAttributesCount: 0,
          } as unknown as ReadableLog,
        ]);
        expect(canonical(JSON.parse(ours) as Json)).toEqual(decode(theirs));
      }),
    );
  });

  it('writes what OTLP has a field for, and no more', () => {
    const spanContext = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    const event = {
      ...log,
      eventName: 'session.start',
      severityNumber: 9,
      severityText: 'INFO',
      body: 'hello',
      spanContext,
    };
    expect(JSON.parse(encodeLog(event, 3))).toEqual({
      timeUnixNano: '1700000000123000000',
      observedTimeUnixNano: '1700000000124000000',
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: 'hello' },
      droppedAttributesCount: 3,
      flags: 1,
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      eventName: 'session.start',
    });
  });

  it('distinguishes an empty body from none', () => {
    expect(JSON.parse(encodeLog({ ...log, body: '' }))).toMatchObject({ body: { stringValue: '' } });
    expect(JSON.parse(encodeLog({ ...log, body: 0 }))).toMatchObject({ body: { doubleValue: 0 } });
    expect(JSON.parse(encodeLog({ ...log, body: null }))).toMatchObject({ body: {} });
    expect(JSON.parse(encodeLog(log))).not.toHaveProperty('body');
  });
});

const point = {
  attributes: {} as Attributes,
  value: 0,
  count: 0,
  min: 0,
  max: 0,
  bucketCounts: [] as number[],
  exemplars: [] as Exemplar[],
};
const sum: MetricData = {
  scope: { name: 'app' },
  name: 'clicks',
  description: '',
  unit: '',
  kind: 'sum',
  isMonotonic: true,
  isInteger: false,
  bounds: [],
  startMillis: 1_700_000_000_000,
  endMillis: 1_700_000_005_000,
  points: [{ ...point, value: 2.5, attributes: { a: 'b' } }],
};
const TIMES = { startTimeUnixNano: '1700000000000000000', timeUnixNano: '1700000005000000000' };

describe('encodeMetric', () => {
  it('writes a counter as a monotonic delta', () => {
    expect(JSON.parse(encodeMetric({ ...sum, description: 'Clicks.', unit: '{click}' }))).toEqual({
      name: 'clicks',
      description: 'Clicks.',
      unit: '{click}',
      sum: {
        dataPoints: [{ attributes: [{ key: 'a', value: { stringValue: 'b' } }], ...TIMES, asDouble: 2.5 }],
        aggregationTemporality: 1,
        isMonotonic: true,
      },
    });
  });

  it('writes a sum of integers as 64-bit integers, in a string', () => {
    const json = encodeMetric({
      ...sum,
      isInteger: true,
      points: [
        { ...point, value: -0 },
        { ...point, value: 12 },
      ],
    });
    const points = (JSON.parse(json) as { sum: { dataPoints: { asInt: string }[] } }).sum.dataPoints;
    expect(points.map(({ asInt }) => asInt)).toEqual(['0', '12']);
  });

  it('writes an up-down counter as a cumulative sum that is not monotonic', () => {
    expect(JSON.parse(encodeMetric({ ...sum, isMonotonic: false }))).toMatchObject({
      sum: { aggregationTemporality: 2, isMonotonic: false },
    });
  });

  it('writes a gauge without temporality, and a value of 0 all the same', () => {
    const json = JSON.parse(encodeMetric({ ...sum, kind: 'gauge', points: [point] })) as Record<
      string,
      unknown
    >;
    expect(json.gauge).toEqual({ dataPoints: [{ ...TIMES, asDouble: 0 }] });
  });

  it('writes a histogram with counts as strings and one bucket more than bounds', () => {
    const bounds = [0.1, 1];
    const points = [{ ...point, value: 3.5, count: 3, min: 0, max: 3, bucketCounts: [1, 0, 2] }];
    expect(JSON.parse(encodeMetric({ ...sum, kind: 'histogram', bounds, points }))).toMatchObject({
      histogram: {
        aggregationTemporality: 1,
        dataPoints: [
          {
            ...TIMES,
            count: '3',
            sum: 3.5,
            bucketCounts: ['1', '0', '2'],
            explicitBounds: [0.1, 1],
            min: 0,
            max: 3,
          },
        ],
      },
    });
  });

  it('writes the exemplars of a histogram, one by one, and passes over buckets without', () => {
    const spanContext = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    const exemplars: Exemplar[] = [];
    exemplars[1] = { value: 0.5, timeMillis: 1_700_000_000_123.5, spanContext };
    exemplars[3] = { value: 7, timeMillis: 1_700_000_000_124, spanContext };
    const bounds = [0.1, 1, 2];
    const points = [
      { ...point, count: 2, bucketCounts: [0, 1, 0, 1], exemplars },
      { ...point, count: 1, bucketCounts: [1, 0, 0, 0] },
    ];
    const json = JSON.parse(encodeMetric({ ...sum, kind: 'histogram', bounds, points })) as {
      histogram: { dataPoints: { exemplars?: unknown }[] };
    };
    const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };
    expect(json.histogram.dataPoints.map((dataPoint) => dataPoint.exemplars)).toEqual([
      [
        { timeUnixNano: '1700000000123500000', asDouble: 0.5, ...ids },
        { timeUnixNano: '1700000000124000000', asDouble: 7, ...ids },
      ],
      undefined,
    ]);
  });
});

describe('encodeRequest', () => {
  const record = (name: string, scope: { name: string; version?: string }) => ({
    scope,
    json: `{"name":"${name}"}`,
  });

  it.each([
    ['traces', 'resourceSpans', 'scopeSpans', 'spans'],
    ['logs', 'resourceLogs', 'scopeLogs', 'logRecords'],
    ['metrics', 'resourceMetrics', 'scopeMetrics', 'metrics'],
  ] as const)('puts %s into the envelope of their signal', (signal, resources, scopes, records) => {
    const json = encodeRequest(signal, encodeResource({ 'service.name': 'shop' }), [
      record('a', { name: 's' }),
    ]);
    expect(JSON.parse(json)).toEqual({
      [resources]: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
          [scopes]: [{ scope: { name: 's' }, [records]: [{ name: 'a' }] }],
        },
      ],
    });
  });

  it('groups records by scope, the order within each kept, the versions of one scope apart', () => {
    const json = encodeRequest('traces', encodeResource({}), [
      record('a', { name: 's"' }),
      record('b', { name: 's"', version: '2' }),
      record('c', { name: 's"' }),
      record('d', { name: '' }),
    ]);
    const [{ scopeSpans }] = (JSON.parse(json) as { resourceSpans: [{ scopeSpans: unknown[] }] })
      .resourceSpans;
    expect(scopeSpans).toEqual([
      { scope: { name: 's"' }, spans: [{ name: 'a' }, { name: 'c' }] },
      { scope: { name: 's"', version: '2' }, spans: [{ name: 'b' }] },
      { scope: { name: '' }, spans: [{ name: 'd' }] },
    ]);
  });
});
