import { expect, it } from 'vitest';
import { format } from './format.mjs';

it.each([
  [0, '0 ms'],
  [0.42, '420 µs'],
  [4.237, '4.24 ms'],
  [42.37, '42.4 ms'],
  [423.7, '424 ms'],
  [999.7, '1 s'],
  [4_237, '4.24 s'],
  [119_600, '2 min'],
  [124_000, '2 min 4 s'],
])('writes %d milliseconds as %s', (millis, text) => {
  expect(format.duration(millis)).toBe(text);
});

it.each([
  [999, '999 B'],
  [1_234, '1.2 kB'],
  [123_456, '123 kB'],
  [2_345_678, '2.35 MB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(format.bytes(bytes)).toBe(text);
});

it.each([
  [0.25, 's', '250 ms'],
  [2_048, 'By', '2 kB'],
  [0.1234, '1', '0.123'],
  [12_345, '{request}', '12,345'],
])('writes %d in the unit %s as %s', (value, unit, text) => {
  expect(format.inUnit(value, unit)).toBe(text);
});
