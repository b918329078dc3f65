import * as official from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, it } from 'vitest';
import * as semconv from './semconv.js';

const ours = Object.entries(semconv) as [name: string, value: string][];
const attributes = ours.filter(([name]) => !/^(SPAN|EVENT|METRIC)_/.test(name) || name === 'METRIC_OVERFLOW');
const officialNames = new Set<unknown>([
  ...Object.values(official),
  // Of the metrics SDK's specification, which has no constant.
  'otel.metric.overflow',
  // Named after the official `http.response.body.size`, and not in the registry itself.
  'http.response.body.uncompressed_size',
]);

describe('our names', () => {
  it('are each of one thing', () => {
    const values = attributes.map(([, value]) => value);
    expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
  });

  it.each(attributes)('are spelt as OpenTelemetry spells names: %s', (_, value) => {
    expect(value).toMatch(/^[a-z][a-z\d_]*(\.[a-z\d_]+)*\.?$/);
  });

  it.each(attributes)('are in a namespace of ours, or in the official list: %s', (_, value) => {
    const isOwn = /^(otel_rum|browser)\./.test(value);
    expect(isOwn || officialNames.has(value)).toBe(true);
  });
});
