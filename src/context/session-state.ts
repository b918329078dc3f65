import { randomHex } from '../browser/random.js';

/** A session ends after this long without a user's activity. */
export const MAX_IDLE_MILLIS = 30 * 60_000;
/** A session ends after this long in all. */
export const MAX_SESSION_MILLIS = 4 * 60 * 60_000;
/** Clocks of tabs differ by as much; one that was set back by more has left the session's time. */
const MAX_SKEW_MILLIS = 60_000;

/** One session. Times are whole milliseconds since the Unix epoch, as in storage: all tabs compare the same. */
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

/** The session in a stored text; undefined where there is none. */
export const parseSession = (text: string | null): SessionState | undefined => {
  const [, id, start, active] = /^([\da-f]{32})\.(\d+)\.(\d+)$/.exec(text ?? '') ?? [];
  return id ? { id, startMillis: Number(start), activeMillis: Number(active) } : undefined;
};

/** As it is stored: `id.start.active`. */
export const formatSession = ({ id, startMillis, activeMillis }: SessionState): string =>
  `${id}.${startMillis}.${activeMillis}`;

/** When a session ends that nobody keeps alive any more. */
export const sessionEnd = ({ startMillis, activeMillis }: SessionState): number =>
  Math.min(activeMillis + MAX_IDLE_MILLIS, startMillis + MAX_SESSION_MILLIS);

export const isAlive = (session: SessionState, now: number): boolean =>
  now < sessionEnd(session) && now > session.activeMillis - MAX_SKEW_MILLIS;

/** Of two sessions at once, the one that began earlier is everyone's; of equals, the one with the smaller id. */
export const isBefore = (a: SessionState, b: SessionState): boolean =>
  // Times of this age are all of one length: they compare as text.
  a.startMillis + a.id < b.startMillis + b.id;
