import { describe, expect, it, vi } from 'vitest';
import { patch } from './patch.js';

const setup = () => {
  const calls: unknown[][] = [];
  const native = function add(this: unknown, a: number, b: number) {
    calls.push([this, a, b]);
    return a + b;
  };
  const target: Record<string, (...args: number[]) => unknown> = { add: native as never };
  return { target, native, calls };
};

describe('a patched function', () => {
  it('is what it was to all who look at it', () => {
    const { target, native } = setup();
    patch(target, 'add', (fn, self, args) => Reflect.apply(fn, self, args));
    expect(target.add).not.toBe(native);
    expect(target.add?.name).toBe('add');
    expect(target.add?.length).toBe(2);
    expect(Reflect.ownKeys(target.add as object)).toEqual(Reflect.ownKeys(native));
  });

  it('has no traps that the page has added to Object.prototype', () => {
    const { target } = setup();
    patch(target, 'add', (fn, self, args) => Reflect.apply(fn, self, args));
    const page = Object.prototype as { has?: unknown };
    page.has = () => true;
    const hasOther = 'other' in (target.add as object);
    delete page.has;
    expect(hasOther).toBe(false);
  });

  it('passes on this, arguments and result, and what it throws', () => {
    const { target, calls } = setup();
    const apply = vi.fn((fn, self, args) => Reflect.apply(fn, self, args));
    patch(target, 'add', apply);
    expect(target.add?.(1, 2)).toBe(3);
    expect(calls).toEqual([[target, 1, 2]]);
    const broken = {
      fail: () => {
        throw new Error('native');
      },
    };
    patch(broken, 'fail', apply);
    expect(() => broken.fail()).toThrow('native');
  });

  it('can still be constructed with', () => {
    const scope = {
      Box: class {
        constructor(readonly value: number) {}
      },
    };
    const Native = scope.Box;
    patch(scope, 'Box', (fn, self, args) => Reflect.apply(fn, self, args));
    const box = new scope.Box(3);
    expect(box).toBeInstanceOf(Native);
    expect(box.value).toBe(3);
  });

  it('is the native one again once it is taken back', () => {
    const { target, native } = setup();
    const stop = patch(target, 'add', () => 'patched');
    stop();
    expect(target.add).toBe(native);
  });

  it('only passes on, once it is taken back, where someone has patched over it', () => {
    const { target } = setup();
    const stop = patch(target, 'add', () => 'ours');
    const ours = target.add as (...args: number[]) => unknown;
    const theirs = (...args: number[]) => ['theirs', ours(...args)];
    target.add = theirs;
    stop();
    expect(target.add).toBe(theirs);
    expect(target.add(1, 2)).toEqual(['theirs', 3]);
  });

  it('may be patched twice, and taken back in any order', () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { target, native } = setup();
      const wrap = (name: string) =>
        patch(target, 'add', (fn, self, args) => [name, Reflect.apply(fn, self, args)]);
      const stops = [wrap('inner'), wrap('outer')];
      expect(target.add?.(1, 2)).toEqual(['outer', ['inner', 3]]);
      for (const index of order) stops[index]?.();
      expect(target.add?.(1, 2)).toBe(3);
      if (order[0] === 1) expect(target.add).toBe(native);
    }
  });
});

describe('where there is nothing to patch', () => {
  it.each<[what: string, target: object | undefined]>([
    ['no object', undefined],
    ['no such function', {}],
    ['something that is no function', { add: 7 }],
  ])('nothing happens: %s', (_, target) => {
    const before = { ...target };
    patch(target, 'add', () => 0)();
    expect({ ...target }).toEqual(before);
  });

  it('as in a frozen object of a hardened page, nothing is thrown', () => {
    const { target, native } = setup();
    Object.freeze(target);
    const stop = patch(target, 'add', () => 'patched');
    expect(target.add).toBe(native);
    expect(stop).not.toThrow();
  });
});
