import * as official from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, it } from 'vitest';
import * as semconv from './semconv.js';

const ours = Object.entries(semconv) as [name: string, value: string][];
const attributes = ours.filter(([name]) => !/^(SPAN|EVENT|METRIC)_/.test(name) || name === 'METRIC_OVERFLOW');
const eventsAndMetrics = ours.filter(([name]) => /^(EVENT|METRIC)_/.test(name));
const officialNames = new Set<unknown>([
  ...Object.values(official),
  // Of the metrics SDK's specification, which has no constant.
  'otel.metric.overflow',
]);
/**
 * Names that open-telemetry/opentelemetry-browser emits and the registry does not have yet:
 * https://github.com/open-telemetry/opentelemetry-browser/tree/main/packages/instrumentation/src
 */
const NAMES_OF_OPENTELEMETRY_BROWSER = [
  'browser.navigation',
  'browser.navigation.type',
  'browser.navigation.same_document',
  'browser.navigation.hash_change',
  'browser.user_action.click',
  'browser.long_animation_frame',
  'browser.long_animation_frame.duration',
  'browser.long_animation_frame.blocking_duration',
  'browser.resource_timing',
  'browser.resource_timing.initiator_type',
  'browser.resource_timing.duration',
  'browser.console',
  'browser.console.method',
];

describe('our names', () => {
  it('are each of one thing', () => {
    const values = attributes.map(([, value]) => value);
    expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
  });

  it.each([...attributes, ...eventsAndMetrics])('are spelt as OpenTelemetry spells names: %s', (_, value) => {
    expect(value).toMatch(/^[a-z][a-z\d]*(_[a-z\d]{2,}|_v\d)*(\.[a-z\d]{2,}(_[a-z\d]{2,})*)*\.?$/);
  });

  it.each([...attributes, ...eventsAndMetrics])(
    'are in our namespace, or stand in the registry or in opentelemetry-browser: %s',
    (_, value) => {
      const isOwn = value.startsWith('otel_rum.');
      expect(isOwn || officialNames.has(value) || NAMES_OF_OPENTELEMETRY_BROWSER.includes(value)).toBe(true);
    },
  );

  it('of opentelemetry-browser are all in use, and not in the registry yet', () => {
    const used = new Set(ours.map(([, value]) => value));
    expect(
      NAMES_OF_OPENTELEMETRY_BROWSER.filter((name) => !used.has(name) || officialNames.has(name)),
    ).toEqual([]);
  });
});
