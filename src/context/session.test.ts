import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createGuard } from '../diagnostics/guard.js';
import { createSession, SETTLE_MILLIS } from './session.js';
import { MAX_IDLE_MILLIS, MAX_SESSION_MILLIS } from './session-state.js';

vi.hoisted(() => {
  vi.useFakeTimers();
});

const MINUTE = 60_000;
const KEY = 'otel-rum.session';
const guard = createGuard({ warn: () => {}, debug: () => {} });

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
});

/** The storage that the tabs of an origin share. */
function createStorage() {
  const map = new Map<string, string>();
  return {
    map,
    get: vi.fn((key: string) => map.get(key) ?? null),
    set: vi.fn((key: string, value: string) => void map.set(key, value)),
    remove: (key: string) => void map.delete(key),
  };
}
/** Where the browser lets nothing be stored. */
const forgetful = () => ({ get: vi.fn(() => null), set: vi.fn(), remove: () => {} });

function setup(
  storage: ReturnType<typeof createStorage> | ReturnType<typeof forgetful> = createStorage(),
  startAt = 1_700_000_000_000.5,
  isOpen = true,
) {
  /** Wall time, and its offset to the page's time. */
  const time = { now: startAt, offset: 0 };
  const clock = {
    pageNow: () => time.now - time.offset,
    epochNow: () => time.now,
    toEpoch: (moment: number) => moment + time.offset,
  };
  const setClock = (byMillis: number) => {
    time.now += byMillis;
    time.offset += byMillis;
  };
  const reported: { name: string; id: string; at: number; previousId: string | undefined }[] = [];
  const session = createSession(storage, clock, guard, (name, at, previousId) =>
    reported.push({ name, id: session.id(), at, previousId }),
  );
  if (isOpen) session.open();
  return { session, storage, time, setClock, reported };
}
const act = (type = 'click', isTrusted = true, target = page) =>
  target.dispatchEvent(Object.defineProperty(new Event(type), 'isTrusted', { value: isTrusted }));

describe('a session', () => {
  it('has an id of 32 hex digits, the same at each reading', () => {
    const { session } = setup();
    expect(session.id()).toMatch(/^[\da-f]{32}$/);
    expect(session.id()).toBe(session.id());
  });

  it('does not touch storage before it is first read, whatever a person does', () => {
    const { session, storage } = setup();
    act();
    expect(storage.get).not.toHaveBeenCalled();
    expect(storage.set).not.toHaveBeenCalled();
    session.id();
    expect(storage.set).toHaveBeenCalledTimes(1);
  });

  it('that was idle for 29 minutes continues when it is read', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 29 * MINUTE;
    expect(session.id()).toBe(id);
  });

  it('that was idle for 31 minutes ends when it is read, and another begins', () => {
    const { session, time, reported } = setup();
    const id = session.id();
    session.settle();
    time.now += 31 * MINUTE;
    expect(session.id()).not.toBe(id);
    session.settle();
    const at = 1_700_000_000_000;
    expect(reported).toEqual([
      { name: 'session.start', id, at, previousId: undefined },
      // When its half hour was over, not when that was noticed.
      { name: 'session.end', id, at: at + MAX_IDLE_MILLIS, previousId: undefined },
      { name: 'session.start', id: session.id(), at: at + 31 * MINUTE, previousId: id },
    ]);
  });

  it.each([
    ['idle for half an hour to the millisecond', MAX_IDLE_MILLIS],
    ['idle for a night, as a sleeping laptop is', 9 * 60 * MINUTE],
  ])('ends that was %s', (_, millis) => {
    const { session, time } = setup();
    const id = session.id();
    time.now += millis;
    expect(session.id()).not.toBe(id);
  });

  it('is not kept alive by being read: telemetry is no activity', () => {
    const { session, time } = setup();
    const id = session.id();
    for (let i = 0; i < 31; i++) {
      time.now += MINUTE;
      session.id();
    }
    expect(session.id()).not.toBe(id);
  });

  it.each([
    ...['click', 'keydown', 'scroll', 'visibilitychange'],
    // Panning with a finger, zooming with a wheel, drawing.
    ...['touchmove', 'wheel', 'pointermove', 'pointerdown'],
  ])('is kept alive by a %s', (type) => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 20 * MINUTE;
    act(type);
    time.now += 20 * MINUTE;
    expect(session.id()).toBe(id);
  });

  it('looks at one gesture a second', () => {
    const { session, time, storage } = setup();
    session.id();
    const reads = storage.get.mock.calls.length;
    for (let i = 0; i < 600; i++) {
      time.now += 16;
      act('pointermove');
    }
    expect(storage.get.mock.calls.length - reads).toBeLessThanOrEqual(1);
    time.now += 29.99 * MINUTE;
    expect(session.id()).toBe(session.id());
  });

  describe('of a hidden tab', () => {
    const tab = { visibilityState: 'hidden' };
    beforeEach(() => {
      tab.visibilityState = 'hidden';
      vi.stubGlobal('document', tab);
    });

    it('that polls all night is the last one, until a person comes back', () => {
      const { session, time, reported } = setup();
      const id = session.id();
      session.settle();
      for (let i = 0; i < 20; i++) {
        time.now += 30 * MINUTE;
        expect(session.id()).toBe(id);
      }
      expect(reported.map(({ name }) => name)).toEqual(['session.start']);
      tab.visibilityState = 'visible';
      act('visibilitychange');
      expect(session.id()).not.toBe(id);
      session.settle();
      expect(reported.map(({ name }) => name)).toEqual(['session.start', 'session.end', 'session.start']);
    });

    it('begins another when a person leaves it after a long time', () => {
      const { session, time } = setup();
      const id = session.id();
      time.now += 120 * MINUTE;
      act('visibilitychange');
      expect(session.id()).not.toBe(id);
    });

    it('is the one that another tab has begun', () => {
      const storage = createStorage();
      const { session, time } = setup(storage);
      const id = session.id();
      session.settle();
      time.now += 40 * MINUTE;
      tab.visibilityState = 'visible';
      const other = setup(storage, time.now).session.id();
      tab.visibilityState = 'hidden';
      expect(other).not.toBe(id);
      expect(session.id()).toBe(other);
    });
  });

  it('is not kept alive by what no person did', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 20 * MINUTE;
    act('load');
    time.now += 20 * MINUTE;
    expect(session.id()).not.toBe(id);
  });

  it('is not kept alive by a click that a script made', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 20 * MINUTE;
    act('click', false);
    time.now += 20 * MINUTE;
    expect(session.id()).not.toBe(id);
  });

  it('ends half an hour after the last activity, not after the last that was written down', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 9_000;
    act();
    time.now += MAX_IDLE_MILLIS - 1;
    expect(session.id()).toBe(id);
    time.now += 1;
    expect(session.id()).not.toBe(id);
  });

  it('ends after four hours, however active', () => {
    const { session, time } = setup();
    const id = session.id();
    for (let spent = 10 * MINUTE; spent < MAX_SESSION_MILLIS; spent += 10 * MINUTE) {
      time.now += 10 * MINUTE;
      act();
      expect(session.id()).toBe(id);
    }
    time.now += 10 * MINUTE;
    act();
    expect(session.id()).not.toBe(id);
  });

  it('ends also by activity alone: the click after a pause is of the next one', () => {
    const { session, time, reported } = setup();
    const id = session.id();
    time.now += 31 * MINUTE;
    act();
    session.settle();
    expect(reported.map(({ name }) => name)).toEqual(['session.start', 'session.end', 'session.start']);
    expect(reported[2]).toMatchObject({ id: session.id(), previousId: id });
  });

  it.each([2, 120])(
    'continues if the clock is set back by %i minutes, and ends as if it had not been',
    (minutes) => {
      const { session, storage, time, setClock, reported } = setup();
      const id = session.id();
      session.settle();
      time.now += 20 * MINUTE;
      setClock(-minutes * MINUTE);
      expect(session.id()).toBe(id);
      time.now += 9 * MINUTE;
      act();
      const stored = () => (storage as ReturnType<typeof createStorage>).map.get(KEY);
      const at = Math.floor(time.now);
      expect(stored()).toBe(`${id}.${at - 29 * MINUTE}.${at}`);
      time.now += 29 * MINUTE;
      expect(session.id()).toBe(id);
      time.now += MINUTE;
      expect(session.id()).not.toBe(id);
      session.settle();
      expect(reported[1]).toMatchObject({ name: 'session.end', id, at: at + MAX_IDLE_MILLIS });
    },
  );

  it('that is active while the clock is set back and ahead again continues', () => {
    const { session, time, setClock, reported } = setup();
    const id = session.id();
    session.settle();
    for (const minutes of [-60, 20, -90, 25]) {
      setClock(minutes * MINUTE);
      time.now += 5_000;
      act();
      expect(session.id()).toBe(id);
    }
    expect(reported).toHaveLength(1);
  });

  it('of all tabs continues if the clock is set back, also in a new tab after the next activity', () => {
    const storage = createStorage();
    const one = setup(storage);
    const id = one.session.id();
    const other = setup(storage);
    expect(other.session.id()).toBe(id);
    for (const { setClock } of [one, other]) setClock(-120 * MINUTE);
    for (const { time } of [one, other]) time.now += 2_000;
    act();
    expect(setup(storage, one.time.now).session.id()).toBe(id);
    for (const { session } of [one, other]) expect(session.id()).toBe(id);
  });

  it('that has ended does not replace that of another tab when the clock is set back', () => {
    const storage = createStorage();
    const asleep = setup(storage);
    asleep.session.id();
    const ofAsleep = page;
    page = new EventTarget();
    vi.stubGlobal('window', page);
    const awake = setup(storage, asleep.time.now + 60 * MINUTE);
    const id = awake.session.id();
    asleep.time.now = awake.time.now;
    asleep.setClock(-120 * MINUTE);
    awake.setClock(-120 * MINUTE);
    awake.time.now += 2_000;
    asleep.time.now += 2_000;
    act();
    act('click', true, ofAsleep);
    expect(awake.session.id()).toBe(id);
    expect(asleep.session.id()).toBe(id);
  });

  it('outlives a correction of the clock by seconds', () => {
    const { session, setClock } = setup();
    const id = session.id();
    setClock(-5_000);
    expect(session.id()).toBe(id);
  });

  it('writes activity down every ten seconds at most', () => {
    const { session, storage, time } = setup();
    session.id();
    for (let second = 0; second < 30; second++) {
      time.now += 1_000;
      act('scroll');
    }
    expect(storage.set).toHaveBeenCalledTimes(4);
  });

  it('listens no more after stop()', () => {
    const { session, time } = setup();
    const id = session.id();
    session.stop();
    time.now += 20 * MINUTE;
    act();
    time.now += 20 * MINUTE;
    expect(session.id()).not.toBe(id);
  });
});

describe('a record', () => {
  it('waits while its session settles, and is of it though it has ended meanwhile', () => {
    const { session, time } = setup();
    const ids: string[] = [];
    session.whenSettled(() => ids.push(session.id()));
    expect(ids).toEqual([]);
    time.now += 9 * 60 * MINUTE;
    vi.advanceTimersByTime(SETTLE_MILLIS);
    expect(ids).toHaveLength(1);
    expect(ids[0]).not.toBe(session.id());
  });

  it('that began before a laptop slept is of the session before', () => {
    const { session, time } = setup();
    const id = session.id();
    const place = session.within(() => session.id)();
    time.now += 9 * 60 * MINUTE;
    expect(session.id()).not.toBe(id);
    expect(place()).toBe(id);
    expect(session.within(() => session.id)()()).toBe(session.id());
  });

  it('that happened while storage was not to be touched is of the session that is read then', () => {
    const storage = createStorage();
    const id = setup(storage).session.id();
    const { session } = setup(storage, undefined, false);
    const gets = storage.get.mock.calls.length;
    const place = session.within(() => session.id)();
    expect(storage.get.mock.calls.length).toBe(gets);
    session.open();
    expect(place()).toBe(id);
  });

  it('leaves no trace of its session where making it throws', () => {
    const { session, time } = setup();
    const id = session.id();
    const place = session.within(() => () => {
      throw new Error('made');
    })();
    time.now += 31 * MINUTE;
    expect(place).toThrow('made');
    expect(session.id()).not.toBe(id);
  });
});

describe('before storage may be used', () => {
  it('no session is reported, not even at page end', () => {
    const { session, reported } = setup(createStorage(), undefined, false);
    session.id();
    session.settle();
    vi.advanceTimersByTime(SETTLE_MILLIS);
    expect(reported).toEqual([]);
    session.open();
    vi.advanceTimersByTime(SETTLE_MILLIS);
    expect(reported).toEqual([
      { name: 'session.start', id: session.id(), at: 1_700_000_000_000, previousId: undefined },
    ]);
  });

  /** Storage that the user has yet to allow. */
  const gated = (text: string) => {
    const storage = createStorage();
    storage.map.set(KEY, text);
    let isAllowed = false;
    const gate = {
      ...storage,
      get: vi.fn((key: string) => (isAllowed ? storage.get(key) : null)),
      set: vi.fn((key: string, value: string) => (isAllowed ? storage.set(key, value) : undefined)),
    };
    const allow = () => {
      isAllowed = true;
    };
    return { gate, allow };
  };

  it('a session is only in memory, and is replaced by a stored one', () => {
    const id = 'a'.repeat(32);
    const { gate, allow } = gated(`${id}.1699999999000.1699999999000`);
    const { session, reported } = setup(gate, undefined, false);
    expect(session.id()).not.toBe(id);
    allow();
    session.open();
    session.settle();
    expect(session.id()).toBe(id);
    expect(reported).toEqual([]);
  });

  it('the session in memory follows the one that is stored and has ended', () => {
    const id = 'a'.repeat(32);
    const { gate, allow } = gated(`${id}.1690000000000.1690000001000`);
    const { session, reported } = setup(gate, undefined, false);
    const own = session.id();
    allow();
    session.open();
    session.settle();
    expect(reported).toMatchObject([
      { name: 'session.end', id, at: 1_690_000_001_000 + MAX_IDLE_MILLIS },
      { name: 'session.start', id: own, previousId: id },
    ]);
  });

  it('forget() leaves nothing behind, and lets go what waited', () => {
    const { session, storage, reported } = setup(createStorage());
    const id = session.id();
    const released = vi.fn();
    session.whenSettled(released);
    session.forget();
    expect((storage as ReturnType<typeof createStorage>).map.size).toBe(0);
    expect(released.mock.calls).toEqual([[false]]);
    vi.advanceTimersByTime(SETTLE_MILLIS);
    expect(reported).toEqual([]);
    session.open();
    expect(session.id()).not.toBe(id);
  });
});

describe('the tabs of an origin', () => {
  it('share one session, and report its start once', () => {
    const storage = createStorage();
    const one = setup(storage);
    const two = setup(storage);
    expect(two.session.id()).toBe(one.session.id());
    for (const { session } of [one, two]) session.settle();
    expect([...one.reported, ...two.reported]).toHaveLength(1);
  });

  it('keep it alive for each other', () => {
    const storage = createStorage();
    const one = setup(storage);
    const id = one.session.id();
    const other = new EventTarget();
    vi.stubGlobal('window', other);
    const two = setup(storage);
    two.session.id();
    one.time.now += 25 * MINUTE;
    two.time.now += 25 * MINUTE;
    act('click', true, other);
    one.time.now += 20 * MINUTE;
    expect(one.session.id()).toBe(id);
  });

  it('go over to the session that another has begun', () => {
    const storage = createStorage();
    const one = setup(storage);
    const two = setup(storage);
    one.session.id();
    two.session.id();
    one.time.now += 31 * MINUTE;
    two.time.now += 31 * MINUTE;
    const next = two.session.id();
    two.session.settle();
    expect(one.session.id()).toBe(next);
    one.session.settle();
    expect(one.reported.map(({ name }) => name)).toEqual([]);
    expect(two.reported.map(({ name }) => name)).toEqual(['session.end', 'session.start']);
  });

  it('go back to the one that began first where storage was cleared and another has begun', () => {
    const storage = createStorage();
    const { session, time } = setup(storage);
    const id = session.id();
    time.now += 11_000;
    storage.map.set(KEY, `${'f'.repeat(32)}.${Math.floor(time.now)}.${Math.floor(time.now)}`);
    act();
    expect(storage.map.get(KEY)).toContain(id);
  });

  it('end the last session of all, not the last that a sleeping one knew', () => {
    const storage = createStorage();
    const { session, time, reported } = setup(storage);
    session.id();
    session.settle();
    const later = Math.floor(time.now) + 60 * MINUTE;
    storage.map.set(KEY, `${'f'.repeat(32)}.${later}.${later}`);
    time.now += 9 * 60 * MINUTE;
    session.id();
    session.settle();
    expect(reported.slice(1)).toMatchObject([
      { name: 'session.end', id: 'f'.repeat(32), at: later + MAX_IDLE_MILLIS },
      { name: 'session.start', id: session.id(), previousId: 'f'.repeat(32) },
    ]);
  });

  it('hear of another’s session only by its own key, and not of its removal', () => {
    const { session, storage } = setup();
    const id = session.id();
    const writes = (storage as ReturnType<typeof createStorage>).set.mock.calls.length;
    const older = `${'0'.repeat(32)}.1699999999999.1699999999999`;
    for (const values of [
      { key: 'mine', newValue: older },
      { key: KEY, newValue: null },
      { key: null, newValue: null },
    ]) {
      page.dispatchEvent(Object.assign(new Event('storage'), values));
    }
    expect(session.id()).toBe(id);
    expect((storage as ReturnType<typeof createStorage>).set.mock.calls.length).toBe(writes);
    page.dispatchEvent(Object.assign(new Event('storage'), { key: KEY, newValue: older }));
    expect(session.id()).toBe('0'.repeat(32));
  });
});

describe('storage', () => {
  it('holds the id and two whole times, nothing else', () => {
    const { session, storage } = setup(createStorage());
    const id = session.id();
    expect((storage as ReturnType<typeof createStorage>).map.get(KEY)).toBe(
      `${id}.1700000000000.1700000000000`,
    );
  });

  it('of a day ago is the previous session, not the current one', () => {
    const storage = createStorage();
    storage.map.set(KEY, `${'a'.repeat(32)}.1699900000000.1699900000000`);
    const { session, reported } = setup(storage);
    expect(session.id()).not.toBe('a'.repeat(32));
    session.settle();
    expect(reported[1]).toMatchObject({ id: session.id(), previousId: 'a'.repeat(32) });
  });

  it.each([
    ['nothing', ''],
    ['another format', '{"id":"1"}'],
    ['an id that is too short', `${'a'.repeat(31)}.1700000000000.1700000000000`],
    ['a script', `<script>.1700000000000.1700000000000`],
    ['a time that is none', `${'a'.repeat(32)}.1700000000000.NaN`],
    ['a time of the far future', `${'a'.repeat(32)}.1700000000000.9990000000000000`],
  ])('with %s in it begins a session', (_, text) => {
    const storage = createStorage();
    storage.map.set(KEY, text);
    const { session, reported } = setup(storage);
    expect(session.id()).toMatch(/^[\da-f]{32}$/);
    expect(session.id()).not.toBe('a'.repeat(32));
    session.settle();
    expect(reported.at(-1)).toMatchObject({ name: 'session.start', id: session.id() });
  });

  it('that forgets leaves a session for the life of the page', () => {
    const { session, time } = setup(forgetful());
    const id = session.id();
    time.now += 20 * MINUTE;
    act();
    time.now += 20 * MINUTE;
    expect(session.id()).toBe(id);
    time.now += 31 * MINUTE;
    expect(session.id()).not.toBe(id);
  });
});
