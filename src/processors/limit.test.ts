import { describe, expect, it } from 'vitest';
import type { AnyValue } from '../record.js';
import { limitAttributes, limitValue, MAX_ATTRIBUTES, MAX_VALUE_LENGTH } from './limit.js';

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
  const long = 'x'.repeat(MAX_VALUE_LENGTH + 10);
  const cut = 'x'.repeat(MAX_VALUE_LENGTH);

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
});
