import { describe, expect, it } from 'vitest';
import { aSpan, logsOf, metricsOf, tracesOf } from './fixture.mjs';
import { validate } from './validate.mjs';

const spanOf = (request) => request.resourceSpans[0].scopeSpans[0].spans[0];
const checkSpan = (changes) => spanOf(validate('traces', tracesOf(aSpan(changes))));
const checkValue = (value) => checkSpan({ attributes: [{ key: 'a', value }] }).attributes[0].value;
const checkLog = (record) => validate('logs', logsOf(record)).resourceLogs[0].scopeLogs[0].logRecords[0];
const checkMetric = (metric) =>
  validate('metrics', metricsOf(metric)).resourceMetrics[0].scopeMetrics[0].metrics[0];

describe('ids', () => {
  it.each([
    ['traceId', 'too short', 'abc'],
    ['traceId', 'base64', 'W47/95gDgQPSabYzgT/GDA=='],
    ['traceId', 'all zero', '0'.repeat(32)],
    ['traceId', 'missing', undefined],
    ['spanId', 'all zero', '0'.repeat(16)],
    ['spanId', 'empty', ''],
    ['parentSpanId', 'too long', 'a'.repeat(32)],
  ])('%s may not be %s', (field, _what, value) => {
    expect(() => checkSpan({ [field]: value })).toThrow(new RegExp(`spans\\[0\\]\\.${field}: `));
  });

  it('become lower case', () => {
    expect(checkSpan({ spanId: 'EEE19B7EC3C1B174' }).spanId).toBe('eee19b7ec3c1b174');
  });

  it('may be empty if they are optional', () => {
    expect(checkSpan({ parentSpanId: '' }).parentSpanId).toBe('');
    expect(checkLog({ traceId: '', spanId: '' })).toEqual({ traceId: '', spanId: '' });
  });
});

describe('64-bit integers', () => {
  it('become strings, from strings and from numbers', () => {
    expect(checkValue({ intValue: '-9223372036854775808' })).toEqual({ intValue: '-9223372036854775808' });
    expect(checkValue({ intValue: 42 })).toEqual({ intValue: '42' });
    expect(checkSpan({ endTimeUnixNano: 1_700_000_000 }).endTimeUnixNano).toBe('1700000000');
  });

  it.each([
    ['a number that JSON cannot hold exactly', 1_544_712_660_000_000_000],
    ['a fraction', 1.5],
    ['not decimal', '0x10'],
    ['out of range', '9223372036854775808'],
    ['a boolean', true],
  ])('may not be %s', (_what, intValue) => {
    expect(() => checkValue({ intValue })).toThrow(/intValue: must be a signed 64-bit integer/);
  });

  it('are above zero if they are a time and present', () => {
    for (const startTimeUnixNano of [undefined, '0', '-1', '18446744073709551616']) {
      expect(() => checkSpan({ startTimeUnixNano })).toThrow(/startTimeUnixNano: must be nanoseconds/);
    }
  });
});

describe('attribute values', () => {
  it.each([
    [{ stringValue: '' }],
    [{ boolValue: false }],
    [{ doubleValue: 1.5 }],
    [{ doubleValue: 'NaN' }],
    [{ bytesValue: 'AQI=' }],
    [{ arrayValue: { values: [{ stringValue: 'a' }, {}] } }],
    [{ kvlistValue: { values: [{ key: 'k', value: { kvlistValue: {} } }] } }],
  ])('may be %j', (value) => {
    expect(checkValue(value)).toEqual(value);
  });

  it.each([
    [{}],
    [{ stringValue: 'a', intValue: '1' }],
    [{ stringValue: 1 }],
    [{ doubleValue: '1.5' }],
    [{ bytesValue: '*' }],
    [{ arrayValue: [] }],
    ['a'],
  ])('may not be %j', (value) => {
    expect(() => checkValue(value)).toThrow(/attributes\[0\]\.value/);
  });

  it('have keys that are not empty and not repeated', () => {
    const attribute = (key) => ({ key, value: { stringValue: 'a' } });
    expect(() => checkSpan({ attributes: [attribute('')] })).toThrow(/attributes\[0\]\.key/);
    expect(() => checkSpan({ attributes: [attribute('a'), attribute('a')] })).toThrow(
      /attributes\[1\]\.key: "a" is there twice/,
    );
  });
});

it('leaves out fields that OTLP does not know', () => {
  expect(validate('traces', { ...tracesOf(aSpan({ isNew: 1 })), other: {} })).toEqual(tracesOf(aSpan()));
});

it('takes enums as numbers of their range only', () => {
  expect(checkSpan({ kind: 5, status: { code: 2 } })).toMatchObject({ kind: 5, status: { code: 2 } });
  expect(() => checkSpan({ kind: 'SPAN_KIND_CLIENT' })).toThrow(/kind/);
  expect(() => checkSpan({ kind: 6 })).toThrow(/kind/);
  expect(() => checkSpan({ status: { code: 3 } })).toThrow(/status\.code/);
  expect(() => checkLog({ severityNumber: 25 })).toThrow(/severityNumber/);
});

it('says where the fault is, and how many more that record has', () => {
  expect(() => validate('traces', tracesOf(aSpan(), { name: '' }))).toThrow(
    /^resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[1\]\.traceId: .+ \(and 4 more in it\)$/,
  );
  expect(() => validate('traces', [])).toThrow(/^the request: /);
});

it('takes a log record with nothing but its event name', () => {
  expect(checkLog({ eventName: 'session.start' })).toEqual({ eventName: 'session.start' });
});

describe('metrics', () => {
  const timeUnixNano = '1544712660000000000';
  const sum = (changes) => ({
    dataPoints: [{ timeUnixNano, asInt: '1' }],
    aggregationTemporality: 1,
    ...changes,
  });
  const histogram = (point) => ({ dataPoints: [{ timeUnixNano, ...point }], aggregationTemporality: 1 });
  const wrong = (metric, reason) => expect(() => checkMetric({ name: 'm', ...metric })).toThrow(reason);

  it('have exactly one kind of data', () => {
    expect(checkMetric({ name: 'm', sum: sum() })).toEqual({ name: 'm', sum: sum() });
    wrong({}, /must have exactly one of gauge/);
    wrong({ sum: sum(), gauge: {} }, /must have exactly one of gauge/);
  });

  it('are delta or cumulative', () => {
    wrong({ sum: sum({ aggregationTemporality: 0 }) }, /aggregationTemporality/);
    wrong({ sum: sum({ aggregationTemporality: undefined }) }, /aggregationTemporality/);
  });

  it('have one number per point, or the flag for no value', () => {
    wrong({ gauge: { dataPoints: [{ timeUnixNano }] } }, /either asDouble or asInt/);
    wrong({ gauge: { dataPoints: [{ timeUnixNano, asInt: '1', asDouble: 1 }] } }, /either asDouble or asInt/);
    expect(() =>
      checkMetric({ name: 'm', gauge: { dataPoints: [{ timeUnixNano, flags: 1 }] } }),
    ).not.toThrow();
  });

  it('have consistent histograms', () => {
    const good = { count: '3', sum: 1.5, bucketCounts: ['1', '2'], explicitBounds: [0.5] };
    expect(checkMetric({ name: 'm', histogram: histogram(good) }).histogram).toEqual(histogram(good));
    wrong({ histogram: histogram({ ...good, count: '4' }) }, /add up to 3, but count is 4/);
    wrong({ histogram: histogram({ ...good, explicitBounds: [] }) }, /one longer/);
    wrong(
      { histogram: histogram({ ...good, explicitBounds: [2, 1], bucketCounts: [1, 1, 1] }) },
      /increasing/,
    );
  });
});
