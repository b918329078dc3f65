import { expect, it } from 'vitest';
import { aSpan, logsOf, metricsOf, tracesOf } from '../../fixture.mjs';
import { createTelemetry } from './telemetry.mjs';

const text = (key, stringValue) => ({ key, value: { stringValue } });
const number = (key, doubleValue) => ({ key, value: { doubleValue } });
const accepted = (signal, request, changes) => ({
  signal,
  request,
  records: 1,
  encodedBytes: 40,
  rawBytes: 100,
  contentType: 'application/json',
  receivedAtMillis: 1_700_000_000_000,
  ...changes,
});
const vital = (name, value, id) => ({
  eventName: 'browser.web_vital',
  attributes: [
    text('browser.web_vital.name', name),
    number('browser.web_vital.value', value),
    text('browser.web_vital.id', id),
    text('otel_rum.web_vital.attribution.target', 'h1.hero'),
  ],
});
const exception = (message, session = 's1') => ({
  eventName: 'exception',
  timeUnixNano: '1700000000000000000',
  attributes: [
    text('exception.type', 'TypeError'),
    text('exception.message', message),
    text('session.id', session),
  ],
});

function telemetryOf(...requests) {
  const telemetry = createTelemetry();
  for (const each of requests) telemetry.apply(each);
  return telemetry;
}

it('rates a vital by the 75th percentile of its measurements, each counted once', () => {
  const { vitals } = telemetryOf(
    accepted('logs', logsOf(vital('lcp', 9_000, 'a'), vital('lcp', 1_000, 'b'), vital('lcp', 2_000, 'c'))),
    accepted('logs', logsOf(vital('lcp', 2_600, 'a'), vital('lcp', 3_000, 'd'))),
  );
  expect(vitals.summary('lcp')).toEqual({
    count: 4,
    latest: 3_000,
    p75: 2_600,
    rating: 'needs-improvement',
    target: 'h1.hero',
  });
  expect(vitals.summary('cls')).toEqual({ count: 0 });
});

it('rates a value on a threshold as the better of the two', () => {
  const { vitals } = telemetryOf(accepted('logs', logsOf(vital('cls', 0.1, 'a'), vital('inp', 500, 'b'))));
  expect([vitals.summary('cls').rating, vitals.summary('inp').rating]).toEqual(['good', 'needs-improvement']);
});

it('folds the same error, and takes those that a backend noted on its spans', () => {
  const onSpan = {
    name: 'exception',
    timeUnixNano: '1700000000000000000',
    attributes: [text('exception.type', 'E')],
  };
  const { errors } = telemetryOf(
    accepted('logs', logsOf(exception('x'), exception('y'), exception('x'))),
    accepted('traces', tracesOf(aSpan({ events: [onSpan, { ...onSpan, name: 'retry' }] }))),
  );
  expect(errors.list().map(({ type, message, count }) => [type, message, count])).toEqual([
    ['E', '', 1],
    ['TypeError', 'x', 2],
    ['TypeError', 'y', 1],
  ]);
  expect(errors.list()[0]).toMatchObject({ traceId: aSpan().traceId, spanId: aSpan().spanId });
  expect(errors.total()).toBe(4);
});

it('keeps the last 500 events, and counts all', () => {
  const { events } = telemetryOf(
    accepted('logs', logsOf(...Array.from({ length: 510 }, (_, index) => ({ eventName: `e${index}` })))),
  );
  expect(events.list()).toHaveLength(500);
  expect(events.list()[0].name).toBe('e509');
  expect(events.total()).toBe(510);
});

it('adds deltas up by attribute set, and replaces cumulative values', () => {
  const timeUnixNano = '1700000000000000000';
  const request = (count, aggregationTemporality) => {
    const point = {
      timeUnixNano,
      count: `${count}`,
      sum: count / 2,
      explicitBounds: [1],
      bucketCounts: [`${count}`, '0'],
    };
    const dataPoints = [
      { ...point, attributes: [text('browser.web_vital.rating', 'good')] },
      { ...point, attributes: [text('browser.web_vital.rating', 'poor')] },
    ];
    const counter = {
      dataPoints: [{ timeUnixNano, asInt: `${count}` }],
      aggregationTemporality,
      isMonotonic: true,
    };
    return metricsOf(
      { name: 'otel_rum.web_vital.lcp', unit: 's', histogram: { dataPoints, aggregationTemporality } },
      { name: 'clicks', sum: counter },
    );
  };
  const delta = telemetryOf(accepted('metrics', request(2, 1)), accepted('metrics', request(3, 1))).metrics;
  expect(delta.countsBy('otel_rum.web_vital.lcp', 'browser.web_vital.rating')).toEqual({ good: 5, poor: 5 });
  const [clicks, vitalSeries] = delta.list().map(({ series }) => [...series.values()]);
  expect(vitalSeries[0]).toMatchObject({ count: 5, sum: 2.5, buckets: [5, 0] });
  expect(clicks).toMatchObject([{ value: 5 }]);

  const cumulative = telemetryOf(
    accepted('metrics', request(2, 2)),
    accepted('metrics', request(3, 2)),
  ).metrics;
  expect([...cumulative.list()[0].series.values()]).toMatchObject([{ value: 3 }]);
});

it('counts the bytes on the wire by signal and over time', () => {
  const { wire } = telemetryOf(
    accepted('traces', {}, { records: 3 }),
    accepted('traces', {}),
    accepted('logs', {}, { receivedAtMillis: 1_700_000_004_000, contentType: 'application/x-protobuf' }),
  );
  expect(wire.totals().traces).toEqual({ requests: 2, records: 4, encodedBytes: 80, rawBytes: 200 });
  expect(wire.history(1_700_000_004_500).slice(-3)).toEqual([
    { traces: 80, logs: 0, metrics: 0 },
    { traces: 0, logs: 0, metrics: 0 },
    { traces: 0, logs: 40, metrics: 0 },
  ]);
  expect(wire.requests()[0]).toMatchObject({ encoding: 'protobuf', isPacked: true });
});

it('knows the services and the sessions, the newest first', () => {
  const telemetry = telemetryOf(accepted('logs', logsOf(exception('x', 's1'), exception('x', 's2'))));
  expect([...telemetry.services().keys()]).toEqual(['unknown']);
  expect(telemetry.sessions()).toEqual(['s2', 's1']);
});

it('is empty again when it is cleared', () => {
  const telemetry = telemetryOf(accepted('logs', logsOf(exception('x'), vital('lcp', 1, 'a'))));
  telemetry.clear();
  expect(telemetry.errors.list()).toEqual([]);
  expect(telemetry.events.list()).toEqual([]);
  expect(telemetry.vitals.summary('lcp').count).toBe(0);
  expect(telemetry.wire.totals().logs.requests).toBe(0);
});
