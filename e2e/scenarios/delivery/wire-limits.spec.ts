import { bundle } from '../../harness/bundle.js';
import { serveModulePage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

interface Wire {
  name: string;
  body: { stringValue: string };
  attributes: { key: string; value: { stringValue?: string; arrayValue?: { values: unknown[] } } }[];
  events: Wire[];
  links: Wire[];
  status: { message: string };
  eventName: string;
  droppedAttributesCount?: number;
}

/** Returns all objects in an export's body that have this member. */
const withMember = (value: unknown, member: string): Wire[] => {
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.values(value).flatMap((item) => withMember(item, member));
  return member in value ? [value as Wire, ...found] : found;
};

test('records of an app without limits are sent within the documented limits, and losses are counted', async ({
  page,
  site,
  collector,
}) => {
  const script = await bundle(`
    import { metrics, trace } from '@opentelemetry/api';
    import { getRum, initRum } from 'otel-rum';
    initRum({ serviceName: 'shop', endpoint: '${collector.url}' });
    const long = 'x'.repeat(100_000);
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => ['k' + index, index]));
    const list = Array(5_000).fill(1.5);
    const attributes = { text: long, list, [long]: 1, ...many };
    const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    const span = trace.getTracer('shop').startSpan(long, { attributes });
    for (let index = 0; index < 200; index++) {
      span.addEvent(index < 199 ? 'x' : long, index < 199 ? {} : many).addLink({ context, attributes: index < 199 ? {} : many });
    }
    span.setStatus({ code: 2, message: long });
    span.end();
    getRum().addEvent(long, attributes);
    metrics.getMeter('shop').createCounter('shop.' + long).add(1, { text: long });
    await getRum().flush();`);
  await page.goto(serveModulePage(site, '/', script));
  await collector.waitForSpan(/^x+$/);
  await collector.waitFor(
    ({ logs }) => logs.find(({ eventName }) => eventName?.startsWith('x')),
    'the event',
  );
  await collector.waitFor(
    ({ metrics }) => metrics.find(({ name }) => name.startsWith('shop.')),
    'the counter',
  );
  const bodies = collector.exports.map(({ body }) => JSON.parse(body) as unknown);
  const is = (name: string | undefined) => name?.startsWith('xxx');
  const span = withMember(bodies, 'spanId').find(({ name, events }) => is(name) && events) as Wire;
  const log = withMember(bodies, 'eventName').find(({ eventName }) => is(eventName)) as Wire;

  expect(span).toMatchObject({ droppedEventsCount: 72, droppedLinksCount: 72 });
  expect([span.name, span.status.message, log.eventName].map(({ length }) => length)).toEqual([
    8_192, 8_192, 8_192,
  ]);
  expect([span.events.length, span.links.length]).toEqual([128, 128]);
  for (const part of [span.events.at(-1), span.links.at(-1)]) {
    expect(part?.attributes).toHaveLength(128);
    expect(part?.droppedAttributesCount).toBe(172);
  }
  expect(span.events.at(-1)?.name.length).toBe(8_192);
  for (const record of [span, log]) {
    expect(record.attributes).toHaveLength(128);
    // 303 attributes of the app, and those of the place; 128 are sent.
    const place = record.attributes.filter(({ key }) => !/^(k\d+|text|list)$/.test(key)).length;
    expect(place).toBeGreaterThan(2);
    expect(record.droppedAttributesCount).toBe(303 + place - 128);
    const value = (name: string) => record.attributes.find(({ key }) => key === name)?.value;
    expect(value('text')?.stringValue).toHaveLength(8_192);
    expect(value('list')?.arrayValue?.values).toHaveLength(1_024);
  }
  const texts = bodies.flatMap(function of(value: unknown): string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value ? Object.values(value).flatMap(of) : [];
  });
  expect(Math.max(...texts.map(({ length }) => length))).toBe(8_192);
});
