import { beforeEach, describe, expect, it, vi } from 'vitest';

/** What a library puts in the place of the page's Promise: those of the engine are none of its instances. */
class Library<T> extends Promise<T> {}

const load = () => import('./follow-promise.js');
const nothing = () => {};
/** zone.js replaces it on the engine's own prototype. */
const THEN = 'then';

describe('followPromise', () => {
  beforeEach(() => vi.resetModules());

  it('follows promises of the engine, also if a library has replaced the global before us', async () => {
    vi.stubGlobal('Promise', Library);
    const { followPromise } = await load();
    const engines = (async () => 'of the engine')();
    expect(engines).not.toBeInstanceOf(Library);
    expect(await followPromise(engines, nothing, nothing)).toBe('of the engine');
    const followed = followPromise(Library.resolve('of the library'), nothing, nothing);
    expect(followed).toBeInstanceOf(Library);
    expect(await followed).toBe('of the library');
  });

  it("reacts by the engine's own then where zone.js has put its own over it", async () => {
    const engine = Promise.prototype as unknown as Record<string, unknown>;
    const own = engine.then as (...args: unknown[]) => unknown;
    let zoned = 0;
    engine.__zone_symbol__then = own;
    engine[THEN] = function (this: unknown, ...args: unknown[]) {
      zoned++;
      return own.apply(this, args);
    };
    try {
      const { followPromise } = await load();
      const before = zoned;
      const followed = followPromise(Promise.resolve('answer'), nothing, nothing);
      expect(zoned).toBe(before);
      expect(await followed).toBe('answer');
    } finally {
      engine[THEN] = own;
      delete engine.__zone_symbol__then;
    }
  });

  it('follows promises of a library that replaced the global after us', async () => {
    const { followPromise } = await load();
    class Later {
      reactions: ((value: unknown) => void)[] = [];
      constructor(executor: (resolve: (value: unknown) => void, reject: () => void) => void) {
        executor(
          (value) => this.settle(value),
          () => {},
        );
      }
      settle(value: unknown) {
        for (const reaction of this.reactions) reaction(value);
      }
      // biome-ignore lint/suspicious/noThenProperty: it is a promise
      then(reaction: (value: unknown) => void) {
        this.reactions.push(reaction);
      }
    }
    vi.stubGlobal('Promise', Later);
    const source = new Later(() => {});
    const followed = followPromise(source, nothing, nothing) as unknown as Later;
    vi.unstubAllGlobals();
    const seen: unknown[] = [];
    followed.then((value) => seen.push(value));
    source.settle('late');
    expect(followed).toBeInstanceOf(Later);
    expect(seen).toEqual(['late']);
  });

  it('is not affected by later replacements of Promise', async () => {
    const { followPromise } = await load();
    const given = Promise.reject(new Error('gone'));
    vi.stubGlobal('Promise', undefined);
    const followed = followPromise(given, nothing, nothing);
    vi.unstubAllGlobals();
    await expect(followed).rejects.toThrow('gone');
  });

  it('is undefined for a value that is no promise, whose then() is not called', async () => {
    const { followPromise } = await load();
    const then = vi.fn();
    const followed = [undefined, 7, { then }].map((value) => followPromise(value, nothing, nothing));
    expect(followed).toEqual([undefined, undefined, undefined]);
    expect(then).not.toHaveBeenCalled();
  });

  it('is the promise itself where its class expects other arguments, and names another for reactions', async () => {
    const { followPromise } = await load();
    class Call extends Promise<string> {
      constructor(url: string) {
        super((resolve) => resolve(url));
      }
      static override get [Symbol.species]() {
        return Promise;
      }
    }
    const seen: string[] = [];
    const call = new Call('/films');
    const followed = followPromise<string>(call, (url) => seen.push(url), nothing);
    expect(followed).toBe(call);
    await followed;
    expect(seen).toEqual(['/films']);
  });

  it('runs its callback before the reactions of the app', async () => {
    const { followPromise } = await load();
    const order: string[] = [];
    const followed = followPromise(Promise.resolve(7), () => order.push('ours'), nothing);
    await followed?.then(() => order.push("the app's"));
    expect(order).toEqual(['ours', "the app's"]);
  });

  it('has the properties that a library gave its promise, but no state of its kind', async () => {
    const { followPromise } = await load();
    class Stateful<T> extends Promise<T> {
      state = { settled: false };
      cancel?: () => string;
    }
    const source = Stateful.resolve(7) as Stateful<number>;
    source.cancel = () => 'cancelled';
    source.state.settled = true;
    const followed = followPromise(source, nothing, nothing) as Stateful<number>;
    expect(followed.cancel?.()).toBe('cancelled');
    expect(followed.state).not.toBe(source.state);
    expect(followed.state.settled).toBe(false);
  });

  it('rejects at the moment of an abort', async () => {
    const { followPromise } = await load();
    const controller = new AbortController();
    const order: unknown[] = [];
    const source = new Promise<never>(() => {});
    const followed = followPromise(source, nothing, nothing, controller.signal);
    followed?.catch((reason) => order.push(reason));
    controller.abort('enough');
    void Promise.resolve().then(() => order.push('microtask'));
    await Promise.resolve();
    expect(order).toEqual(['enough', 'microtask']);
  });

  it('listens to a signal no longer than it is pending', async () => {
    const { followPromise } = await load();
    const { signal } = new AbortController();
    const remove = vi.spyOn(EventTarget.prototype, 'removeEventListener');
    await followPromise(Promise.resolve(7), nothing, nothing, signal);
    remove.mockRestore();
    const invalid = followPromise(Promise.resolve(7), nothing, nothing, {
      reason: 1,
    } as unknown as AbortSignal);
    expect(await invalid).toBe(7);
  });
});

describe('isPlatformFetch', () => {
  it('is true for what prints as the native function only', async () => {
    const { isPlatformFetch } = await load();
    function fetch() {}
    const platform = Object.defineProperty(Math.max.bind(null), 'name', { value: 'fetch' });
    expect([fetch, platform, new Proxy(fetch, {}), fetch.bind(null)].map(isPlatformFetch)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
