import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../browser/clock.js';
import { createGuard } from '../diagnostics/guard.js';
import { type LogData, moveStart, type SpanRecord } from '../record.js';
import { createLogs } from './logs.js';
import { createMetrics } from './metrics.js';
import { createTraces, decideBy } from './traces.js';

const ORIGIN = 1_700_000_000_000;
const HOUR = 3_600_000;
const page = { monotonic: 0, wall: 0 };
const pass = (millis: number) => {
  page.monotonic += millis;
  page.wall += millis;
};
beforeEach(() => {
  page.monotonic = 5_000;
  page.wall = ORIGIN + 5_000;
  vi.stubGlobal('performance', { timeOrigin: ORIGIN, now: () => page.monotonic });
  vi.stubGlobal('Date', Object.assign(class extends Date {}, { now: () => page.wall }));
});
const guard = createGuard({ warn: () => {}, debug: () => {} });
const millisOf = ([seconds, nanos]: readonly [number, number]) => seconds * 1e3 + nanos / 1e6;

describe.each([
  ['forward by an hour', HOUR],
  ['back by an hour', -HOUR],
])('when the wall clock is set %s', (_, jump) => {
  const tracing = () => {
    const ended: SpanRecord[] = [];
    const clock = createClock();
    const tracer = createTraces({
      clock,
      resource: {},
      decide: decideBy(() => ({ isSampled: true, traceState: '' })),
      onStart: () => {},
      onEnd: (span) => ended.push(span),
      maxAttributes: 128,
      maxValueLength: 1_000,
    }).getTracer('test');
    const lengthOf = () => {
      const { startTime, endTime } = ended[0] as SpanRecord;
      return Math.round(millisOf(endTime) - millisOf(startTime));
    };
    return { clock, tracer, lengthOf };
  };

  it('a span lasts as long as it lasted: by wall time, by page time, by now', () => {
    for (const end of [(now: number) => createClock().toEpoch(now), (now: number) => now, () => undefined]) {
      const { clock, tracer, lengthOf } = tracing();
      const span = tracer.startSpan('GET /', { startTime: clock.toEpoch(page.monotonic) });
      pass(300);
      page.wall += jump;
      pass(300);
      clock.epochNow();
      span.addEvent('late');
      span.end(end(page.monotonic));
      expect(lengthOf()).toBe(600);
      page.wall -= jump;
    }
  });

  it('a span whose start is moved lasts as long as it lasted', () => {
    const { clock, tracer, lengthOf } = tracing();
    const span = tracer.startSpan('navigation', { startTime: clock.toEpoch(page.monotonic) });
    page.wall += jump;
    pass(600);
    moveStart(span, -1_500.25);
    span.end(clock.toEpoch(page.monotonic));
    expect(lengthOf()).toBe(2_100);
  });

  it('a metric’s point ends after it began, and its exemplar is between', () => {
    const clock = createClock();
    const metrics = createMetrics(clock, guard, { onMeasure: () => {}, activeContext: () => ROOT_CONTEXT });
    const meter = metrics.getMeter('test');
    const context = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      traceFlags: 1,
    });
    const collect = () => {
      meter.createHistogram('h').record(1, {}, context);
      meter.createUpDownCounter('u').add(1);
      pass(200);
      page.wall += jump;
      pass(200);
      return metrics.collect();
    };
    pass(100);
    for (const { startMillis, endMillis, points } of [...collect(), ...collect()]) {
      expect(endMillis - startMillis).toBeGreaterThanOrEqual(400);
      expect(endMillis - startMillis).toBeLessThan(1_000);
      for (const { timeMillis } of points[0]?.exemplars.filter(Boolean) ?? []) {
        expect(timeMillis).toBeGreaterThanOrEqual(startMillis);
        expect(timeMillis).toBeLessThanOrEqual(endMillis);
      }
    }
  });

  it('an event is not observed before it happened', () => {
    const clock = createClock();
    const emitted: LogData[] = [];
    const logger = createLogs({
      clock,
      activeContext: () => ROOT_CONTEXT,
      onEmit: (log) => emitted.push(log),
    }).getLogger('test');
    const timestamp = clock.toEpoch(page.monotonic);
    pass(100);
    page.wall += jump;
    logger.emit({ eventName: 'click', timestamp });
    const { timeMillis, observedTimeMillis } = emitted[0] as LogData;
    expect(observedTimeMillis).toBeGreaterThanOrEqual(timeMillis);
  });
});
