import { context, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { AggregationTemporalityPreference } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSpan, startTestCollector, tracesOf } from './fixture.mjs';

const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const resource = resourceFromAttributes({ 'service.name': 'api' });
const attribute = (key, value) => ({ key, value });

let collector;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

describe("what Node's own OTLP exporters send as protobuf is written as OTLP/JSON", () => {
  it('spans, with hex ids and times as strings', async () => {
    const exporter = new OTLPTraceExporter({ url: `${collector.url}/v1/traces`, compression: 'gzip' });
    const provider = new BasicTracerProvider({
      resource,
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    });
    const tracer = provider.getTracer('test', '1.0');
    const parent = tracer.startSpan('GET /films', { kind: 1, startTime: 1_700_000_000_000 });
    const child = tracer.startSpan('query', {}, trace.setSpan(context.active(), parent));
    child.setAttributes({ text: 'a', whole: 7, half: 0.5, yes: true, no: false, list: [1, 2], none: '' });
    child.setStatus({ code: 2, message: 'broken' });
    child.addEvent('exception', { 'exception.type': 'Error' });
    child.end();
    parent.end();
    await provider.shutdown();

    const [first, second] = (await collector.written('traces')).map((each) => each.resourceSpans[0]);
    expect(first.resource.attributes).toContainEqual(attribute('service.name', { stringValue: 'api' }));
    expect(first.scopeSpans[0].scope).toEqual({ name: 'test', version: '1.0' });
    const { traceId, spanId } = parent.spanContext();
    expect(first.scopeSpans[0].spans).toEqual([
      {
        traceId,
        spanId: child.spanContext().spanId,
        parentSpanId: spanId,
        name: 'query',
        kind: 1,
        flags: expect.any(Number),
        startTimeUnixNano: expect.stringMatching(/^\d{19}$/),
        endTimeUnixNano: expect.stringMatching(/^\d{19}$/),
        attributes: [
          attribute('text', { stringValue: 'a' }),
          attribute('whole', { intValue: '7' }),
          attribute('half', { doubleValue: 0.5 }),
          attribute('yes', { boolValue: true }),
          attribute('no', { boolValue: false }),
          attribute('list', { arrayValue: { values: [{ intValue: '1' }, { intValue: '2' }] } }),
          attribute('none', { stringValue: '' }),
        ],
        events: [
          {
            name: 'exception',
            timeUnixNano: expect.stringMatching(/^\d{19}$/),
            attributes: [attribute('exception.type', { stringValue: 'Error' })],
          },
        ],
        status: { code: 2, message: 'broken' },
      },
    ]);
    expect(second.scopeSpans[0].spans[0]).toMatchObject({
      kind: 2,
      startTimeUnixNano: '1700000000000000000',
    });
    expect(second.scopeSpans[0].spans[0]).not.toHaveProperty('parentSpanId');
  });

  it('log records, with the name of their event', async () => {
    const exporter = new OTLPLogExporter({ url: `${collector.url}/v1/logs` });
    const provider = new LoggerProvider({
      resource,
      processors: [new SimpleLogRecordProcessor({ exporter })],
    });
    const record = {
      eventName: 'app.started',
      severityNumber: SeverityNumber.INFO,
      body: { port: 80, host: null },
    };
    provider.getLogger('test').emit(record);
    await provider.shutdown();

    expect((await collector.written('logs')).at(-1).resourceLogs[0].scopeLogs[0].logRecords).toEqual([
      expect.objectContaining({
        eventName: 'app.started',
        severityNumber: 9,
        body: {
          kvlistValue: { values: [attribute('port', { intValue: '80' }), attribute('host', {})] },
        },
      }),
    ]);
  });

  it('metrics, with counts as strings and sums as numbers', async () => {
    const exporter = new OTLPMetricExporter({
      url: `${collector.url}/v1/metrics`,
      temporalityPreference: AggregationTemporalityPreference.DELTA,
    });
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
    const provider = new MeterProvider({ resource, readers: [reader] });
    const meter = provider.getMeter('test');
    const advice = { explicitBucketBoundaries: [0.1, 1] };
    const histogram = meter.createHistogram('http.server.request.duration', { unit: 's', advice });
    histogram.record(0.05);
    histogram.record(3, { route: '/' });
    meter.createCounter('hits').add(2);
    await provider.shutdown();

    const [written] = await collector.written('metrics');
    const [durations, hits] = written.resourceMetrics[0].scopeMetrics[0].metrics;
    expect(durations).toMatchObject({ name: 'http.server.request.duration', unit: 's' });
    expect(durations.histogram.aggregationTemporality).toBe(1);
    expect(durations.histogram.dataPoints).toMatchObject([
      { count: '1', sum: 0.05, bucketCounts: ['1', '0', '0'], explicitBounds: [0.1, 1] },
      { count: '1', sum: 3, bucketCounts: ['0', '0', '1'], min: 3, max: 3 },
    ]);
    expect(hits.sum).toMatchObject({ isMonotonic: true, dataPoints: [{ asDouble: 2 }] });
  });
});

describe('a protobuf request', () => {
  it('is answered with an empty message of its own type', async () => {
    const response = await collector.post('traces', new Uint8Array(), PROTOBUF);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-protobuf']);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it('that is invalid is refused with 400, and a Status in protobuf with the reason', async () => {
    const response = await collector.post('traces', new Uint8Array([10, 200, 1, 1]), PROTOBUF);
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/x-protobuf']);
    expect(await status(response)).toEqual([
      3,
      expect.stringMatching(/not a valid ExportTraceServiceRequest/),
    ]);
  });

  it('is validated like JSON', async () => {
    // resource_spans { scope_spans { spans { name: "x" } } }
    const response = await collector.post(
      'traces',
      new Uint8Array([10, 7, 18, 5, 18, 3, 42, 1, 120]),
      PROTOBUF,
    );
    expect(await status(response)).toEqual([3, expect.stringMatching(/spans\[0\]\.traceId: /)]);
  });

  it('that is nested too deeply is refused with 400', async () => {
    // kvlists within arrays within …, as AnyValue { array_value { values { … } } }
    let value = Buffer.alloc(0);
    const wrap = (field, inner) =>
      Buffer.concat([Buffer.from([(field << 3) | 2]), varint(inner.length), inner]);
    for (let depth = 0; depth < 5_000; depth += 1) value = wrap(5, wrap(1, value));
    const body = wrap(1, wrap(2, wrap(2, wrap(5, value))));
    expect((await collector.post('logs', body, PROTOBUF)).status).toBe(400);
  });
});

it('JSON and protobuf of one span are written alike', async () => {
  const exporter = new OTLPTraceExporter({ url: `${collector.url}/v1/traces` });
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const span = provider.getTracer('test').startSpan('same', { startTime: 1_700_000_000_000 });
  span.end(1_700_000_001_000);
  await provider.shutdown();
  const binary = (await collector.written('traces')).at(-1).resourceSpans[0].scopeSpans[0].spans[0];
  const times = { startTimeUnixNano: '1700000000000000000', endTimeUnixNano: '1700000001000000000' };
  const { flags } = binary;
  await collector.post(
    'traces',
    tracesOf(aSpan({ ...span.spanContext(), ...times, name: 'same', flags, status: {} })),
  );
  const json = (await collector.written('traces')).at(-1).resourceSpans[0].scopeSpans[0].spans[0];
  expect(json).toEqual({ ...binary, status: {} });
});

async function status(response) {
  const message = new protobuf.Type('Status')
    .add(new protobuf.Field('code', 1, 'int32'))
    .add(new protobuf.Field('message', 2, 'string'))
    .decode(new Uint8Array(await response.arrayBuffer()));
  return [message.code, message.message];
}

function varint(number) {
  const bytes = [];
  for (let rest = number; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}
