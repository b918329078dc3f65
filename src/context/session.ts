import type { Clock } from '../browser/clock.js';
import { isHidden, listenToPage, type Stop } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Storage } from '../browser/storage.js';
import type { Guard } from '../diagnostics/guard.js';
import { EVENT_SESSION_END, EVENT_SESSION_START } from '../semconv.js';
import {
  formatSession,
  isAlive,
  isBefore,
  MAX_SKEW_MILLIS,
  newSession,
  parseSession,
  type SessionState,
  sessionEnd,
} from './session-state.js';

/** Time after which a new session is reported: until then, another tab's concurrent new session may replace it. */
export const SETTLE_MILLIS = 500;
/** Minimum time between two writes of the user's activity. */
const WRITE_INTERVAL_MILLIS = 10_000;
const KEY = 'otel-rum.session';
/** Minimum time between two gestures that are handled. */
const GESTURE_INTERVAL_MILLIS = 1_000;
/**
 * Events that show a person's activity, including panning and zooming without a `scroll`; none of media or scripts. A
 * script may cause `scroll`, which is included for people who scroll in other ways than these events show.
 */
const GESTURES = [
  'click',
  'keydown',
  'pointerdown',
  'pointermove',
  'touchmove',
  'wheel',
  'scroll',
  'visibilitychange',
];

/** Reports a session's start or end; during the call `id()` returns that session. */
export type ReportSession = (eventName: string, atMillis: number, previousId?: string) => void;

export interface Session {
  /**
   * Returns the session id: 32 hex digits. Starts a new session if the last one has ended, except in a hidden tab: its
   * records belong to the last session until a person comes back.
   */
  id(): string;
  /** Wraps `begin`: its result runs in the session in which `begin` was called, if that was known by then. */
  within<T>(begin: () => () => T): () => () => T;
  /**
   * Calls back when no other tab's session can replace this one: immediately, or after `SETTLE_MILLIS`. `isKept` is false
   * if the session was forgotten.
   */
  whenSettled(callback: (isKept: boolean) => void): void;
  /** Stops waiting for other tabs. */
  settle(): void;
  /** Allows the use of storage: the page is ready, and the user has consented. */
  open(): void;
  /** Deletes the session, also from storage. */
  forget(): void;
  stop: Stop;
}

/**
 * Creates the session, shared by the tabs of an origin through `storage`, or kept in memory if storage is a no-op. Each read
 * checks whether it has ended, so that a laptop's sleep or a closed browser ends it; only a person's activity prolongs it.
 * Storage is not accessed before the first read. docs/decisions/017-sessions.md explains how tabs agree.
 */
export function createSession(storage: Storage, clock: Clock, guard: Guard, report: ReportSession): Session {
  let state: SessionState | undefined;
  /** The session before the current one, if the current one started in this tab. */
  let previous: SessionState | undefined;
  /** Whether the session started in this tab and is not reported yet. */
  let isMine = false;
  /** Whether another tab's session may still replace it. */
  let isSettling = false;
  let isOpen = false;
  let timer: number | undefined;
  let writtenMillis = 0;
  /** Difference between wall and page time. */
  let offset = 0;
  const waiting: ((isKept: boolean) => void)[] = [];
  let speakingOf: SessionState | undefined;

  /**
   * Returns the time in whole milliseconds. If the system clock was set back, the session's times follow. A clock that was set ahead
   * looks like a laptop's sleep, during which the page's monotonic clock stops.
   */
  const now = () => {
    const backMillis = offset - Math.floor(clock.toEpoch(0));
    offset -= backMillis;
    if (state && backMillis > MAX_SKEW_MILLIS) {
      state.startMillis -= backMillis;
      state.activeMillis -= backMillis;
      // The next activity writes it.
      writtenMillis = 0;
    }
    return Math.floor(clock.epochNow());
  };
  const alive = (session: SessionState | undefined) =>
    session && isAlive(session, now()) ? session : undefined;
  const write = (next: SessionState) => {
    writtenMillis = next.activeMillis;
    if (isOpen) storage.set(KEY, formatSession(next));
    return next;
  };
  const speak = <T>(of: SessionState | undefined, callback: () => T): T => {
    const before = speakingOf;
    speakingOf = of;
    try {
      return callback();
    } finally {
      speakingOf = before;
    }
  };
  const release = () => {
    isSettling = false;
    const of = state;
    for (const callback of waiting.splice(0)) speak(of, () => callback(!!of));
  };
  const enter = (next: SessionState, isOwn = false) => {
    isMine = isOwn;
    // Records that refer to a session that is not reported yet move to the new one.
    if (state && isSettling) Object.assign(state, next);
    else state = next;
    isSettling ||= now() - next.startMillis < SETTLE_MILLIS;
    // Does nothing if storage may not be used by then.
    nativeClearTimeout(timer);
    timer = nativeSetTimeout(settle, SETTLE_MILLIS);
    return state;
  };

  /** Handles another tab's session: adopts it, or writes ours again. */
  const agree = (text: string | null) => {
    const other = alive(parseSession(text));
    if (!state || !other || other.id === state.id) return;
    // Our session may have overwritten it.
    write(alive(state) && isBefore(state, other) ? state : enter(other));
  };
  /** Adopts the stored session if it is alive. */
  const join = () => {
    const other = parseSession(storage.get(KEY));
    if (alive(other)) return enter(other as SessionState);
    // Other tabs may have continued while this one was frozen.
    previous = other ?? (isMine ? undefined : state);
    return undefined;
  };

  const settle = guard(() => {
    if (!isOpen || !isSettling) return;
    agree(storage.get(KEY));
    const reported = isMine && state;
    isMine = isSettling = false;
    if (reported) {
      const ended = previous;
      if (ended) speak(ended, () => report(EVENT_SESSION_END, sessionEnd(ended)));
      speak(reported, () => report(EVENT_SESSION_START, reported.startMillis, ended?.id));
    }
    release();
  });

  const read = (isGesture = false): SessionState => {
    const current = alive(state);
    if (current) return current;
    if (isSettling && isOpen) {
      // It ended before it was reported.
      settle();
      return read(isGesture);
    }
    const joined = join();
    if (joined) return joined;
    if (state && !isGesture && isHidden()) return state;
    return write(enter(newSession(now()), true));
  };

  const onActivity = guard((event: Event) => {
    // Before the first read there is no session, and storage must not be accessed yet.
    if (!state || !event.isTrusted) return;
    if (alive(state) && Math.abs(now() - state.activeMillis) < GESTURE_INTERVAL_MILLIS) return;
    read(true);
    const isDue = now() - writtenMillis >= WRITE_INTERVAL_MILLIS;
    if (isDue) agree(storage.get(KEY));
    state.activeMillis = now();
    if (isDue) write(state);
  });
  const onStorage = guard((event: StorageEvent) => {
    if (isOpen && event.key === KEY) agree(event.newValue);
  });

  const stops = GESTURES.map((type) => listenToPage(type, onActivity, true));
  return {
    id: () => (speakingOf ?? read()).id,
    within: (begin) => () => {
      const of = speakingOf ?? (isOpen && state ? read() : undefined);
      const end = begin();
      return () => speak(of ?? speakingOf, end);
    },
    whenSettled(callback) {
      if (!speakingOf && read() && isSettling) waiting.push(callback);
      else callback(true);
    },
    settle,
    open() {
      if (!isOpen) stops.push(listenToPage('storage', onStorage));
      isOpen = true;
      if (!state) return;
      // A stored session replaces one that was only in memory, even if that started earlier.
      if (!join()) write(enter(state, isMine));
    },
    forget() {
      nativeClearTimeout(timer);
      isOpen = false;
      state = undefined;
      storage.remove(KEY);
      release();
    },
    stop: () => {
      nativeClearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}
