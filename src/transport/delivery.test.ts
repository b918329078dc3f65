import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { BatchStore, BatchStoreHooks, StoredBatch } from '../browser/batch-store.js';
import type { MetricData, Signal } from '../record.js';
import { createDelivery, type Delivery, type DeliveryConfig } from './delivery.js';
import { PRIORITY, type Priority } from './order.js';
import { byteLength } from './outbox.js';
import type { SendResult } from './read-answer.js';
import type { Batch, Sender } from './sender.js';

const SENT: SendResult = { outcome: 'sent', rejected: 0 };
const UNAVAILABLE: SendResult = { outcome: 'retry', afterMillis: undefined, isAnswerLost: false };
const ANSWER_LOST: SendResult = { outcome: 'retry', afterMillis: undefined, isAnswerLost: true };
const EXPORTED = {
  traces: 'otel.sdk.exporter.span.exported',
  logs: 'otel.sdk.exporter.log.exported',
  metrics: 'otel.sdk.exporter.metric_data_point.exported',
};
const REQUEST_BYTES = 'otel_rum.exporter.request.size';
const refused = (status: number): SendResult => ({ outcome: 'refused', status });

interface SentRequest {
  readonly signal: Signal;
  readonly names: string[];
  readonly body: string;
  readonly atPageEnd: boolean;
  readonly answer: (result: SendResult) => void;
  isAborted?: boolean;
}

let deliveries: Delivery[] = [];
beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('window', new EventTarget());
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
  ownMetrics = () => [],
  ...config
}: Partial<DeliveryConfig> & {
  room?: number;
  metrics?: () => MetricData[];
  ownMetrics?: () => MetricData[];
} = {}) {
  const requests: SentRequest[] = [];
  const warnings: string[] = [];
  const sender = {
    respond: (() => SENT) as (request: SentRequest) => SendResult | undefined,
    keepaliveRoom: () => room,
    keep: undefined as Sender['keep'],
    /** Whether requests of the living page are such as end with it. */
    isBound: false,
    send: ({ signal, body }: Pick<Batch, 'signal' | 'body'>, atPageEnd = false) => {
      let isAnswered = false;
      const result = new Promise<SendResult>((resolve) => {
        const answer = (given: SendResult) => {
          isAnswered = true;
          resolve(given);
        };
        const request: SentRequest = { signal, names: namesIn(body), body, atPageEnd, answer };
        requests.push(request);
        const given = sender.respond(request);
        if (given) answer(given);
      });
      return {
        result,
        takeBackInFlight: (always?: boolean) => {
          const own = always && requests.find((request) => request.body === body);
          if (own) {
            own.isAborted = true;
            own.answer(ANSWER_LOST);
          }
          return sender.isBound && !isAnswered && !atPageEnd;
        },
        assumeSent: () => requests.find((request) => request.body === body)?.answer(SENT),
      };
    },
  };
  const counts: [name: string, records: number, errorType: unknown][] = [];
  const costs: [name: string, unit: string, value: number][] = [];
  const whole: DeliveryConfig = {
    sender,
    clock: { pageNow: () => performance.now(), epochNow: () => Date.now(), toEpoch: (moment) => moment },
    log: { warn: (text) => warnings.push(text), debug: () => {} },
    collectMetrics: metrics,
    collectOwnMetrics: ownMetrics,
    count: (name, unit, value, attributes) => {
      if (unit.startsWith('{')) counts.push([name, value, attributes['error.type']]);
      else costs.push([name, unit, value]);
    },
    takeWorkMillis: () => 0,
    openStore: undefined,
    ownUrls: 'https://collector.example/v1/',
    resources: { full: { 'service.name': 'shop' }, metrics: { 'service.name': 'shop' } },
    flushIntervalMillis: 5_000,
    metricsIntervalMillis: 30_000,
    maxBatchRecords: 50,
    maxBatchBytes: 65_536,
    maxQueuedRecords: 2_048,
    maxQueuedBytes: 2_097_152,
    ...config,
  };
  const delivery = createDelivery(whole);
  deliveries.push(delivery);
  const add = (name: string, signal: Signal = 'traces', priority: Priority = PRIORITY.rest) =>
    delivery.add(signal, priority, { scope: { name: 'test' }, json: JSON.stringify({ name }) });
  return {
    delivery,
    config: whole,
    requests,
    warnings,
    counts,
    costs,
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
  points: [{ attributes: {}, value: 1, count: 0, min: 0, max: 0, bucketCounts: [], exemplars: [] }],
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

  it('collects metrics where something was measured, which alone leads to a flush', async () => {
    const metrics = vi.fn(() => [metric('otel_rum.exceptions')]);
    const { delivery, requests } = await setupStarted({ metrics });
    requests.length = 0;
    delivery.wake();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(({ signal, names }) => [signal, names])).toEqual([
      ['metrics', ['otel_rum.exceptions']],
    ]);
  });

  it('sends metrics at their own interval, with whatever else waits, and not with each batch', async () => {
    let pending: MetricData[] = [];
    const { delivery, requests, add } = await setupStarted({ metrics: () => pending.splice(0) });
    for (let second = 0; second < 65; second++) {
      add(`span ${second}`);
      pending = [metric('m')];
      delivery.wake();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(requests.filter(({ signal }) => signal === 'metrics')).toHaveLength(2);
    expect(requests.filter(({ signal }) => signal === 'traces').length).toBeGreaterThan(8);
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

/** Flushes, and returns whether that has settled. */
function flushing(delivery: Delivery): () => boolean {
  let isSettled = false;
  void delivery.flush().then(() => {
    isSettled = true;
  });
  return () => isSettled;
}

describe('flush()', () => {
  it('settles when all that waited has been answered', async () => {
    const { delivery, sender, requests, add } = await setupStarted();
    sender.respond = () => undefined;
    add('a');
    const isSettled = flushing(delivery);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isSettled()).toBe(false);
    requests[0]?.answer(SENT);
    await vi.advanceTimersByTimeAsync(0);
    expect(isSettled()).toBe(true);
  });

  it('sends what came since another flush of the same moment', async () => {
    const { delivery, sentNames, add } = await setupStarted();
    void delivery.flush();
    add('a');
    await delivery.flush();
    expect(sentNames()).toEqual(['a']);
  });

  it('settles when what left at a page end that was only a hidden tab has been answered too', async () => {
    const { delivery, sender, requests, add } = await setupStarted();
    sender.respond = () => undefined;
    add('a');
    delivery.flushAtPageEnd();
    const isSettled = flushing(delivery);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(isSettled()).toBe(false);
    requests[0]?.answer(SENT);
    await vi.advanceTimersByTimeAsync(0);
    expect(isSettled()).toBe(true);
  });

  it('settles a second after a return from the back/forward cache, which may have lost the answers', async () => {
    const { delivery, sender, add, counts } = await setupStarted();
    sender.respond = () => undefined;
    add('a');
    delivery.flushAtPageEnd();
    const isSettled = flushing(delivery);
    delivery.settleUnanswered();
    await vi.advanceTimersByTimeAsync(999);
    expect(isSettled()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isSettled()).toBe(true);
    expect(counts).toContainEqual(['otel.sdk.exporter.span.exported', 1, undefined]);
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
    let pending: MetricData[] = [];
    const { delivery, requests, counts, sender } = await setupStarted({ metrics: () => pending.splice(0) });
    pending = [metric('m')];
    sender.respond = () => ANSWER_LOST;
    await delivery.flush();
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['m']]);
    expect(counts).toContainEqual([EXPORTED.metrics, 1, 'answer_lost']);
  });

  it('lets metrics add up until another signal has shown that the collector is well again', async () => {
    let pending: MetricData[] = [];
    const { delivery, requests, sender, add } = await setupStarted({ metrics: () => pending.splice(0) });
    pending = [metric('m')];
    sender.respond = () => ANSWER_LOST;
    add('span');
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(new Set(requests.map(({ signal }) => signal))).toEqual(new Set(['traces']));
    requests.length = 0;
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['span'], ['m']]);
  });

  it('sends metrics again that the collector has answered it did not accept', async () => {
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

describe('an endpoint that is wrong', () => {
  it.each<[status: number, mend: string]>([
    [401, "set the option 'headers'"],
    [403, "set the option 'headers'"],
    [404, 'expected an OTLP/HTTP receiver'],
    [405, 'expected an OTLP/HTTP receiver'],
    [500, 'expected an OTLP/HTTP receiver'],
  ])('is warned of after the first batch that it refuses with %i', async (status, mend) => {
    const { delivery, warnings, sender, add } = await setupStarted();
    sender.respond = () => refused(status);
    add('a');
    add('b', 'logs');
    await delivery.flush();
    expect(warnings).toEqual([
      `https://collector.example/v1/traces answered ${status}: ${mend}; see npx otel-rum doctor`,
    ]);
  });

  it.each<[what: string, result: SendResult, problem: string]>([
    ['gives no answer', ANSWER_LOST, 'does not answer: .*CORS'],
    ['is a proxy before nothing', { ...UNAVAILABLE, status: 502 }, 'answered 502: '],
  ])('is warned of after three attempts if it %s', async (_, result, problem) => {
    const { requests, warnings, sender, add } = await setupStarted();
    sender.respond = () => result;
    add('a');
    add('b', 'logs');
    while (requests.filter(({ signal }) => signal === 'traces').length < 2)
      await vi.advanceTimersByTimeAsync(500);
    expect(warnings).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(warnings).toEqual([
      expect.stringMatching(`^https://collector.example/v1/(traces|logs) ${problem}`),
    ]);
  });

  it.each<[what: string, result: SendResult, isOnLine: boolean]>([
    ['it was reached before', ANSWER_LOST, true],
    ['the browser is offline', ANSWER_LOST, false],
    ['it says that it is busy', { ...UNAVAILABLE, status: 503 }, true],
    ['the sender has warned of the answer', UNAVAILABLE, true],
  ])('is not warned of if %s', async (what, result, onLine) => {
    vi.stubGlobal('navigator', { onLine });
    const { delivery, warnings, sender, add } = await setupStarted();
    if (what === 'it was reached before') {
      add('before');
      await delivery.flush();
    }
    sender.respond = () => result;
    add('a');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(warnings).toEqual([]);
  });
});

describe('after a refusal', () => {
  it.each([401, 403, 404, 415, 500])('of %i, once, drops that batch alone', async (status) => {
    const { delivery, requests, warnings, sender, counts, add } = await setupStarted({ maxBatchRecords: 1 });
    sender.respond = ({ names }) => (names[0] === 'bad' ? refused(status) : SENT);
    for (const name of ['a', 'bad', 'b', 'bad', 'c', 'bad', 'bad', 'd']) add(name);
    add('event', 'logs');
    await delivery.flush();
    expect(requests.flatMap(({ names }) => names).sort()).toEqual(
      ['a', 'b', 'bad', 'bad', 'bad', 'bad', 'c', 'd', 'event'].sort(),
    );
    expect(counts.filter(([, , errorType]) => errorType === String(status))).toHaveLength(4);
    expect(warnings).toEqual([]);
  });

  it.each([401, 404, 500])(
    'of %i, three times in a row, pauses that signal for minutes, up to an hour, and keeps its queue',
    async (status) => {
      const { delivery, requests, warnings, sender, add } = await setupStarted({ maxBatchRecords: 1 });
      sender.respond = ({ signal }) => (signal === 'logs' ? refused(status) : SENT);
      for (let index = 0; index < 12; index++) add(`event ${index}`, 'logs');
      add('span');
      await delivery.flush();
      const events = () => requests.filter(({ signal }) => signal === 'logs').length;
      expect(events()).toBe(3);
      await vi.advanceTimersByTimeAsync(2 * 60_000);
      add('another span');
      await vi.advanceTimersByTimeAsync(10_000);
      expect(events()).toBe(3);
      expect(requests.filter(({ signal }) => signal === 'traces')).toHaveLength(2);
      await vi.advanceTimersByTimeAsync(60 * 60_000);
      const probes = events() - 3;
      expect(probes).toBeGreaterThan(2);
      expect(probes).toBeLessThan(8);
      expect(warnings).toEqual([expect.stringMatching(`https://collector.example/v1/logs.*${status}`)]);
      sender.respond = () => SENT;
      await vi.advanceTimersByTimeAsync(61 * 60_000);
      expect(events()).toBe(12);
    },
  );

  it('of one signal, three times in a row: its records are stored at the page’s end, and the others are sent', async () => {
    const { openStore, names } = createMemoryStore();
    const { delivery, requests, sender, add } = await setupStarted({ maxBatchRecords: 1, openStore });
    sender.respond = ({ signal }) => (signal === 'logs' ? refused(403) : SENT);
    for (let index = 0; index < 4; index++) add(`event ${index}`, 'logs');
    await delivery.flush();
    requests.length = 0;
    add('span');
    delivery.flushAtPageEnd(true);
    expect(requests.map(({ names }) => names)).toEqual([['span']]);
    expect(names()).toEqual(['event 3']);
  });

  it.each([400, 413, 500])('of %i drops that batch alone, and counts it', async (status) => {
    const { delivery, requests, sender, counts, add } = await setupStarted({ maxBatchRecords: 1 });
    sender.respond = ({ names }) => (names[0] === 'bad' ? refused(status) : SENT);
    add('bad');
    add('good');
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['bad'], ['good']]);
    expect(counts).toEqual([
      [EXPORTED.traces, 1, String(status)],
      [EXPORTED.traces, 1, undefined],
    ]);
  });

  it('of 413 sends the batch again in parts, and no such large one after it', async () => {
    const { delivery, requests, sender, counts, add } = await setupStarted();
    const limit = 1_500;
    sender.respond = ({ body }) => (body.length > limit ? refused(413) : SENT);
    for (let index = 0; index < 20; index++) add(`record ${index} `.padEnd(200, '.'));
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(1_000);
    const taken = requests.filter(({ body }) => body.length <= limit).flatMap(({ names }) => names);
    expect(taken).toHaveLength(20);
    expect(new Set(taken).size).toBe(20);
    expect(counts.every(([, , errorType]) => errorType === undefined)).toBe(true);
    const refusals = requests.filter(({ body }) => body.length > limit).length;
    for (let index = 0; index < 20; index++) add(`later ${index} `.padEnd(200, '.'));
    await delivery.flush();
    expect(requests.filter(({ body }) => body.length > limit)).toHaveLength(refusals);
  });
});

describe('what became of records is counted', () => {
  it('with no more rejected than were sent, whatever the collector says', async () => {
    const { delivery, sender, counts, add } = await setupStarted();
    sender.respond = () => ({ outcome: 'sent', rejected: 1_000 });
    add('a');
    await delivery.flush();
    expect(counts).toEqual([[EXPORTED.traces, 1, 'rejected']]);
  });

  it('by signal: what left, what the collector rejected of it, what was dropped', async () => {
    const { delivery, sender, counts, add } = await setupStarted({ maxQueuedRecords: 3 });
    sender.respond = () => ({ outcome: 'sent', rejected: 1 });
    for (const name of ['a', 'b', 'c', 'd']) add(name);
    add('x', 'logs', PRIORITY.error);
    delivery.drop('logs');
    await delivery.flush();
    expect(counts.sort()).toEqual(
      [
        [EXPORTED.logs, 1, 'rejected'],
        [EXPORTED.traces, 1, 'rejected'],
        [EXPORTED.traces, 1, undefined],
        ['otel.sdk.processor.log.processed', 1, 'queue_full'],
        ['otel.sdk.processor.span.processed', 1, 'queue_full'],
        ['otel.sdk.processor.span.processed', 1, 'queue_full'],
      ].sort(),
    );
  });

  it('where the same records go again since the answer was lost', async () => {
    const { delivery, sender, counts, add } = await setupStarted();
    sender.respond = () => ANSWER_LOST;
    add('a');
    await delivery.flush();
    expect(counts).toEqual([['otel_rum.exporter.span.resent', 1, undefined]]);
  });

  it('with what that cost: bytes of requests, time of the main thread', async () => {
    const { delivery, requests, costs, add } = await setupStarted({ takeWorkMillis: () => 12 });
    costs.length = 0;
    add('a');
    await delivery.flush();
    expect(costs).toEqual([
      ['otel_rum.exporter.request.size', 'By', requests[0]?.body.length],
      ['otel_rum.main_thread.duration', 's', 0.012],
    ]);
  });

  it('which rides along with other metrics, and never makes a request of its own', async () => {
    let pending: string[] = [];
    let own: string[] = [];
    const { delivery, requests, add } = await setupStarted({
      metrics: () => pending.splice(0).map(metric),
      ownMetrics: () => own.splice(0).map(metric),
      count: (name) => own.push(name),
    });
    add('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([['a']]);
    for (let event = 0; event < 3; event++) delivery.flushAtPageEnd(event > 0);
    expect(requests).toHaveLength(1);
    // What an observable's callback reports is no reason either, but it leaves with the next metrics.
    delivery.wake(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(1);
    pending = ['m'];
    delivery.flushAtPageEnd();
    expect(requests.slice(1).map(({ names }) => names)).toEqual([['m', REQUEST_BYTES, EXPORTED.traces]]);
    await vi.advanceTimersByTimeAsync(60_000);
    delivery.flushAtPageEnd();
    expect(requests).toHaveLength(2);
    own = [];
  });

  it('but a loss leaves with the next batch', async () => {
    const own: string[] = [];
    const { delivery, requests, add } = await setupStarted({
      ownMetrics: () => own.splice(0).map(metric),
      count: (name) => own.push(name),
    });
    delivery.drop('logs');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toEqual([]);
    add('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ names }) => names)).toEqual([
      ['a'],
      expect.arrayContaining(['otel.sdk.processor.log.processed']),
    ]);
  });
});

describe('a page out of control', () => {
  it('sends 16 MB, and after these 4 MB in five minutes', async () => {
    const { requests, add } = await setupStarted();
    const bytesSent = () => requests.reduce((sum, { body }) => sum + body.length, 0);
    const run = async (seconds: number) => {
      for (let tick = 0; tick < seconds; tick++) {
        for (let index = 0; index < 100; index++) add(`${tick} ${index} `.padEnd(1_000, '.'));
        await vi.advanceTimersByTimeAsync(1_000);
      }
    };
    await run(200);
    const MB = 1_048_576;
    expect(bytesSent() / MB).toBeGreaterThan(16);
    expect(bytesSent() / MB).toBeLessThan(19);
    const before = bytesSent();
    await run(150);
    expect((bytesSent() - before) / MB).toBeGreaterThan(1.5);
    expect((bytesSent() - before) / MB).toBeLessThan(2.5);
  });
});

/** A store that keeps in memory, and tells what it was asked. */
function createMemoryStore(room = Number.POSITIVE_INFINITY) {
  const stored: { signal: Signal; body: string; records: number }[] = [];
  let hooks: BatchStoreHooks | undefined;
  const store: BatchStore = {
    put({ signal, body, records }) {
      if (stored.length >= room) return false;
      stored.push({ signal, body, records });
      return true;
    },
    hasRoom: () => stored.length < room,
    isEmpty: () => !stored.length,
    async drain(send) {
      while (stored[0] && (await send(stored[0] as StoredBatch))) stored.shift();
    },
    close: vi.fn(),
  };
  return {
    store,
    stored,
    names: () => stored.flatMap(({ body }) => namesIn(body)),
    hooks: () => hooks as BatchStoreHooks,
    openStore: (given: BatchStoreHooks) => {
      hooks = given;
      return store;
    },
  };
}

describe('with a store', () => {
  it('the page’s end stores what its budget has no room for, and a page that lives on sends it', async () => {
    const { openStore, names } = createMemoryStore();
    const { delivery, requests, add } = await setupStarted({ room: 2_500, openStore });
    for (let index = 0; index < 10; index++) add(`record ${index} `.padEnd(400, '.'));
    delivery.flushAtPageEnd();
    const sent = requests.flatMap(({ names }) => names);
    expect(requests.every(({ atPageEnd }) => atPageEnd)).toBe(true);
    expect(sent.length).toBeGreaterThan(0);
    expect([...sent, ...names()]).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(names()).toEqual([]);
    expect(new Set(requests.flatMap(({ names }) => names)).size).toBe(10);
    expect(requests.flatMap(({ names }) => names)).toHaveLength(10);
  });

  it('the page’s end stores everything, metrics too, where the last try failed', async () => {
    const { openStore, names } = createMemoryStore();
    let pending: MetricData[] = [];
    const { delivery, requests, sender, add } = await setupStarted({
      openStore,
      metrics: () => pending.splice(0),
    });
    sender.respond = () => UNAVAILABLE;
    add('a');
    await delivery.flush();
    add('b');
    pending = [metric('m')];
    delivery.flushAtPageEnd();
    expect(requests).toHaveLength(1);
    expect(names()).toEqual(['m', 'a', 'b']);
  });

  it('the page’s end stores everything if the browser is offline, although the last try succeeded', async () => {
    const { openStore, names } = createMemoryStore();
    const { delivery, requests, add } = await setupStarted({ openStore });
    add('a');
    await delivery.flush();
    vi.stubGlobal('navigator', { onLine: false });
    add('b');
    add('c', 'logs');
    delivery.flushAtPageEnd(true);
    expect(requests).toHaveLength(1);
    expect(names().sort()).toEqual(['b', 'c']);
  });

  it.each([
    ['sends what the browser aborted just before', ANSWER_LOST, 500, 50, ['a', 'b'], []],
    ['stores everything if that failure is older', ANSWER_LOST, 500, 300, [], ['a', 'b']],
    ['stores everything if the collector has just refused a connection', ANSWER_LOST, 10, 50, [], ['a', 'b']],
    [
      'stores everything if the collector has just answered that it is busy',
      UNAVAILABLE,
      500,
      50,
      [],
      ['a', 'b'],
    ],
  ])('the page’s end %s', async (_, answer, inFlightMillis, sinceMillis, sent, stored) => {
    const { openStore, names } = createMemoryStore();
    const { delivery, requests, sender, add } = await setupStarted({ openStore });
    sender.respond = () => undefined;
    add('a');
    void delivery.flush();
    await vi.advanceTimersByTimeAsync(inFlightMillis);
    requests[0]?.answer(answer);
    sender.respond = () => SENT;
    add('b');
    await vi.advanceTimersByTimeAsync(sinceMillis);
    delivery.flushAtPageEnd(true);
    expect(requests.slice(1).flatMap((request) => request.names)).toEqual(sent);
    expect(names()).toEqual(stored);
  });

  it('an outage that fills half of the outbox spills into it, and all of it leaves when that is over', async () => {
    const { openStore, names } = createMemoryStore();
    const { delivery, requests, sender, counts, add } = await setupStarted({
      openStore,
      maxQueuedRecords: 20,
      maxBatchRecords: 5,
    });
    sender.respond = () => UNAVAILABLE;
    add('first');
    await delivery.flush();
    for (let index = 0; index < 99; index++) add(`record ${index}`);
    expect(names().length).toBeGreaterThan(80);
    sender.respond = () => SENT;
    requests.length = 0;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(requests.flatMap(({ names }) => names)).size).toBe(100);
    expect(requests.flatMap(({ names }) => names)).toHaveLength(100);
    expect(counts.filter(([, , errorType]) => errorType === 'queue_full')).toEqual([]);
  });

  it('what an earlier page left there leaves with this one', async () => {
    const { openStore, stored, hooks } = createMemoryStore();
    const { requests } = await setupStarted({ openStore });
    stored.push({
      signal: 'logs',
      body: '{"resourceLogs":[{"scopeLogs":[{"scope":{},"logRecords":[{"name":"old"}]}]}]}',
      records: 1,
    });
    hooks().onFound();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(requests.map(({ signal, names }) => [signal, names])).toEqual([['logs', ['old']]]);
    expect(stored).toEqual([]);
  });

  it('what the collector does not answer for stays there, but for metrics, whose delta may have arrived', async () => {
    const { openStore, stored, hooks } = createMemoryStore();
    const { requests, sender, counts } = await setupStarted({ openStore });
    sender.respond = () => ANSWER_LOST;
    const body = '{"resourceMetrics":[{"scopeMetrics":[{"scope":{},"metrics":[{"name":"m"}]}]}]}';
    stored.push({ signal: 'metrics', body, records: 4 });
    stored.push({ signal: 'traces', body, records: 2 });
    hooks().onFound();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(stored.map(({ signal }) => signal)).toEqual(['traces']);
    expect(requests.length).toBeGreaterThan(1);
    expect(counts).toContainEqual([EXPORTED.metrics, 4, 'answer_lost']);
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stored).toEqual([]);
  });

  it('stop() leaves there what could not be sent', async () => {
    const { openStore, names, store } = createMemoryStore();
    const { delivery, sender, add } = await setupStarted({ openStore });
    sender.respond = () => UNAVAILABLE;
    add('a');
    await delivery.flush();
    delivery.stop();
    expect(names()).toEqual(['a']);
    expect(store.close).toHaveBeenCalledOnce();
  });

  it('what is too old for it is counted', async () => {
    const { openStore, hooks } = createMemoryStore();
    const { counts } = await setupStarted({ openStore });
    hooks().onDrop({ endpoint: '', signal: 'traces', body: '', bytes: 0, records: 7, at: 0 });
    expect(counts).toEqual([[EXPORTED.traces, 7, 'expired']]);
  });

  it('that has no more room leaves the records in memory', async () => {
    const { openStore } = createMemoryStore(0);
    const { delivery, requests, sender, add } = await setupStarted({ openStore });
    sender.respond = () => ({ outcome: 'retry', afterMillis: 60_000, isAnswerLost: false });
    add('a');
    await delivery.flush();
    sender.respond = () => SENT;
    delivery.flushAtPageEnd();
    expect(requests.map(({ names, atPageEnd }) => [names, atPageEnd])).toEqual([
      [['a'], false],
      [['a'], true],
    ]);
  });
});

describe('a request that would end with the page', () => {
  it('is taken back at its end, counted, and its records leave with the page-end batch, each once', async () => {
    const { delivery, requests, sender, counts, add } = await setupStarted();
    sender.isBound = true;
    sender.respond = () => undefined;
    add('a');
    void delivery.flush();
    add('b');
    delivery.flushAtPageEnd(true);
    expect(requests.map(({ names, atPageEnd }) => [names, atPageEnd])).toEqual([
      [['a'], false],
      [['a', 'b'], true],
    ]);
    expect(counts).toEqual([['otel_rum.exporter.span.resent', 1, undefined]]);
    requests[0]?.answer(ANSWER_LOST);
    requests[1]?.answer(SENT);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(2);
  });

  it('stays on its way if the page is only hidden', async () => {
    const { delivery, requests, sender, counts, add } = await setupStarted();
    sender.isBound = true;
    sender.respond = () => undefined;
    add('a');
    void delivery.flush();
    add('b');
    delivery.flushAtPageEnd();
    expect(requests.map(({ names }) => names)).toEqual([['a'], ['b']]);
    expect(counts).toEqual([]);
  });
});

describe('a page end that comes in several events, without a store', () => {
  it('takes a request back at the first of them alone', async () => {
    const { delivery, requests, sender, add } = await setupStarted({ room: 0 });
    sender.isBound = true;
    sender.respond = () => undefined;
    add('a');
    void delivery.flush();
    for (let event = 0; event < 3; event++) {
      const [latest] = requests.slice(-1);
      delivery.flushAtPageEnd(true);
      // What has been taken back is aborted.
      latest?.answer(ANSWER_LOST);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(requests.filter(({ names }) => names.includes('a'))).toHaveLength(2);
  });
});

describe('what the browser keeps, should the page die without a word', () => {
  const setupKeeping = async (config: Parameters<typeof setup>[0] = {}) => {
    const result = setup(config);
    const kept: string[][] = [];
    const keptBytes: number[] = [];
    result.sender.keep = (batches) => {
      kept.push(batches.flatMap(({ body }) => namesIn(body)));
      keptBytes.push(batches.reduce((sum, { body }) => sum + body.length, 0));
    };
    const delivery = createDelivery({ ...result.config, sender: result.sender });
    deliveries.push(delivery);
    delivery.start();
    await vi.advanceTimersByTimeAsync(1_001);
    const add = (name: string) =>
      delivery.add('traces', PRIORITY.rest, { scope: { name: 'test' }, json: JSON.stringify({ name }) });
    return { ...result, delivery, add, kept, keptBytes };
  };

  it('is what waits, refreshed at most once a second, and taken back before it is sent', async () => {
    const { kept, requests, add } = await setupKeeping();
    add('a');
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toEqual([['a']]);
    add('b');
    await vi.advanceTimersByTimeAsync(900);
    expect(kept).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(kept.at(-1)).toEqual(['a', 'b']);
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(requests).toHaveLength(1);
    expect(kept.at(-1)).toEqual([]);
  });

  it('is there within a second of the last copy after a flush, and at once if that was longer ago', async () => {
    const { delivery, kept, add } = await setupKeeping();
    add('a');
    await vi.advanceTimersByTimeAsync(1);
    await delivery.flush();
    add('b');
    await vi.advanceTimersByTimeAsync(998);
    expect(kept).toEqual([['a'], []]);
    await vi.advanceTimersByTimeAsync(1);
    expect(kept).toEqual([['a'], [], ['b']]);
    await vi.advanceTimersByTimeAsync(1_000);
    await delivery.flush();
    add('c');
    await vi.advanceTimersByTimeAsync(0);
    expect(kept.at(-1)).toEqual(['c']);
  });

  it('is nothing after the page’s end, which has sent it', async () => {
    const { delivery, kept, add } = await setupKeeping();
    add('a');
    await vi.advanceTimersByTimeAsync(0);
    delivery.flushAtPageEnd();
    expect(kept).toEqual([['a'], []]);
  });

  it('has at most 16 KB', async () => {
    const { delivery, keptBytes } = await setupKeeping();
    for (let index = 0; index < 40; index++) {
      delivery.add('logs', PRIORITY.rest, {
        scope: { name: 'test' },
        json: `{"name":"${'x'.repeat(1_000)}"}`,
      });
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(keptBytes).toHaveLength(1);
    expect(keptBytes[0]).toBeGreaterThan(10_000);
    expect(keptBytes[0]).toBeLessThanOrEqual(16_384);
  });

  it('is there again after a failure', async () => {
    const { delivery, sender, kept, add } = await setupKeeping();
    sender.respond = () => UNAVAILABLE;
    add('a');
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(500);
    expect(kept.at(-1)).toEqual(['a']);
  });
});

describe('the page’s Content Security Policy', () => {
  const violate = (violation: Partial<SecurityPolicyViolationEvent>) =>
    window.dispatchEvent(
      Object.defineProperty(Object.assign(new Event('securitypolicyviolation'), violation), 'isTrusted', {
        value: true,
      }),
    );

  it('that blocks the endpoint pauses everything for two hours, and is reported once', async () => {
    const { delivery, requests, warnings, sender, add } = await setupStarted();
    const block = () =>
      violate({
        disposition: 'enforce',
        effectiveDirective: 'connect-src',
        blockedURI: 'https://collector.example/v1/traces',
      });
    sender.respond = () => {
      queueMicrotask(block);
      return ANSWER_LOST;
    };
    add('a');
    await delivery.flush();
    add('b', 'logs', PRIORITY.error);
    await vi.advanceTimersByTimeAsync(119 * 60_000);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(6 * 60 * 60_000);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.length).toBeLessThan(9);
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(121 * 60_000);
    expect(requests.slice(-2).flatMap(({ names }) => names)).toEqual(['a', 'b']);
    expect(warnings).toEqual([expect.stringMatching('connect-src.*https://collector.example/v1/traces')]);
  });

  it.each([
    ['only reports', 'report', 'https://collector.example/v1/traces'],
    ['blocks something else', 'enforce', 'https://tracker.example/v1/traces'],
  ] as const)('that %s ends nothing', async (_, disposition, blockedURI) => {
    const { requests, warnings, add } = await setupStarted();
    violate({ disposition, effectiveDirective: 'connect-src', blockedURI });
    add('a');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(requests).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});

describe('a network that is back', () => {
  it('ends the wait after failures', async () => {
    const { delivery, requests, sender, add } = await setupStarted();
    sender.respond = () => ({ outcome: 'retry', afterMillis: 60_000, isAnswerLost: false });
    add('a');
    await delivery.flush();
    sender.respond = () => SENT;
    // Dispatched by a script, to make the app's own code try again.
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(1);
    expect(requests).toHaveLength(1);
    window.dispatchEvent(Object.defineProperty(new Event('online'), 'isTrusted', { value: true }));
    await vi.advanceTimersByTimeAsync(1);
    expect(requests).toHaveLength(2);
  });
});

describe('at the end of the page', () => {
  it('sends everything within the call, before any promise settles', async () => {
    const { delivery, requests, add } = await setupStarted();
    add('span');
    add('event', 'logs');
    delivery.flushAtPageEnd();
    expect(requests.map(({ names, atPageEnd }) => [names, atPageEnd])).toEqual([
      [['event'], true],
      [['span'], true],
    ]);
  });

  it('sends nothing before its start: the user may not have consented', () => {
    const { delivery, sentNames, add } = setup();
    add('early');
    delivery.flushAtPageEnd();
    expect(sentNames()).toEqual([]);
  });

  it('sends while a request is in flight, and in spite of a wait', async () => {
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
    const { delivery, requests } = await setupStarted({ metrics: () => [metric('otel_rum.exceptions')] });
    requests.length = 0;
    delivery.flushAtPageEnd();
    expect(requests.map(({ names }) => names)).toEqual([['otel_rum.exceptions']]);
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
  const poll = async (isHidden: boolean, keep?: Sender['keep']) => {
    const { requests, sender, add } = await setupStarted();
    sender.keep = keep;
    vi.stubGlobal('document', { visibilityState: isHidden ? 'hidden' : 'visible' });
    for (let second = 0; second < 60; second++) {
      add(`poll ${second}`);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(requests.some(({ atPageEnd }) => atPageEnd)).toBe(false);
    return requests.length;
  };

  it('sends as often as a visible one, if the browser keeps a copy of what waits', async () => {
    expect(await poll(true, () => {})).toBe(await poll(false));
  });

  it('sends within a second if it does not: the page may be killed', async () => {
    const { requests, add } = await setupStarted();
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    add('a');
    add('b');
    expect(requests).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requests.map(({ names, atPageEnd }) => [names, atPageEnd])).toEqual([[['a', 'b'], false]]);
  });

  it('does not wait for a timer that the browser runs late', async () => {
    const { requests, sender, add } = await setupStarted();
    sender.keep = () => {};
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    add('a');
    const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 20_000);
    add('b');
    expect(requests).toEqual([]);
    await Promise.resolve();
    expect(requests.map(({ names }) => names)).toEqual([['a', 'b']]);
    now.mockRestore();
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

describe('pause()', () => {
  it.each([
    ['keeps what waits', false, ['a', 'b']],
    ['forgets it', true, ['b']],
  ])('%s, sends and stores nothing, and a start goes on from there', async (_, isForgetting, expected) => {
    const { openStore, names, store } = createMemoryStore();
    const { delivery, sentNames, add } = await setupStarted({ openStore });
    add('a');
    delivery.pause(isForgetting);
    expect(store.close).toHaveBeenCalledOnce();
    add('b');
    delivery.flushAtPageEnd();
    await delivery.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([...sentNames(), ...names()]).toEqual([]);
    delivery.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sentNames()).toEqual(expected);
  });
});

describe('a request in flight when the user withdraws consent', () => {
  it.each<[answer: string, result: SendResult | undefined]>([
    ['is aborted', undefined],
    ['was answered before that', UNAVAILABLE],
  ])('%s: its records are not sent again, whatever the user decides next', async (_, result) => {
    const { delivery, requests, counts, sender, add } = await setupStarted();
    sender.respond = () => undefined;
    add('a');
    void delivery.flush();
    if (result) requests[0]?.answer(result);
    delivery.pause(true);
    delivery.start();
    sender.respond = () => SENT;
    await vi.advanceTimersByTimeAsync(60_000);
    add('b');
    await delivery.flush();
    expect(requests.map(({ names }) => names)).toEqual([['a'], ['b']]);
    expect(counts.filter(([name]) => name.endsWith('resent'))).toEqual([]);
  });
});

it('a stored batch in flight when the user withdraws consent is aborted, and stays in the store', async () => {
  const { openStore, names } = createMemoryStore();
  const earlier = await setupStarted({ openStore });
  earlier.sender.respond = () => UNAVAILABLE;
  earlier.add('old');
  await earlier.delivery.flush();
  earlier.delivery.flushAtPageEnd(true);
  const { delivery, requests, counts, sender } = setup({ openStore });
  sender.respond = () => undefined;
  delivery.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(requests.map((request) => request.names)).toEqual([['old']]);
  delivery.pause(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests.map(({ isAborted }) => isAborted)).toEqual([true]);
  expect(names()).toEqual(['old']);
  expect(counts).toEqual([]);
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
