import { describe, expect, it } from 'vitest';
import { type AnyValue, CUT_MARGIN, MAX_VALUE_LENGTH } from '../record.js';
import { limitAttributes, limitValue, MAX_ATTRIBUTES } from './limit.js';

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));

describe('attributes', () => {
  it('may be 128; those over that are dropped and counted', () => {
    expect(limitAttributes(many(MAX_ATTRIBUTES))).toEqual({ attributes: many(128), dropped: 0 });
    expect(limitAttributes(many(131))).toEqual({ attributes: many(128), dropped: 3 });
  });

  it('without a value are left out, and take no room', () => {
    const { attributes, dropped } = limitAttributes({
      a: undefined,
      b: null,
      c: 0,
      d: '',
      e: false,
      ...many(125),
    });
    expect(dropped).toBe(0);
    expect(Object.keys(attributes).slice(0, 3)).toEqual(['c', 'd', 'e']);
  });
});

describe('a value', () => {
  // What is beyond the limit is cut after it was redacted.
  const long = 'x'.repeat(MAX_VALUE_LENGTH + CUT_MARGIN + 10);
  const cut = 'x'.repeat(MAX_VALUE_LENGTH + CUT_MARGIN);

  it.each<[what: string, value: AnyValue, limited: AnyValue]>([
    ['a text', long, cut],
    ['a text of the greatest length', cut, cut],
    ['a list of texts, as the SDK cuts them', [long, 1], [cut, 1]],
    ['texts within an object', { a: { b: long } }, { a: { b: cut } }],
    ['a number', 7, 7],
    ['nothing', undefined, undefined],
  ])('is cut: %s', (_, value, limited) => {
    expect(limitValue(value)).toEqual(limited);
  });

  it.each<[what: string, value: unknown, limited: unknown]>([
    ['a Date is its ISO text', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an invalid Date is left out', new Date(Number.NaN), undefined],
    ['a bigint is its digits', 10n ** 20n, '100000000000000000000'],
    ['a function is left out', () => 'x', undefined],
    ['a symbol is left out', Symbol('x'), undefined],
  ])('is what OTLP can hold: %s', (_, value, limited) => {
    expect(limitValue(value as AnyValue)).toEqual(limited);
  });

  it('is walked over up to a bound only', () => {
    let reads = 0;
    const list = new Proxy(Array(1e6).fill('x'), {
      get: (target, key) => {
        reads++;
        return Reflect.get(target, key);
      },
    });
    expect(limitValue(list)).toHaveLength(1_024);
    expect(reads).toBeLessThan(5_000);
    const nested = Array(100).fill(Array(100).fill(Array(100).fill('x')));
    expect(JSON.stringify(limitValue(nested)).length).toBeLessThan(10_000);
    expect((limitValue(new Uint8Array(5e6)) as Uint8Array).length).toBe(8_192);
    expect((limitValue('x'.repeat(5e6)) as string).length).toBeLessThan(8_500);
  });

  it('ends for a cyclic object', () => {
    const loop: { self?: unknown; list?: unknown[] } = {};
    loop.self = loop;
    loop.list = [loop, loop];
    expect(JSON.stringify(limitValue(loop as AnyValue)).length).toBeLessThan(100_000);
  });
});
