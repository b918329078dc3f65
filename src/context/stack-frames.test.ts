import { afterEach, describe, expect, it, vi } from 'vitest';
import { debugIdsOf, parseFrames, scriptPlace } from './stack-frames.js';

const framesOf = (stack: string) =>
  parseFrames(stack).map(([name, url, position]) => `${name}@${url}${position}`);
const APP = 'https://shop.example/assets/main-Cmu5rKgg.js';

describe('the frames of a stack', () => {
  it('are parsed from Chromium’s stacks', () => {
    expect(
      framesOf(`TypeError: Cannot read properties of undefined (reading 'price')
    at he (${APP}:1:8332)
    at de.sum [as total] (${APP}:1:8509)
    at Array.map (<anonymous>)
    at new Cart (${APP}:1:9)
    at ${APP}:1:9025
    at async globalThis.runAll (${APP}:1:9858)
    at async ${APP}:1:111
    at async Promise.all (index 0)
    at Object.<anonymous> (webpack-internal:///./src/a.js:3:4)
    at wasm://wasm/0a1b2c:wasm-function[3]:0x1a
    at eval (eval at load (${APP}:1:2), <anonymous>:3:4)`),
    ).toEqual([
      `he@${APP}:1:8332`,
      `de.sum [as total]@${APP}:1:8509`,
      `new Cart@${APP}:1:9`,
      `@${APP}:1:9025`,
      `globalThis.runAll@${APP}:1:9858`,
      `@${APP}:1:111`,
      'Object.<anonymous>@webpack-internal:///./src/a.js:3:4',
      `eval@eval at load (${APP}:1:2), <anonymous>:3:4`,
    ]);
  });

  it('are parsed from Firefox’s stacks', () => {
    const stack = `applyCoupon/<@${APP}:1:8570
applyCoupon@${APP}:1:8578
@${APP}:1:9070
async*globalThis.runAll@${APP}:1:9858
load@https://unpkg.example/react@18.2.0/react.js:1:117
run@${APP} line 3 > eval:1:1
`;
    expect(framesOf(stack)).toEqual(stack.trim().split('\n'));
  });

  it('are parsed from WebKit’s stacks', () => {
    expect(
      framesOf(`sum@${APP}:1:8501
map@[native code]
@${APP}:1:9859
${APP}:7:8
https://unpkg.example/react@18.2.0/react.js:1:117
de@
module code@https://shop.example/:1:123`),
    ).toEqual([
      `sum@${APP}:1:8501`,
      `@${APP}:1:9859`,
      `@${APP}:7:8`,
      '@https://unpkg.example/react@18.2.0/react.js:1:117',
      'module code@https://shop.example/:1:123',
    ]);
  });

  it('are not the message above them', () => {
    expect(framesOf('Error: closed at 10:30:45\nnext: 1:2:3\n    at f (a.js:1:2)')).toEqual(['f@a.js:1:2']);
  });

  it('are fifty at most, and none without a stack', () => {
    expect(framesOf(`f@${APP}:1:2\n`.repeat(200))).toHaveLength(50);
    expect(framesOf('')).toEqual([]);
  });
});

describe('debug ids', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const OTHER = 'https://shop.example/assets/other.js';
  const urls = [APP, APP];

  it.each(['_debugIds', '_sentryDebugIds'])('are those of the files that are asked for, from %s', (name) => {
    vi.stubGlobal(name, {
      [`Error\n    at ${APP}:1:300\n    at ${OTHER}:1:9`]: '85314830-023f-4cf1-a267-535f4e37bb17',
      [`Error\n    at ${OTHER}:1:300\n    at ${APP}:1:9`]: '00000000-023f-4cf1-a267-535f4e37bb17',
      [`@${APP}:1:300`]: 'a second entry of a file',
      'no stack': 'none',
    });
    expect(debugIdsOf(urls)).toEqual([`85314830-023f-4cf1-a267-535f4e37bb17 ${APP}`]);
  });

  it('are none if no bundler has added them, or the globals are something else', () => {
    expect(debugIdsOf(urls)).toEqual([]);
    for (const value of [null, 'text', 7, [1]]) {
      vi.stubGlobal('_debugIds', value);
      expect(debugIdsOf(urls)).toEqual([]);
    }
  });
});

describe('the place of a long frame’s script', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('is its build, and the character at which its function begins', () => {
    vi.stubGlobal('_debugIds', { [`Error\n    at ${APP}:1:41`]: '85314830-023f-4cf1-a267-535f4e37bb17' });
    expect(scriptPlace({ sourceURL: APP, sourceCharPosition: 0 })).toEqual({
      debugId: '85314830-023f-4cf1-a267-535f4e37bb17',
      sourceCharPosition: 0,
    });
  });

  it('is unknown without ids, or if the browser does not report it', () => {
    for (const sourceCharPosition of [-1, undefined as unknown as number])
      expect(scriptPlace({ sourceURL: '', sourceCharPosition })).toEqual({});
  });
});
