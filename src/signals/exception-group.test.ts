import { describe, expect, it } from 'vitest';
import { parseFrames } from '../context/stack-frames.js';
import { groupOf } from './exception-group.js';

/** Returns the group of an engine's error. */
const group = (type: string, message: string, stack = '') => groupOf(type, message, parseFrames(stack));

describe('the group of an error', () => {
  // Errors of one app in each engine, built twice by Rollup and terser, the second build with one more feature.
  it.each<[engine: string, type: string, first: [string, string], second: [string, string]]>([
    [
      'Chromium',
      'TypeError',
      [
        "Cannot read properties of undefined (reading 'price')",
        '    at he (https://a.example/main-Cmu5rKgg.js:1:8332)\n    at de.sum (https://a.example/main-Cmu5rKgg.js:1:8509)',
      ],
      [
        "Cannot read properties of undefined (reading 'price')",
        '    at vr (https://a.example/main-BZURye_r.js:1:12531)\n    at zr.sum (https://a.example/main-BZURye_r.js:1:12773)',
      ],
    ],
    [
      'Chromium',
      'TypeError',
      [
        "Class constructor de cannot be invoked without 'new'",
        '    at de.checkout [as pay] (https://a.example/main-Cmu5rKgg.js:1:9)',
      ],
      [
        "Class constructor zr cannot be invoked without 'new'",
        '    at zr.checkout [as pay] (https://a.example/main-BZURye_r.js:1:14142)',
      ],
    ],
    [
      'Firefox',
      'TypeError',
      [
        'can\'t access property "price", ve.items[n] is undefined',
        'he@https://a.example/main-Cmu5rKgg.js:1:8323\napplyCoupon/<@https://a.example/main-Cmu5rKgg.js:1:8570',
      ],
      [
        'can\'t access property "price", Ar.items[t] is undefined',
        'vr@https://a.example/main-BZURye_r.js:1:12522\napplyCoupon/<@https://a.example/main-BZURye_r.js:1:12834',
      ],
    ],
    [
      'WebKit',
      'TypeError',
      [
        "undefined is not an object (evaluating 've.items[n].price')",
        '@https://a.example/main-Cmu5rKgg.js:1:9596\nmap@[native code]',
      ],
      [
        "undefined is not an object (evaluating 'Ar.items[t].price')",
        '@https://a.example/main-BZURye_r.js:1:14010\nmap@[native code]',
      ],
    ],
    ['any', 't', ['coupon 1078 is void', ''], ['coupon 269 is void', '']],
  ])('is the same in the next build: %s, %s', (_, type, first, second) => {
    expect(group(type, ...second)).toBe(group(type.length > 1 ? type : 'e', ...first));
  });

  it.each<[message: string, group: string]>([
    [
      "Cannot read properties of undefined (reading 'id')",
      "Error Cannot read properties undefined reading 'id",
    ],
    ['Request for /api/films/4711 failed with status 503', 'Error Request failed with status 503'],
    ['Request for /api/films/12 failed with status code 404.', 'Error Request failed with status code 404'],
    [
      'Minified React error #185; visit https://react.dev/errors/185',
      'Error Minified React error #185 visit',
    ],
    ['user ada@example.com is 5b8efff798038103 since 2024-01-02', 'Error user since'],
    ['HTTP 500: down', 'Error HTTP 500 down'],
    ['item 404 of 500 is gone', 'Error item gone'],
    ['', 'Error'],
  ])('keeps what is common: %s', (message, expected) => {
    expect(group('Error', message)).toBe(expected);
  });

  it('distinguishes the same error in two functions', () => {
    const at = (name: string) =>
      group('TypeError', 'x is null', `    at e.${name} (https://a.example/a.js:1:2)`);
    expect(at('checkout')).toBe('checkout TypeError null');
    expect(at('rename')).not.toBe(at('checkout'));
  });

  it('is short, however long the message is', () => {
    expect(group('Error', 'words '.repeat(100_000)).length).toBeLessThan(320);
  });
});
