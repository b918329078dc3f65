import { beforeEach, describe, expect, test, vi } from 'vitest';
import { patchConstructor } from './patch-constructor.js';

class Native {
  static readonly OPEN = 1;
  static made = 0;
  readonly url: string;
  readonly target: unknown;
  constructor(url: string) {
    if (!url) throw new SyntaxError(`'${url}' is no URL`);
    this.url = url;
    this.target = new.target;
    Native.made++;
  }
}
type Scope = { Thing: typeof Native };
let scope: Scope;
const prototype = Native.prototype as { constructor: unknown };

beforeEach(() => {
  scope = { Thing: Native };
  prototype.constructor = Native;
});

describe('a patched constructor', () => {
  test('calls back with each object once, after its construction', () => {
    const made = vi.fn();
    patchConstructor(scope, 'Thing', made);
    const thing = new scope.Thing('a');
    expect(made).toHaveBeenCalledExactlyOnceWith(thing);
    expect(thing.url).toBe('a');
  });

  test('looks as before', () => {
    patchConstructor(scope, 'Thing', () => {});
    expect(scope.Thing.OPEN).toBe(1);
    expect(scope.Thing.name).toBe('Native');
    expect(scope.Thing.length).toBe(1);
    expect(scope.Thing.prototype).toBe(Native.prototype);
    expect(Reflect.ownKeys(scope.Thing)).toEqual(Reflect.ownKeys(Native));
    const thing = new scope.Thing('a');
    expect(thing).toBeInstanceOf(scope.Thing);
    expect(thing).toBeInstanceOf(Native);
    expect(thing.constructor).toBe(scope.Thing);
    expect(Object.getPrototypeOf(thing)).toBe(Native.prototype);
    // To the native one it is itself that was called.
    expect(thing.target).toBe(Native);
  });

  test('makes subclasses what they are', () => {
    const made = vi.fn();
    patchConstructor(scope, 'Thing', made);
    class Own extends scope.Thing {}
    const own = new Own('a');
    expect(own).toBeInstanceOf(Own);
    expect(own.target).toBe(Own);
    expect(own.constructor).toBe(Own);
    expect(made).toHaveBeenCalledExactlyOnceWith(own);
    class Other {}
    expect(Reflect.construct(scope.Thing, ['a'], Other)).toBeInstanceOf(Other);
  });

  test('throws the errors of the native one, without calling back', () => {
    const made = vi.fn();
    patchConstructor(scope, 'Thing', made);
    expect(() => new scope.Thing('')).toThrow(new SyntaxError(`'' is no URL`));
    expect(() => (scope.Thing as unknown as () => void)()).toThrow(TypeError);
    expect(made).not.toHaveBeenCalled();
  });
});

describe('taken back', () => {
  test('the native one is there again, also on its prototype', () => {
    const made = vi.fn();
    const stop = patchConstructor(scope, 'Thing', made);
    const { Thing: patched } = scope;
    stop();
    expect(scope.Thing).toBe(Native);
    expect(prototype.constructor).toBe(Native);
    new patched('a');
    expect(made).not.toHaveBeenCalled();
  });

  test('another’s patch over ours stays, and goes through', () => {
    const made = vi.fn();
    const stop = patchConstructor(scope, 'Thing', made);
    const stopOther = patchConstructor(scope, 'Thing', () => {});
    const { Thing: theirs } = scope;
    stop();
    expect(scope.Thing).toBe(theirs);
    expect(new scope.Thing('a').url).toBe('a');
    expect(made).not.toHaveBeenCalled();
    stopOther();
  });
});

test('a missing or frozen constructor is not changed', () => {
  const made = vi.fn();
  expect(() => patchConstructor({}, 'Thing', made)()).not.toThrow();
  expect(() => patchConstructor({ Thing: 'text' }, 'Thing', made)()).not.toThrow();
  const frozen = Object.freeze({ Thing: Native });
  const stop = patchConstructor(frozen, 'Thing', made);
  expect(frozen.Thing).toBe(Native);
  stop();
});
