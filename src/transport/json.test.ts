import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyValue } from '../record.js';
import { anyValue, attributeList, double, int64, list, nanos, nanosOfMillis, object, quote } from './json.js';

/** Strings of any 16-bit units: lone surrogates, U+2028, control characters and quotes among them. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    '\u2028\u2029',
    '"\\\n\u0000',
    '</script>',
    '\ud800',
    '\udc00\ud800',
    '__proto__',
    '😀',
  ),
);
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(
    0,
    -0,
    Number.NaN,
    Infinity,
    -Infinity,
    2 ** 53,
    2 ** 53 - 1,
    -(2 ** 53),
    1e21,
    5e-324,
    0.1,
  ),
);
const { value: anyTree } = fc.letrec<{ value: AnyValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      anyText,
      anyNumber,
      fc.boolean(),
      fc.constantFrom(null, undefined),
      fc.uint8Array({ maxLength: 20 }),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5 }),
  ),
}));

/** OTLP's AnyValue as protobuf's JSON mapping has it: the plain definition, without a thought for speed. */
function expectedValue(value: AnyValue): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return { doubleValue: Number.isFinite(value) ? value + 0 : String(value) };
  }
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { arrayValue: value.length ? { values: value.map(expectedValue) } : {} };
  const pairs = expectedPairs(value as Record<string, AnyValue>);
  return { kvlistValue: pairs.length ? { values: pairs } : {} };
}
const expectedPairs = (attributes: Record<string, AnyValue>) =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value: expectedValue(value) }));

describe('anyValue', () => {
  it('writes any tree of values as the JSON mapping of OTLP defines it', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(JSON.parse(anyValue(tree))).toEqual(expectedValue(tree));
      }),
      { numRuns: 500 },
    );
  });

  it.each<[what: string, value: AnyValue, json: string]>([
    ['a whole number', 7, '{"doubleValue":7}'],
    ['a negative whole number', -7, '{"doubleValue":-7}'],
    ['minus zero', -0, '{"doubleValue":0}'],
    ['a fraction', -0.5, '{"doubleValue":-0.5}'],
    ['the greatest safe integer', 9_007_199_254_740_991, '{"doubleValue":9007199254740991}'],
    ['a whole number that a double only rounds to', 2 ** 53, '{"doubleValue":9007199254740992}'],
    ['NaN', Number.NaN, '{"doubleValue":"NaN"}'],
    ['minus infinity', Number.NEGATIVE_INFINITY, '{"doubleValue":"-Infinity"}'],
    ['an array with null', ['a', null], '{"arrayValue":{"values":[{"stringValue":"a"},{}]}}'],
    ['an empty array', [], '{"arrayValue":{}}'],
    ['an empty object', {}, '{"kvlistValue":{}}'],
    ['bytes', new Uint8Array([0, 255]), '{"bytesValue":"AP8="}'],
    ['half of a surrogate pair', '\ud83d', '{"stringValue":"\\ud83d"}'],
    ['a bigint, which OTLP does not know', 1n as never, '{}'],
    ['a function', (() => 1) as never, '{}'],
  ])('writes %s', (_, value, json) => {
    expect(anyValue(value)).toBe(json);
  });

  it('writes the holes of a sparse array as empty values', () => {
    const sparse: AnyValue[] = ['a'];
    sparse[2] = 'c';
    expect(JSON.parse(anyValue(sparse))).toEqual({
      arrayValue: { values: [{ stringValue: 'a' }, {}, { stringValue: 'c' }] },
    });
  });

  it('writes as many bytes as there are', () => {
    const bytes = new Uint8Array(300_000).fill(7);
    const { bytesValue } = JSON.parse(anyValue(bytes)) as { bytesValue: string };
    expect(Buffer.from(bytesValue, 'base64').equals(bytes)).toBe(true);
  });
});

describe('attributeList', () => {
  it('quotes keys as well as values', () => {
    expect(JSON.parse(attributeList({ 'a"b\\\n': 'c"d' }) as string)).toEqual([
      { key: 'a"b\\\n', value: { stringValue: 'c"d' } },
    ]);
  });

  it('leaves out an undefined attribute, and an empty list', () => {
    expect(attributeList({ gone: undefined, kept: 1 })).toBe('[{"key":"kept","value":{"doubleValue":1}}]');
    expect(attributeList({ gone: undefined })).toBeUndefined();
    expect(attributeList({})).toBeUndefined();
    expect(attributeList(undefined)).toBeUndefined();
  });
});

describe('on a page that has changed the prototypes', () => {
  const PROTOTYPES: object[] = [Object.prototype, Array.prototype, String.prototype, Number.prototype];

  /** Returns the result of `write` while every prototype has such a member. */
  function writtenWith(name: string, descriptor: PropertyDescriptor, write: () => unknown): unknown {
    for (const prototype of PROTOTYPES)
      Object.defineProperty(prototype, name, { ...descriptor, configurable: true });
    try {
      return write();
    } finally {
      for (const prototype of PROTOTYPES) Reflect.deleteProperty(prototype, name);
    }
  }
  const write = () => [
    anyValue({ list: [1, 'two'], nested: { three: 3.5 } }),
    object({ a: '1' }),
    quote('x'),
  ];

  it.each([
    ['a toJSON that is hidden from enumeration', { value: () => 'broken', enumerable: false }],
    ['a toJSON that was simply assigned, and so is enumerated', { value: () => 'broken', enumerable: true }],
  ])('is not touched by %s', (_, descriptor) => {
    const expected = write();
    expect(writtenWith('toJSON', descriptor, write)).toEqual(expected);
  });

  it('writes no member that it has inherited', () => {
    const expected = write();
    expect(writtenWith('extra', { value: '"inherited"', enumerable: true }, write)).toEqual(expected);
  });
});

describe('nanoseconds', () => {
  it.each([
    [1_700_000_000, 0, '"1700000000000000000"'],
    [1_700_000_000, 5, '"1700000000000000005"'],
    [1_700_000_000, 999_999_999, '"1700000000999999999"'],
  ])('of %i s and %i ns have nine digits after the seconds', (seconds, nanoseconds, json) => {
    expect(nanos(seconds, nanoseconds)).toBe(json);
  });

  it.each<[what: string, seconds: number, nanoseconds: number, json: string]>([
    ['a whole second of nanoseconds is carried over', 1_700_000_000, 1_000_000_000, '"1700000001000000000"'],
    ['a part of a nanosecond is rounded', 1_700_000_000, 5.4, '"1700000000000000005"'],
    ['NaN is 0, which is unknown in OTLP', Number.NaN, Number.NaN, '"0"'],
  ])('that an app or a library gives: %s', (_, seconds, nanoseconds, json) => {
    expect(nanos(seconds, nanoseconds)).toBe(json);
  });

  it.each([
    [1_700_000_000_000, '"1700000000000000000"'],
    [1_700_000_000_001, '"1700000000001000000"'],
    [1_700_000_000_000.5, '"1700000000000500000"'],
    [1_700_000_000_999.5, '"1700000000999500000"'],
    [1_999.999_999_9, '"2000000000"'],
  ])('of %f ms', (millis, json) => {
    expect(nanosOfMillis(millis)).toBe(json);
  });

  it('of any moment of this century are exact to the nanosecond', () => {
    const millis = fc.double({ min: 1e12, max: 4e12, noNaN: true });
    fc.assert(
      fc.property(millis, (moment) => {
        // A difference of two doubles this close is exact.
        const whole = Math.floor(moment);
        const exact = BigInt(whole) * 1_000_000n + BigInt(Math.round((moment - whole) * 1e6));
        expect(nanosOfMillis(moment)).toBe(`"${exact}"`);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('numbers', () => {
  it.each([
    [1.5, '1.5'],
    [-0, '0'],
    [1e21, '1e+21'],
    [Number.NaN, '"NaN"'],
    [Number.POSITIVE_INFINITY, '"Infinity"'],
    [Number.NEGATIVE_INFINITY, '"-Infinity"'],
  ])('as a double: %d', (value, json) => {
    expect(double(value)).toBe(json);
  });

  it.each([
    [42, '"42"'],
    [-42, '"-42"'],
    [-0, '"0"'],
    [-0.4, '"0"'],
    [2.9, '"2"'],
    [2 ** 53 - 1, '"9007199254740991"'],
  ])('as a 64-bit integer, without its fraction: %d', (value, json) => {
    expect(int64(value)).toBe(json);
  });
});

describe('object and list', () => {
  it('leave out what has no value', () => {
    expect(object({ a: undefined, b: '1', c: false, d: '', e: 0, f: '""' })).toBe('{"b":1,"f":""}');
    expect(object({})).toBe('{}');
    expect(list(['1', '2'])).toBe('[1,2]');
    expect(list([])).toBeUndefined();
  });
});
