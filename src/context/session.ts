import type { Clock } from '../browser/clock.js';
import { listenToPage, type Stop } from '../browser/lifecycle.js';
import { randomHex } from '../browser/random.js';
import type { Storage } from '../browser/storage.js';
import type { Guard } from '../diagnostics/guard.js';

/** A session ends after this long without a user's activity. */
export const MAX_IDLE_MILLIS = 30 * 60_000;
/** A session ends after this long in all. */
export const MAX_SESSION_MILLIS = 4 * 60 * 60_000;
/** Activity is written down at most this often. */
const WRITE_INTERVAL_MILLIS = 10_000;
const KEY = 'otel-rum.session';

interface State {
  readonly id: string;
  readonly startMillis: number;
  readonly activeMillis: number;
}

export interface SessionChange {
  readonly id: string;
  readonly previousId: string | undefined;
}

export interface Session {
  /** The session's id: 32 hex digits. Reading it begins a new session where the last one has ended. */
  id(): string;
  /** Tells of each session that begins here, and of the one that it follows. */
  onChange(callback: (change: SessionChange) => void): void;
  /** Storage may be used from now on. */
  save(): void;
  /** Leaves nothing behind. */
  forget(): void;
  stop: Stop;
}

/** Fields as in storage: `id.start.active`, times in milliseconds since the Unix epoch. */
const parse = (text: string | null): State | undefined => {
  const [, id, start, active] = /^([\da-f]{32})\.(\d+)\.(\d+)$/.exec(text ?? '') ?? [];
  return id ? { id, startMillis: Number(start), activeMillis: Number(active) } : undefined;
};

/**
 * The session: shared by the tabs of an origin through `storage`, in memory alone where that forgets. It is judged
 * whenever it is read, so that a laptop's sleep or a closed browser ends it; only a person's activity keeps it alive.
 * Storage is first touched at the first read.
 */
export function createSession(storage: Storage, clock: Clock, guard: Guard): Session {
  let state: State | undefined;
  let writtenMillis = 0;
  const callbacks: ((change: SessionChange) => void)[] = [];

  const isAlive = ({ startMillis, activeMillis }: State, now: number) =>
    // A clock that was set back must not keep a session for ever.
    Math.abs(now - activeMillis) < MAX_IDLE_MILLIS && Math.abs(now - startMillis) < MAX_SESSION_MILLIS;

  const write = (next: State) => {
    state = next;
    writtenMillis = next.activeMillis;
    storage.set(KEY, `${next.id}.${Math.floor(next.startMillis)}.${Math.floor(next.activeMillis)}`);
  };

  const read = (): State => {
    const now = clock.epochNow();
    if (state && isAlive(state, now)) return state;
    const stored = parse(storage.get(KEY));
    if (stored && isAlive(stored, now)) {
      state = stored;
      return stored;
    }
    const previousId = (state ?? stored)?.id;
    const next = { id: randomHex(16), startMillis: now, activeMillis: now };
    write(next);
    for (const callback of callbacks) callback({ id: next.id, previousId });
    return next;
  };

  const onActivity = guard(() => {
    // Before the first read there is no session yet, and this is not the moment to touch storage.
    if (!state) return;
    const now = clock.epochNow();
    if (now - writtenMillis < WRITE_INTERVAL_MILLIS) return;
    const current = read();
    const stored = parse(storage.get(KEY));
    // Another tab may have begun a new session, or been active later.
    write({ ...(stored && isAlive(stored, now) ? stored : current), activeMillis: now });
  });

  const stops = ['click', 'keydown', 'scroll', 'visibilitychange'].map((type) =>
    listenToPage(type, onActivity, true),
  );
  return {
    id: () => read().id,
    onChange: (callback) => callbacks.push(callback),
    save: () => state && write(state),
    forget() {
      state = undefined;
      storage.remove(KEY);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
