import { beforeEach, describe, expect, it, vi } from 'vitest';

/** What a library puts in the place of the page's Promise: those of the engine are none of its instances. */
class Library<T> extends Promise<T> {}

const load = () => import('./natives.js');
const same = <T>(value: T): T => value;
const fail = (reason: unknown): never => {
  throw reason;
};

describe('chain', () => {
  beforeEach(() => vi.resetModules());

  it('follows promises of the engine, also where a library has taken the global before us', async () => {
    vi.stubGlobal('Promise', Library);
    const { chain } = await load();
    const engines = (async () => 'of the engine')();
    expect(engines).not.toBeInstanceOf(Library);
    expect(await chain(engines, same, fail)).toBe('of the engine');
    const chained = chain(Library.resolve('of the library'), same, fail);
    expect(chained).toBeInstanceOf(Library);
    expect(await chained).toBe('of the library');
  });

  it('asks nothing of what the page makes of Promise later', async () => {
    const { chain } = await load();
    const given = Promise.reject(new Error('gone'));
    vi.stubGlobal('Promise', undefined);
    const chained = chain(given, same, fail);
    vi.unstubAllGlobals();
    await expect(chained).rejects.toThrow('gone');
  });

  it('is undefined of what is no promise, and calls no then() of it', async () => {
    const { chain } = await load();
    const then = vi.fn();
    const chained = [undefined, 7, { then }].map((value) => chain(value, same, fail));
    expect(chained).toEqual([undefined, undefined, undefined]);
    expect(then).not.toHaveBeenCalled();
  });
});
