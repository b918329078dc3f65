import type { Stop } from '../../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetInterval, nativeSetTimeout } from '../../browser/natives.js';
import { patch } from '../../browser/patch.js';

/** Decides to whom timers belong. */
export interface TimerFollower<Owner> {
  /** Whether the owner of a task matters now. */
  isBusy(): boolean;
  /** Returns the owner of a timer that is set now. */
  owner(): Owner;
  /** One of the next tasks, within this time, is the callback of a timer of this owner. */
  enter(owner: Owner, withinMillis: number): void;
}

interface Timer<Owner> {
  readonly owner: Owner;
  /** Page time of its run; infinite if it repeats. */
  readonly dueAt: number;
  marker?: number | undefined;
}

/** Maximum number of remembered timers; of more, the oldest is forgotten. */
const MAX_TIMERS = 200;
/** Minimum delay of an interval, or of a timer that is set while no action is open, to be remembered. */
const MIN_DELAY_MILLIS = 16;
/** Precision of the clocks. */
const PRECISION_MILLIS = 2;
/** Maximum delay that Chromium adds to timers to save wake-ups, and that Firefox on a busy machine puts between two intervals. */
const LEEWAY_MILLIS = 10;

/**
 * Follows the page's timers without wrapping their callbacks, so that developer tools and long frames show the app's own function.
 * While an action is open, a native timer of the same delay is set just before each timer. Timers run in the order of
 * their due times, and those of one due time in the order of setting
 * (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#run-steps-after-a-timeout), so the native timer's
 * task comes directly before the app's. Otherwise a timer is only remembered. An interval has a native interval at all times:
 * Firefox counts from its last run (153: 10 ms late after 30 runs), so its next run cannot be computed.
 */
export function followTimers<Owner>(
  follower: TimerFollower<Owner>,
  now: () => number,
): { /** An action opens: marks timers that were set before. */ begin(): void; stop: Stop } {
  const timers = new Map<unknown, Timer<Owner>>();

  const mark = (timer: Timer<Owner>, delayMillis: number, withinMillis: number) => {
    timer.marker = nativeSetTimeout(() => {
      timer.marker = undefined;
      if (follower.isBusy()) follower.enter(timer.owner, withinMillis);
    }, delayMillis);
  };
  const forget = (id: unknown) => {
    nativeClearTimeout(timers.get(id)?.marker);
    timers.delete(id);
  };
  const dropOverdue = () => {
    for (const [id, { dueAt }] of timers) if (dueAt < now()) timers.delete(id);
  };

  const stops = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'].map((name) =>
    patch(globalThis, name, (native, self, args) => {
      const call = () => Reflect.apply(native, self, args);
      if (name.startsWith('clear')) {
        forget(args[0]);
        return call();
      }
      const isBusy = follower.isBusy();
      const given = args[1];
      const delay = typeof given === 'number' || typeof given === 'string' ? Number(given) : 0;
      const delayMillis = delay > 0 ? Math.trunc(delay) : 0;
      const repeats = name === 'setInterval';
      if (delayMillis < (isBusy && !repeats ? 0 : MIN_DELAY_MILLIS)) return call();
      const timer: Timer<Owner> = {
        owner: follower.owner(),
        dueAt: repeats ? Number.POSITIVE_INFINITY : now() + delayMillis,
      };
      if (repeats)
        timer.marker = nativeSetInterval(() => {
          if (follower.isBusy()) follower.enter(timer.owner, LEEWAY_MILLIS);
        }, delayMillis);
      else if (isBusy) mark(timer, delayMillis, PRECISION_MILLIS);
      const id = call();
      timers.set(id, timer);
      if (timers.size > MAX_TIMERS) {
        dropOverdue();
        for (const oldest of timers.keys()) if (timers.size > MAX_TIMERS) forget(oldest);
      }
      return id;
    }),
  );
  return {
    begin() {
      dropOverdue();
      // Delays are whole: a millisecond early, never late.
      for (const timer of timers.values())
        if (timer.marker === undefined)
          mark(timer, Math.max(0, Math.ceil(timer.dueAt - now()) - 1), LEEWAY_MILLIS);
    },
    stop() {
      for (const stop of stops) stop();
      for (const id of [...timers.keys()]) forget(id);
    },
  };
}
