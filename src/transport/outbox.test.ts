import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../record.js';
import { PRIORITY, type Priority } from './order.js';
import { byteLength, createOutbox, NO_LIMIT, type Outbox, type OutboxRecord } from './outbox.js';

const scope = { name: 'test' };
const texts = (records: readonly OutboxRecord[]) => records.map(({ json }) => json);
const takeAll = (outbox: Outbox, signal: Signal = 'traces') => texts(outbox.take(signal, NO_LIMIT));

/** Text of any 16-bit units: halves of surrogate pairs among them. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd800, max: 0xdfff })), {
    maxLength: 40,
  })
  .map((units) => String.fromCharCode(...units));

/** An outbox for so many records, with each of these in it. */
function filled(maxRecords: number, records: [json: string, priority?: Priority, signal?: Signal][]) {
  const dropped: [signal: Signal, count: number][] = [];
  const outbox = createOutbox({ ...NO_LIMIT, maxRecords }, (...drop) => dropped.push(drop));
  for (const [json, priority = PRIORITY.rest, signal = 'traces'] of records) {
    outbox.add(signal, priority, { scope, json });
  }
  return { ...outbox, dropped };
}

describe('outbox', () => {
  it('returns the most important record of a signal first', () => {
    const outbox = filled(10, [['span'], ['error', PRIORITY.error], ['request', PRIORITY.request]]);
    expect(texts(outbox.take('traces', { ...NO_LIMIT, maxRecords: 2 }))).toEqual(['error', 'request']);
  });

  it('peeks at the first records without removing them', () => {
    const outbox = filled(10, [['rest'], ['error', PRIORITY.error, 'logs']]);
    expect(texts(outbox.peekImportant(100))).toEqual(['error']);
    expect(outbox.size().records).toBe(2);
  });

  it('counts a dropped metric as its data points', () => {
    const drops: [Signal, number][] = [];
    const outbox = createOutbox({ ...NO_LIMIT, maxRecords: 1 }, (...drop) => drops.push(drop));
    outbox.add('metrics', PRIORITY.metric, { scope, json: 'a', count: 7 });
    outbox.add('metrics', PRIORITY.metric, { scope, json: 'b' });
    expect(drops).toEqual([['metrics', 7]]);
  });

  it('returns records of one signal, oldest first', () => {
    const outbox = filled(10, [['a'], ['x', PRIORITY.rest, 'logs'], ['b'], ['c']]);
    expect(takeAll(outbox)).toEqual(['a', 'b', 'c']);
    expect(takeAll(outbox)).toEqual([]);
    expect(takeAll(outbox, 'logs')).toEqual(['x']);
  });

  it('returns at most the requested number of records, and keeps the rest in order', () => {
    const outbox = filled(10, [['a'], ['b'], ['c']]);
    expect(texts(outbox.take('traces', { ...NO_LIMIT, maxRecords: 2 }))).toEqual(['a', 'b']);
    expect(takeAll(outbox)).toEqual(['c']);
  });

  it('returns at most the requested bytes', () => {
    const outbox = filled(10, [['a'.repeat(100)], ['b'.repeat(100)], ['c'.repeat(100)]]);
    const maxBytes = outbox.size().bytes - 1;
    expect(outbox.take('traces', { maxRecords: 10, maxBytes })).toHaveLength(2);
  });

  it('returns a record that is larger than a batch by itself', () => {
    const outbox = filled(10, [['L'.repeat(500)], ['b']]);
    expect(texts(outbox.take('traces', { maxRecords: 10, maxBytes: 200 }))).toEqual(['L'.repeat(500)]);
    expect(takeAll(outbox)).toEqual(['b']);
  });

  it('does not starve a record that is larger than a batch', () => {
    const outbox = filled(10, [['a'], ['L'.repeat(500)], ['b']]);
    const batches: string[][] = [];
    for (let i = 0; i < 3; i++) batches.push(texts(outbox.take('traces', { maxRecords: 1, maxBytes: 200 })));
    expect(batches.flat().sort()).toEqual(['L'.repeat(500), 'a', 'b'].sort());
  });

  it('puts back at the front what could not be sent', () => {
    const outbox = filled(10, [['a'], ['b'], ['c']]);
    const taken = outbox.take('traces', { ...NO_LIMIT, maxRecords: 2 });
    outbox.putBack(taken);
    expect(outbox.size().records).toBe(3);
    expect(takeAll(outbox)).toEqual(['a', 'b', 'c']);
  });

  it('returns the most important records of all signals first, oldest first among equals', () => {
    const outbox = filled(10, [
      ['rest', PRIORITY.rest],
      ['request', PRIORITY.request],
      ['action', PRIORITY.action, 'logs'],
      ['vital', PRIORITY.metric, 'metrics'],
      ['error 1', PRIORITY.error, 'logs'],
      ['error 2', PRIORITY.error, 'logs'],
    ]);
    const important = texts(outbox.takeImportant(Number.POSITIVE_INFINITY));
    expect(important).toEqual(['error 1', 'error 2', 'vital', 'action', 'request', 'rest']);
    expect(outbox.size()).toEqual({ records: 0, bytes: 0 });
  });

  it('fills a page-end budget with smaller records if a large one does not fit', () => {
    const outbox = filled(10, [
      ['L'.repeat(5_000), PRIORITY.error],
      ['small', PRIORITY.rest],
    ]);
    expect(texts(outbox.takeImportant(1_000))).toEqual(['small']);
    expect(takeAll(outbox)).toEqual(['L'.repeat(5_000)]);
    expect(outbox.takeImportant(-1)).toEqual([]);
  });
});

describe('a full outbox', () => {
  it('drops the oldest of the least important, and counts it', () => {
    const outbox = filled(3, [
      ['request', PRIORITY.request],
      ['rest 1', PRIORITY.rest],
      ['rest 2', PRIORITY.rest],
      ['error', PRIORITY.error],
    ]);
    expect(takeAll(outbox)).toEqual(['error', 'request', 'rest 2']);
    expect(outbox.dropped).toEqual([['traces', 1]]);
  });

  it('drops the newcomer where that is the least important', () => {
    const outbox = filled(2, [
      ['error 1', PRIORITY.error],
      ['error 2', PRIORITY.error],
      ['rest', PRIORITY.rest],
    ]);
    expect(takeAll(outbox)).toEqual(['error 1', 'error 2']);
  });

  it('drops records that were put back first, since they are the oldest', () => {
    const outbox = filled(2, [['a'], ['b']]);
    const taken = outbox.take('traces', NO_LIMIT);
    outbox.add('traces', PRIORITY.rest, { scope, json: 'c' });
    outbox.putBack(taken);
    expect(takeAll(outbox)).toEqual(['b', 'c']);
    expect(outbox.dropped).toEqual([['traces', 1]]);
  });

  it('drops a record that is larger than the outbox, and none beside it', () => {
    const dropped: Signal[] = [];
    const outbox = createOutbox({ maxRecords: 10, maxBytes: 1_000 }, (signal) => dropped.push(signal));
    outbox.add('traces', PRIORITY.request, { scope, json: 'a' });
    outbox.add('logs', PRIORITY.error, { scope, json: 'b' });
    outbox.add('logs', PRIORITY.error, { scope, json: 'L'.repeat(2_000) });
    expect(takeAll(outbox, 'traces')).toEqual(['a']);
    expect(takeAll(outbox, 'logs')).toEqual(['b']);
    expect(dropped).toEqual(['logs']);
  });

  it('stays within its bounds, and knows its size, whatever is done with it', () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('add' as const),
        text: fc.string({ unit: 'grapheme', maxLength: 120 }),
        priority: fc.constantFrom(...Object.values(PRIORITY)),
      }),
      fc.record({ do: fc.constantFrom('take', 'important'), bytes: fc.nat(500) }),
      fc.record({ do: fc.constant('putBack' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const outbox = createOutbox({ maxRecords: 8, maxBytes: 1_500 }, () => dropped++);
        let held: OutboxRecord[] = [];
        let [added, dropped] = [0, 0];
        for (const next of steps) {
          if ('text' in next) {
            outbox.add('traces', next.priority, { scope, json: next.text });
            added++;
          } else if (next.do === 'putBack') outbox.putBack(held.splice(0));
          else if ('bytes' in next && next.do === 'take')
            held.push(...outbox.take('traces', { maxRecords: 5, maxBytes: next.bytes }));
          else if ('bytes' in next) held.push(...outbox.takeImportant(next.bytes));
          const { records, bytes } = outbox.size();
          expect(records).toBeLessThanOrEqual(8);
          expect(bytes).toBeLessThanOrEqual(1_500);
        }
        const { records, bytes } = outbox.size();
        expect(records + held.length + dropped).toBe(added);
        held = outbox.take('traces', NO_LIMIT);
        expect(held).toHaveLength(records);
        expect(held.reduce((sum, record) => sum + record.bytes, 0)).toBe(bytes);
        expect(outbox.size()).toEqual({ records: 0, bytes: 0 });
      }),
    );
  });

  it('is empty after clear()', () => {
    const outbox = filled(10, [['a'], ['b']]);
    outbox.clear();
    expect(outbox.size()).toEqual({ records: 0, bytes: 0 });
    expect(takeAll(outbox)).toEqual([]);
  });
});

describe('byteLength', () => {
  it('counts bytes in UTF-8, as a server does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(byteLength(text)).toBe(Buffer.byteLength(text, 'utf8'));
      }),
    );
  });

  it.each([
    ['abc', 3],
    ['é', 2],
    ['€', 3],
    ['😀', 4],
    ['\ud83d', 3],
    ['\u0000\u007f\u0080', 4],
  ])('of %j', (text, bytes) => {
    expect(byteLength(text)).toBe(bytes);
  });

  it('is the minimum size of a record in the outbox', () => {
    const outbox = createOutbox({ maxRecords: 10, maxBytes: 1_000 }, () => {});
    outbox.add('traces', PRIORITY.rest, { scope, json: '€'.repeat(100) });
    expect(outbox.size().bytes).toBeGreaterThanOrEqual(300);
  });
});
