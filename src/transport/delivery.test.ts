import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { MetricData, Signal } from '../record.js';
import { createDelivery, type Delivery, type DeliveryConfig } from './delivery.js';
import { byteLength, PRIORITY, type Priority } from './outbox.js';
import type { SendResult } from './sender.js';

const SENT: SendResult = { outcome: 'sent' };
const UNAVAILABLE: SendResult = { outcome: 'retry', afterMillis: undefined, isAnswerLost: false };
const ANSWER_LOST: SendResult = { outcome: 'retry', afterMillis: undefined, isAnswerLost: true };
const refused = (status: number): SendResult => ({ outcome: 'refused', status });

interface SentRequest {
  readonly signal: Signal;
  readonly names: string[];
  readonly body: string;
  readonly atPageEnd: boolean;
  readonly answer: (result: SendResult) => void;
}

let deliveries: Delivery[] = [];
beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
});
afterEach(() => {
  for (const delivery of deliveries) delivery.stop();
  deliveries = [];
});

/** The names of the records in a request, in their order. */
const namesIn = (body: string): string[] => {
  const [resource] = Object.values(JSON.parse(body) as Record<string, Record<string, unknown>[]>)[0] ?? [];
  const scopes = Object.entries(resource ?? {}).find(([key]) => key.startsWith('scope'))?.[1] as Record<
    string,
    { name: string }[]
  >[];
  return scopes.flatMap(({ scope: _, ...records }) => Object.values(records).flat()).map(({ name }) => name);
};

/** A delivery with a sender that answers when and what the test says: by `respond`, else with success. */
function setup({
  room = 60_000,
  metrics = () => [],
  ...config
}: Partial<DeliveryConfig> & { room?: number; metrics?: () => MetricData[] } = {}) {
  const requests: SentRequest[] = [];
  const warnings: string[] = [];
  const sender = {
    respond: (() => SENT) as (request: SentRequest) => SendResult | undefined,
    keepaliveRoom: () => room,
    send: (signal: Signal, body: string, atPageEnd = false) =>
      new Promise<SendResult>((answer) => {
        const request = { signal, names: namesIn(body), body, atPageEnd, answer };
        requests.push(request);
        const result = sender.respond(request);
        if (result) answer(result);
      }),
  };
  const delivery = createDelivery({
    sender,
    clock: { pageNow: () => performance.now(), epochNow: () => Date.now(), toEpoch: (moment) => moment },
    log: { warn: (text) => warnings.push(text), debug: () => {} },
    collectMetrics: metrics,
    resources: { full: { 'service.name': 'shop' }, metrics: { 'service.name': 'shop' } },
    flushIntervalMillis: 5_000,
    maxBatchRecords: 50,
    maxBatchBytes: 65_536,
    maxQueuedRecords: 2_048,
    maxQueuedBytes: 2_097_152,
    ...config,
  });
  deliveries.push(delivery);
  const add = (name: string, signal: Signal = 'traces', priority: Priority = PRIORITY.rest) =>
    delivery.add(signal, priority, { scope: { name: 'test' }, json: JSON.stringify({ name }) });
  return {
    delivery,
    requests,
    warnings,
    sender,
    add,
    sentNames: () => requests.flatMap(({ names }) => names),
  };
}

/** The same, past its start and its first second. */
async function setupStarted(...config: Parameters<typeof setup>) {
  const result = setup(...config);
  result.delivery.start();
  await vi.advanceTimersByTimeAsync(1_000);
  return result;
}

const metric = (name: string): MetricData => ({
  scope: { name: 'test' },
  name,
  description: '',
  unit: '',
  kind: 'sum',
  isMonotonic: true,
  isInteger: true,
  bounds: [],
  startMillis: 0,
  endMillis: 1,
  points: [{ attributes: {}, value: 1, count: 0, min: 0, max: 0, bucketCounts: [] }],
});

describe('before its start', () => {
  it('sends nothing, however long it takes and whatever is asked of it', async () => {
    const { delivery, requests, add } = setup({ maxBatchRecords: 1 });
    add('early', 'logs', PRIORITY.error);
    delivery.wake();
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toEqual([]);
  });

  it('keeps what came, and sends it a second after the start', async () => {
    const { delivery, sentNames, add } = setup();
    add('early');
    delivery.start();
    await vi.advanceTimersByTimeAsync(999);
    expect(sentNames()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentNames()).toEqual(['early']);
  });
});

describe('while the page lives', () => {
  it('makes no request where there is nothing to send', async () => {
    const { requests } = await setupStarted();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toEqual([]);
  });

  it('sends what came within the flush interval as one batch, in its order', async () => {
    const { requests, add } = await setupStarted();
    add('a');
    await vi.advanceTimersByTimeAsync(4_000);
    add('b');
    await vi.advanceTimersByTimeAsync(999);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(({ names }) => names)).toEqual([['a', 'b']]);
    expect(requests[0]?.atPageEnd).toBe(false);
  });

  it('sends at once when a batch is full of records', async () => {
    const { requests, add } = await setupStarted({ maxBatchRecords: 3 });
    add('a');
    add('b');
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toEqual([]);
    add('c');
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.map(({ names }) => names)).toEqual([['a', 'b', 'c']]);
  });

  it('sends at once when a batch is full of bytes', async () => {
    const { requests, add } = await setupStarted({ maxBatchBytes: 1_000 });
    add('x'.repeat(1_000));
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toHaveLength(1);
  });

  it('sends an error within a second, with what waits beside it', async () => {
    const { sentNames, add } = await setupStarted();
    add('slow');
    add('error', 'logs', PRIORITY.error);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sentNames().sort()).toEqual(['error', 'slow']);
  });

  it('cuts what waits into batches of so many records', async () => {
    const { delivery, requests, add } = await setupStarted({ maxBatchRecords: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) add(name);
    await delivery.flush();
    expect(requests.map(({ names }) => names)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('has one request in flight for a signal, and does not make others wait for it', async () => {
    const { delivery, requests, sender, add } = await setupStarted({ maxBatchRecords: 1 });
    sender.respond = () => undefined;
    add('a');
    add('b');
    add('x', 'logs');
    void delivery.flush();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(requests.map(({ names }) => names)).toEqual([['a'], ['x']]);
    requests[0]?.answer(SENT);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.map(({ names }) => names)).toEqual([['a'], ['x'], ['b']]);
  });

  it('collects metrics with every flush, and a measurement alone leads to one', async () => {
    const metrics = vi.fn(() => [metric('browser.exceptions')]);
    const { delivery, requests } = await setupStarted({ metrics });
    requests.length = 0;
    delivery.wake();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(({ signal, names }) => [signal, names])).toEqual([
      ['metrics', ['browser.exceptions']],
    ]);
  });
});

describe('while the collector is slow', () => {
  it('metrics add up: they are collected when they can be sent, not with each record that comes', async () => {
    const metrics = vi.fn(() => [metric('m')]);
    const { delivery, requests, sender, add } = await setupStarted({ metrics, maxBatchRecords: 2 });
    sender.respond = () => undefined;
    add('a');
    void delivery.flush();
    metrics.mockClear();
    for (let index = 0; index < 20; index++) {
      add(`b${index}`);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(metrics.mock.calls.length).toBeLessThanOrEqual(1);
    sender.respond = () => SENT;
    for (const request of requests) request.answer(SENT);
    await delivery.flush();
    expect(requests.flatMap(({ names }) => names).filter((name) => name.startsWith('b'))).toHaveLength(20);
    expect(metrics.mock.calls.length).toBeGreaterThan(0);
  });
});

describe('flush()', () => {
  it('settles when all that waited has been answered', async () => {
    const { delivery, sender, requests, add } = await setupStarted();
    sender.respond = () => undefined;
    add('a');
    let isSettled = false;
    void delivery.flush().then(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isSettled).toBe(false);
    requests[0]?.answer(SENT);
    await vi.advanceTimersByTimeAsync(0);
    expect(isSettled).toBe(true);
  });

  it('sends what came since another flush of the same moment', async () => {
    const { delivery, sentNames, add } = await setupStarted();
    void delivery.flush();
    add('a');
    await delivery.flush();
    expect(sentNames()).toEqual(['a']);
  });

  it('settles although the collector is out of order', async () => {
    const { delivery, sender, add } = await setupStarted();
    sender.respond = () => ANSWER_LOST;
    add('a');
    await expect(delivery.flush()).resolves.toBeUndefined();
  });
});

describe('after a failure that may pass', () => {
  it('sends the same records again after a wait, before those that came later', async () => {
    const { delivery, requests, sender, add } = await setupStarted({ maxBatchRecords: 2 });
    sender.respond = () => UNAVAILABLE;
    add('a');
    add('b');
    await delivery.flush();
    sender.respond = () => SENT;
    add('c');
    await vi.advanceTimersByTimeAsync(400);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(700);
    expect(requests.map(({ names }) => names)).toEqual([['a', 'b'], ['a', 'b'], ['c']]);
    expect(requests[1]?.body).toBe(requests[0]?.body);
  });

  it('leaves the collector in peace, whatever the signal and however much comes', async () => {
    const { delivery, requests, sender, add } = await setupStarted({ maxBatchRecords: 2 });
    sender.respond = () => ({ outcome: 'retry', afterMillis: 30_000, isAnswerLost: false });
    add('a');
    await delivery.flush();
    for (let i = 0; i < 20; i++) add(`b${i}`, i % 2 ? 'logs' : 'traces', PRIORITY.error);
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(requests).toHaveLength(1);
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.slice(1).flatMap(({ names }) => names)).toHaveLength(21);
  });

  it('does not ask without a pause where Retry-After is 0 or past', async () => {
    const { delivery, requests, sender, add } = await setupStarted();
    sender.respond = () =>
      requests.length < 100 ? { outcome: 'retry', afterMillis: 0, isAnswerLost: false } : SENT;
    add('a');
    void delivery.flush();
    await vi.advanceTimersByTimeAsync(400);
    expect(requests).toHaveLength(1);
  });

  it('does not send metrics twice whose answer was lost: a delta would count double', async () => {
    let pending = [metric('m')];
    const { delivery, requests, sender, add } = await setupStarted({ metrics: () => pending.splice(0) });
    requests.length = 0;
    pending = [metric('again')];
    sender.respond = () => ANSWER_LOST;
    add('span');
    await delivery.flush();
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['span'], ['again'], ['span']]);
  });

  it('sends metrics again that the collector has told it did not take', async () => {
    let pending: MetricData[] = [];
    const { delivery, requests, sender } = await setupStarted({ metrics: () => pending.splice(0) });
    pending = [metric('m')];
    sender.respond = () => UNAVAILABLE;
    await delivery.flush();
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['m'], ['m']]);
  });
});

describe('after a refusal', () => {
  it.each([401, 403])('of %i stops for the life of the page, and says so once', async (status) => {
    const { delivery, requests, warnings, sender, add } = await setupStarted({ maxBatchRecords: 1 });
    sender.respond = () => refused(status);
    for (const name of ['a', 'b', 'c']) add(name);
    add('x', 'logs');
    await delivery.flush();
    const asked = requests.length;
    sender.respond = () => SENT;
    add('d', 'logs', PRIORITY.error);
    delivery.wake();
    await delivery.flush();
    delivery.flushAtPageEnd();
    add('after the end', 'logs', PRIORITY.error);
    await vi.advanceTimersByTimeAsync(600_000);
    // One request of each signal may have been under way.
    expect(asked).toBeLessThanOrEqual(2);
    expect(requests).toHaveLength(asked);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(String(status));
  });

  it.each([404, 415])('of %i stops that signal alone, and says so once', async (status) => {
    const { delivery, requests, warnings, sender, add } = await setupStarted({ maxBatchRecords: 1 });
    sender.respond = ({ signal }) => (signal === 'logs' ? refused(status) : SENT);
    add('event', 'logs');
    add('span');
    await delivery.flush();
    add('another event', 'logs', PRIORITY.error);
    add('another span');
    await vi.advanceTimersByTimeAsync(60_000);
    delivery.flushAtPageEnd();
    expect(requests.map(({ names }) => names).sort()).toEqual([['another span'], ['event'], ['span']]);
    expect(warnings).toEqual([expect.stringMatching(`logs.*${status}`)]);
  });

  it.each([400, 413, 500])('of %i drops that batch alone', async (status) => {
    const { delivery, requests, sender, add } = await setupStarted({ maxBatchRecords: 1 });
    sender.respond = ({ names }) => (names[0] === 'bad' ? refused(status) : SENT);
    add('bad');
    add('good');
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['bad'], ['good']]);
  });
});

describe('at the end of the page', () => {
  it('sends everything within the call, before any promise settles', async () => {
    const { delivery, requests, add } = await setupStarted();
    add('span');
    add('event', 'logs');
    delivery.flushAtPageEnd();
    expect(requests.map(({ names, atPageEnd }) => [names, atPageEnd])).toEqual([
      [['span'], true],
      [['event'], true],
    ]);
  });

  it('sends even before its start, and while a request is in flight, and in spite of a wait', async () => {
    const early = setup();
    early.add('early');
    early.delivery.flushAtPageEnd();
    expect(early.sentNames()).toEqual(['early']);

    const { delivery, requests, sender, add } = await setupStarted();
    sender.respond = () => undefined;
    add('in flight');
    void delivery.flush();
    add('late');
    delivery.flushAtPageEnd();
    expect(requests.map(({ names }) => names)).toEqual([['in flight'], ['late']]);

    const waiting = await setupStarted();
    waiting.sender.respond = () => ({ outcome: 'retry', afterMillis: 60_000, isAnswerLost: false });
    waiting.add('a');
    await waiting.delivery.flush();
    waiting.delivery.flushAtPageEnd();
    expect(waiting.requests).toHaveLength(2);
  });

  it('gives the budget to the most important, whatever came first', async () => {
    const { delivery, requests, add } = await setupStarted({ room: 2_500 });
    const long = (name: string) => name.padEnd(400, '.');
    add(long('rest'), 'traces', PRIORITY.rest);
    add(long('request'), 'traces', PRIORITY.request);
    add(long('action'), 'logs', PRIORITY.action);
    add(long('vital'), 'logs', PRIORITY.metric);
    add(long('error'), 'logs', PRIORITY.error);
    delivery.flushAtPageEnd();
    const kept = requests.filter(({ atPageEnd }) => atPageEnd).flatMap(({ names }) => names);
    expect(kept.map((name) => name.replace(/\.+/, ''))).toEqual(['error', 'vital', 'action']);
  });

  it('sends the rest without keepalive: a page that is only hidden still delivers it', async () => {
    const { delivery, requests, add } = await setupStarted({ room: 2_500 });
    for (let i = 0; i < 10; i++) add(`record ${i} `.padEnd(400, '.'));
    delivery.flushAtPageEnd();
    await vi.advanceTimersByTimeAsync(0);
    const count = (atPageEnd: boolean) =>
      requests.filter((request) => request.atPageEnd === atPageEnd).flatMap(({ names }) => names).length;
    expect(count(true)).toBeGreaterThan(0);
    expect(count(false)).toBeGreaterThan(0);
    expect(count(true) + count(false)).toBe(10);
  });

  it('never asks for more bytes than the budget has', async () => {
    const record = fc.record({
      signal: fc.constantFrom<Signal>('traces', 'logs', 'metrics'),
      priority: fc.constantFrom(...Object.values(PRIORITY)),
      scope: fc.constantFrom(
        'otel-rum/fetch',
        'otel-rum/user-action',
        '@opentelemetry/instrumentation-document-load',
        'app',
      ),
      name: fc.string({ unit: 'grapheme', maxLength: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 60 }),
        fc.integer({ min: 0, max: 12_000 }),
        async (records, room) => {
          const { delivery, requests } = await setupStarted({ room });
          for (const { signal, priority, scope, name } of records) {
            delivery.add(signal, priority, {
              scope: { name: scope, version: '0.1.0' },
              json: JSON.stringify({ name }),
            });
          }
          requests.length = 0;
          delivery.flushAtPageEnd();
          const sent = requests.filter(({ atPageEnd }) => atPageEnd);
          expect(sent.reduce((sum, { body }) => sum + byteLength(body), 0)).toBeLessThanOrEqual(room);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('collects the metrics one last time', async () => {
    const { delivery, requests } = await setupStarted({ metrics: () => [metric('browser.exceptions')] });
    requests.length = 0;
    delivery.flushAtPageEnd();
    expect(requests.map(({ names }) => names)).toEqual([['browser.exceptions']]);
  });

  it('keeps what it could not deliver, should the page live on', async () => {
    const { delivery, requests, sender, add } = await setupStarted();
    sender.respond = () => UNAVAILABLE;
    add('a');
    delivery.flushAtPageEnd();
    await vi.advanceTimersByTimeAsync(0);
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(requests.map(({ names }) => names)).toEqual([['a'], ['a']]);
  });
});

describe('while the page is hidden', () => {
  it('sends what is recorded in one task at once, as one page-end batch', async () => {
    const { requests, add } = await setupStarted();
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    add('a');
    add('b');
    expect(requests).toEqual([]);
    await Promise.resolve();
    expect(requests.map(({ names, atPageEnd }) => [names, atPageEnd])).toEqual([[['a', 'b'], true]]);
    add('c');
    await Promise.resolve();
    expect(requests.at(-1)?.names).toEqual(['c']);
  });

  it('does not press a collector that wants to be left alone', async () => {
    const { delivery, requests, sender, add } = await setupStarted();
    sender.respond = () => ({ outcome: 'retry', afterMillis: 30_000, isAnswerLost: false });
    add('a');
    await delivery.flush();
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    add('b');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(requests).toHaveLength(1);
  });
});

describe('stop()', () => {
  it('ends all sending', async () => {
    const { delivery, requests, add } = await setupStarted();
    add('a');
    delivery.stop();
    add('b');
    delivery.wake();
    delivery.start();
    await delivery.flush();
    delivery.flushAtPageEnd();
    add('after the end', 'logs', PRIORITY.error);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(requests).toEqual([]);
  });
});
