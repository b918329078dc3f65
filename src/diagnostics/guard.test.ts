import { describe, expect, it, vi } from 'vitest';
import { createGuard } from './guard.js';

const setup = () => {
  const log = { warn: vi.fn(), debug: vi.fn() };
  return { log, guard: createGuard(log) };
};

describe('a guarded function', () => {
  it('is called with the same this and arguments, and returns the same result', () => {
    const { log, guard } = setup();
    const owner = {
      base: 10,
      add: guard(function (this: { base: number }, a: number, b: number) {
        return this.base + a + b;
      }),
    };
    expect(owner.add(1, 2)).toBe(13);
    expect(log.debug).not.toHaveBeenCalled();
  });

  it.each([new Error('mine'), 'a text', undefined])(
    'hides its errors from the page, and logs them in debug mode: %s',
    (fault) => {
      const { log, guard } = setup();
      const broken = guard((): number => {
        throw fault;
      });
      expect(broken()).toBeUndefined();
      expect(log.debug).toHaveBeenCalledWith(expect.any(String), fault);
      expect(log.warn).not.toHaveBeenCalled();
    },
  );

  it('may be called again after a fault', () => {
    const { guard } = setup();
    let calls = 0;
    const once = guard(() => {
      if (++calls === 1) throw new Error('first');
      return calls;
    });
    expect([once(), once()]).toEqual([undefined, 2]);
  });

  it('has its time counted, once if one calls another, also if it throws', () => {
    let now = 0;
    const work = { millis: 0 };
    const guard = createGuard({ warn: vi.fn(), debug: vi.fn() }, work, () => now);
    const inner = guard(() => {
      now += 5;
      throw new Error('mine');
    });
    guard(() => {
      now += 10;
      inner();
      inner();
    })();
    now += 100;
    inner();
    expect(work.millis).toBe(25);
  });
});
