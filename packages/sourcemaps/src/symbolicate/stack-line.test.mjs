// @ts-check
import { expect, it } from 'vitest';
import { parseFrames } from '../../../../src/context/stack-frames.js';
import { readStackLine, writeStackLine } from './stack-line.mjs';

const APP = 'https://shop.example/assets/main-Cmu5rKgg.js';

it.each([
  [`    at he (${APP}:1:8332)`, '    at pay (src/a.ts:1:2)'],
  [`    at de.sum [as total] (${APP}:1:8509)`, '    at pay (src/a.ts:1:2)'],
  [`    at ${APP}:1:9025`, '    at pay (src/a.ts:1:2)'],
  [`    at async globalThis.runAll (${APP}:1:9858)`, '    at async pay (src/a.ts:1:2)'],
  [`    at async ${APP}:1:111`, '    at async pay (src/a.ts:1:2)'],
  [`    at eval (eval at load (${APP}:1:2), <anonymous>:3:4)`, '    at pay (src/a.ts:1:2)'],
  [`applyCoupon/<@${APP}:1:8570`, 'pay@src/a.ts:1:2'],
  [`async*globalThis.runAll@${APP}:1:9858`, 'async*pay@src/a.ts:1:2'],
  [`@${APP}:1:9070`, 'pay@src/a.ts:1:2'],
  [`${APP}:7:8`, 'pay@src/a.ts:1:2'],
  ['load@https://unpkg.example/react@18.2.0/react.js:1:117', 'pay@src/a.ts:1:2'],
  [`run@${APP} line 3 > eval:1:1`, 'pay@src/a.ts:1:2'],
  ['module code@https://shop.example/:1:123', 'pay@src/a.ts:1:2'],
])('%s', (text, written) => {
  const line = readStackLine(text);
  const [[, url, position] = []] = parseFrames(text);
  expect(line && [line.url, `:${line.line}:${line.column}`], 'the page reads it so too').toEqual([
    url,
    position,
  ]);
  expect(line && writeStackLine(line, 'pay', 'src/a.ts:1:2')).toBe(written);
});

it.each([
  'TypeError: x is not a function',
  '    at Array.map (<anonymous>)',
  '    at async Promise.all (index 0)',
  'map@[native code]',
  'Error: closed at 10:30:45',
  '',
])('is no place: %s', (text) => {
  expect(readStackLine(text)).toBeUndefined();
});

it('has no name where the function has none', () => {
  expect(writeStackLine({ style: 'v8', before: '    at ' }, '', 'src/a.ts:1:2')).toBe('    at src/a.ts:1:2');
  expect(writeStackLine({ style: 'gecko', before: '' }, '', 'src/a.ts:1:2')).toBe('@src/a.ts:1:2');
});
