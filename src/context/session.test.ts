import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createGuard } from '../diagnostics/guard.js';
import { createSession, MAX_IDLE_MILLIS, MAX_SESSION_MILLIS, type SessionChange } from './session.js';

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
) {
  const time = { now: startAt };
  const clock = { pageNow: () => time.now, epochNow: () => time.now, toEpoch: (moment: number) => moment };
  const session = createSession(storage, clock, guard);
  const changes: SessionChange[] = [];
  session.onChange((change) => changes.push(change));
  return { session, storage, time, changes };
}
const act = (type = 'click') => page.dispatchEvent(new Event(type));

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

  it('that was idle for 29 minutes goes on when it is read', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 29 * MINUTE;
    expect(session.id()).toBe(id);
  });

  it('that was idle for 31 minutes ends when it is read, and another begins', () => {
    const { session, time, changes } = setup();
    const id = session.id();
    time.now += 31 * MINUTE;
    expect(session.id()).not.toBe(id);
    expect(changes).toEqual([
      { id, previousId: undefined },
      { id: session.id(), previousId: id },
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

  it.each(['click', 'keydown', 'scroll', 'visibilitychange'])('is kept alive by a %s', (type) => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 20 * MINUTE;
    act(type);
    time.now += 20 * MINUTE;
    expect(session.id()).toBe(id);
  });

  it('is not kept alive by what no person did', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now += 20 * MINUTE;
    act('load');
    time.now += 20 * MINUTE;
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
    const { session, time, changes } = setup();
    const id = session.id();
    time.now += 31 * MINUTE;
    act();
    expect(changes).toHaveLength(2);
    expect(session.id()).toBe(changes[1]?.id);
    expect(changes[1]?.previousId).toBe(id);
  });

  it('ends where the clock was set back by an hour, and is not kept for that hour more', () => {
    const { session, time } = setup();
    const id = session.id();
    time.now -= 60 * MINUTE;
    expect(session.id()).not.toBe(id);
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

describe('the tabs of an origin', () => {
  it('share one session, and tell of its beginning once', () => {
    const storage = createStorage();
    const one = setup(storage);
    const two = setup(storage);
    expect(two.session.id()).toBe(one.session.id());
    expect([...one.changes, ...two.changes]).toHaveLength(1);
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
    other.dispatchEvent(new Event('click'));
    one.time.now += 20 * MINUTE;
    expect(one.session.id()).toBe(id);
    expect(one.changes).toHaveLength(1);
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
    expect(one.session.id()).toBe(next);
    expect(one.changes).toHaveLength(1);
    expect(two.changes).toHaveLength(1);
  });

  it('do not write an older session over a newer one', () => {
    const storage = createStorage();
    const { session, time } = setup(storage);
    session.id();
    const newer = `${'f'.repeat(32)}.${Math.floor(time.now)}.${Math.floor(time.now)}`;
    storage.map.set(KEY, newer);
    time.now += 11_000;
    act();
    expect(storage.map.get(KEY)).toMatch(/^f{32}\./);
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

  it('of a day ago gives the previous session, not the present one', () => {
    const storage = createStorage();
    storage.map.set(KEY, `${'a'.repeat(32)}.1699900000000.1699900000000`);
    const { session, changes } = setup(storage);
    expect(session.id()).not.toBe('a'.repeat(32));
    expect(changes).toEqual([{ id: session.id(), previousId: 'a'.repeat(32) }]);
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
    const { session, changes } = setup(storage);
    expect(session.id()).toMatch(/^[\da-f]{32}$/);
    expect(session.id()).not.toBe('a'.repeat(32));
    expect(changes).toHaveLength(1);
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
