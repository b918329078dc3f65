import type { Clock } from '../browser/clock.js';
import { isHidden, listenToPage, type Stop } from '../browser/lifecycle.js';
import { nativeSetTimeout } from '../browser/natives.js';
import type { Storage } from '../browser/storage.js';
import type { Guard } from '../diagnostics/guard.js';
import { EVENT_SESSION_END, EVENT_SESSION_START } from '../semconv.js';
import {
  formatSession,
  isAlive,
  isBefore,
  newSession,
  parseSession,
  type SessionState,
  sessionEnd,
} from './session-state.js';

/** A session that began here is told of after this long: other tabs that began one as well have been heard by then. */
export const SETTLE_MILLIS = 500;
/** Activity is written down at most this often. */
const WRITE_INTERVAL_MILLIS = 10_000;
const KEY = 'otel-rum.session';
/** Gestures come many times a second; no more than one in this time is looked at. */
const GESTURE_INTERVAL_MILLIS = 1_000;
/**
 * What a person does: also what pans or zooms without a `scroll`. Not what plays, and not what scripts do; only `scroll` may be
 * theirs, and it is kept for those who scroll by other means than these.
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

/** Tells of a session's begin or end; while it runs, `id()` is that session's. */
export type TellSession = (eventName: string, atMillis: number, previousId?: string) => void;

export interface Session {
  /**
   * The session's id: 32 hex digits. Reading it begins a new session if the last one has ended, except in a hidden tab: what that
   * records belongs to the last one until a person comes back.
   */
  id(): string;
  /** What `begin` gives is run as in the session in which it began, where that was known by then. */
  within<T>(begin: () => () => T): () => () => T;
  /**
   * Calls back when no other tab can take the session's place: at once, or after `SETTLE_MILLIS`; with false if it
   * was forgotten.
   */
  whenSettled(callback: (isKept: boolean) => void): void;
  /** Does not wait for other tabs any longer. */
  settle(): void;
  /** Storage may be used from now on: the page is ready, and the user has consented. */
  open(): void;
  /** Leaves nothing behind. */
  forget(): void;
  stop: Stop;
}

/**
 * The session: shared by the tabs of an origin through `storage`, in memory alone where that forgets. It is judged
 * whenever it is read, so that a laptop's sleep or a closed browser ends it; only a person's activity keeps it alive.
 * Storage is first touched at the first read. How tabs agree: docs/decisions/017-sessions.md.
 */
export function createSession(storage: Storage, clock: Clock, guard: Guard, tell: TellSession): Session {
  let state: SessionState | undefined;
  /** The one that the session follows, if that began here. */
  let previous: SessionState | undefined;
  /** The session began here, and is not told yet. */
  let isMine = false;
  /** Another tab's may still take its place. */
  let isSettling = false;
  let isOpen = false;
  let writtenMillis = 0;
  const waiting: ((isKept: boolean) => void)[] = [];
  let speakingOf: SessionState | undefined;

  const now = () => Math.floor(clock.epochNow());
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
    // What already refers to a session that nobody was told of goes over with it.
    if (state && isSettling) Object.assign(state, next);
    else state = next;
    isSettling ||= now() - next.startMillis < SETTLE_MILLIS;
    // It does nothing where storage may not be used by then.
    nativeSetTimeout(settle, SETTLE_MILLIS);
    return state;
  };

  /** Another tab goes by this session: goes by it too, or objects. */
  const agree = (text: string | null) => {
    const other = alive(parseSession(text));
    if (!state || !other || other.id === state.id) return;
    // Ours may have overwritten it.
    write(alive(state) && isBefore(state, other) ? state : enter(other));
  };
  /** Goes by the session that is stored, if that is alive. */
  const join = () => {
    const other = parseSession(storage.get(KEY));
    if (alive(other)) return enter(other as SessionState);
    // While this tab was frozen, others may have gone on.
    previous = other ?? (isMine ? undefined : state);
    return undefined;
  };

  const settle = guard(() => {
    if (!isOpen || !isSettling) return;
    agree(storage.get(KEY));
    const told = isMine && state;
    isMine = isSettling = false;
    if (told) {
      const ended = previous;
      if (ended) speak(ended, () => tell(EVENT_SESSION_END, sessionEnd(ended)));
      speak(told, () => tell(EVENT_SESSION_START, told.startMillis, ended?.id));
    }
    release();
  });

  const read = (isGesture = false): SessionState => {
    const current = alive(state);
    if (current) return current;
    if (isSettling && isOpen) {
      // It ended before it was told.
      settle();
      return read(isGesture);
    }
    const joined = join();
    if (joined) return joined;
    if (state && !isGesture && isHidden()) return state;
    return write(enter(newSession(now()), true));
  };

  const onActivity = guard((event: Event) => {
    // Before the first read there is no session yet, and this is not the moment to touch storage.
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
      // One that lived in memory alone gives way, though it began before.
      if (!join()) write(enter(state, isMine));
    },
    forget() {
      isOpen = false;
      state = undefined;
      storage.remove(KEY);
      release();
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
