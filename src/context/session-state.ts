import { randomHex } from '../browser/random.js';

/** Maximum time without user activity in a session. */
export const MAX_IDLE_MILLIS = 30 * 60_000;
/** Maximum duration of a session. */
export const MAX_SESSION_MILLIS = 4 * 60 * 60_000;
/** Maximum difference between the clocks of tabs. */
export const MAX_SKEW_MILLIS = 60_000;

/** A session. Times are whole milliseconds since the Unix epoch, as in storage, so that all tabs compare the same values. */
export interface SessionState {
  id: string;
  startMillis: number;
  activeMillis: number;
}

export const newSession = (now: number): SessionState => ({
  id: randomHex(16),
  startMillis: now,
  activeMillis: now,
});

/** Parses a stored session; undefined if the text is none. */
export const parseSession = (text: string | null): SessionState | undefined => {
  const [, id, start, active] = /^([\da-f]{32})\.(\d+)\.(\d+)$/.exec(text ?? '') ?? [];
  return id ? { id, startMillis: Number(start), activeMillis: Number(active) } : undefined;
};

/** Formats a session for storage: `id.start.active`. */
export const formatSession = ({ id, startMillis, activeMillis }: SessionState): string =>
  `${id}.${startMillis}.${activeMillis}`;

/** Returns when a session ends without further activity. */
export const sessionEnd = ({ startMillis, activeMillis }: SessionState): number =>
  Math.min(activeMillis + MAX_IDLE_MILLIS, startMillis + MAX_SESSION_MILLIS);

export const isAlive = (session: SessionState, now: number): boolean =>
  now < sessionEnd(session) && now > session.activeMillis - MAX_SKEW_MILLIS;

/** Whether `a` takes precedence over `b`: it started earlier, or at the same time with the smaller id. */
export const isBefore = (a: SessionState, b: SessionState): boolean =>
  // Times of this age have the same number of digits and compare as text.
  a.startMillis + a.id < b.startMillis + b.id;
