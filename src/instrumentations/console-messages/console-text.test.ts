import { describe, expect, it, vi } from 'vitest';
import { consoleText } from './console-text.js';

describe('the text of a console message', () => {
  it.each<[text: string, args: unknown[]]>([
    ['saved 3 true null undefined 10 Symbol(s)', ['saved', 3, true, null, undefined, 10n, Symbol('s')]],
    ['failed: RangeError: too long', ['failed:', new RangeError('too long')]],
    ['TypeError: no', [new TypeError('no')]],
    ['cart {…} […] function', ['cart', { card: '4111' }, ['secret'], () => 'secret']],
    ['one of 2 in {…} more', ['%s of %d in %o', 'one', 2, { secret: 1 }, 'more']],
    ['Styled text', ['%cStyled', 'color: red', 'text']],
    ['100 % and %s', ['100 %% and %s']],
    ['%s', ['%s']],
    ['given %s as is', ['given', '%s', 'as is']],
    ['undefined', []],
  ])('is %s', (text, args) => {
    expect(consoleText(args)).toBe(text);
  });

  it('runs nothing of the page’s: no toString, no getter, no trap', () => {
    const ran = vi.fn(() => 'ran');
    const traps = new Proxy({}, { get: ran, ownKeys: () => [`${ran()}`], has: () => Boolean(ran()) });
    class Own {
      toString = ran;
      toJSON = ran;
      [Symbol.toPrimitive] = ran;
      get [Symbol.toStringTag]() {
        return ran();
      }
      get value() {
        return ran();
      }
    }
    const callable = Object.assign(() => {}, { toString: ran });
    expect(consoleText(['%s %s', new Own(), traps, new Own(), callable])).toBe('{…} {…} {…} function');
    expect(ran).not.toHaveBeenCalled();
  });

  it.each(['4111 1111 1111 1111', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.abc'])(
    'leaves no half of %s',
    (secret) => {
      for (let at = 1; at < secret.length; at++)
        expect(consoleText([`${'x '.repeat(500).slice(at)}${secret} and more`])).toMatch(/^[x ]*$/);
    },
  );

  it('reads of an error what are texts', () => {
    const error = Object.assign(new Error('no'), { name: { first: 'Ada' } });
    expect(consoleText([error])).toBe('{…}: no');
  });

  it('is bounded, however long and however many its arguments are', () => {
    expect(consoleText(['x '.repeat(1e6), 'y']).length).toBeLessThanOrEqual(1_000);
    expect(consoleText(['x'.repeat(1e6), 'y']).length).toBeLessThanOrEqual(1_000);
    expect(consoleText(new Array(1_000).fill(1)).split(' ')).toHaveLength(20);
  });
});
