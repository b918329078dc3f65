import { expect, test } from 'vitest';
import { payloadSize } from './payload-size.js';

test.each<[what: string, data: unknown, size: number | undefined]>([
  ['a text', 'abc', 3],
  ['a text that is not ASCII', 'süß €', 9],
  ['half a surrogate pair', '\ud800', 3],
  ['no text', '', 0],
  ['a number, as text', 42, 2],
  ['null, as text', null, 4],
  ['a buffer', new ArrayBuffer(7), 7],
  ['a view of a part', new Uint16Array(new ArrayBuffer(10), 2, 3), 6],
  ['a blob', new Blob(['süß']), 5],
  ['pairs', new URLSearchParams({ a: 'b c' }), 5],
  ['a form', new FormData(), undefined],
  ['another object', { size: 12, byteLength: 12 }, undefined],
])('%s', (_, data, size) => {
  expect(payloadSize(data)).toBe(size);
});

test('an object is not asked for its text', () => {
  const data = {
    toString() {
      throw new Error('asked');
    },
  };
  expect(payloadSize(data)).toBeUndefined();
});
