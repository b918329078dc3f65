import type { Stop } from '../../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../../browser/natives.js';
import { patch } from '../../browser/patch.js';

/** Who follows the page's timers. */
export interface TimerFollower<Owner> {
  /** Whether it matters now whose a task is. */
  isBusy(): boolean;
  /** Whose a timer is that is set now. */
  owner(): Owner;
  /** One of the tasks within this time is the callback of a timer of this owner. */
  enter(owner: Owner, withinMillis: number): void;
}

interface Timer<Owner> {
  readonly owner: Owner;
  readonly delayMillis: number;
  readonly repeats: boolean;
  /** Page time of its next run. */
  dueAt: number;
  marker?: number | undefined;
}

/** Timers that are remembered; a page with more loses the oldest. */
const MAX_TIMERS = 200;
/** A timer set with nobody waiting, or an interval, that comes sooner than this is not worth remembering. */
const MIN_DELAY_MILLIS = 16;
/** Clocks count in milliseconds. */
const PRECISION_MILLIS = 2;
/** Chromium lets timers that were not set together come this much later, to save wake-ups. */
const LEEWAY_MILLIS = 10;

/**
 * Follows the page's timers, and leaves their callbacks alone: the browser runs the app's own function, so that its
 * tools, and ours, name it. While it matters whose a task is, a native timer of the same delay is set just before: timers
 * run in the order of their due times, and those of one due time in the order in which they were set
 * (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#run-steps-after-a-timeout), so that its task comes
 * directly before the app's. At other times a timer is only remembered.
 */
export function followTimers<Owner>(
  follower: TimerFollower<Owner>,
  now: () => number,
): { /** It begins to matter: marks what was set before. */ begin(): void; stop: Stop } {
  const timers = new Map<unknown, Timer<Owner>>();

  const mark = (timer: Timer<Owner>, delayMillis: number, withinMillis: number) => {
    timer.marker = nativeSetTimeout(() => {
      timer.marker = undefined;
      if (!follower.isBusy()) return;
      follower.enter(timer.owner, withinMillis);
      if (timer.repeats) markNext(timer);
    }, delayMillis);
  };
  /** Marks the next run of a timer that was set before: one millisecond too early, as delays are whole, never too late. */
  const markNext = (timer: Timer<Owner>) => {
    const { delayMillis, repeats } = timer;
    const late = now() + PRECISION_MILLIS - timer.dueAt;
    // An interval keeps to its beginning, however late a run of it is.
    if (repeats && late >= 0) timer.dueAt += delayMillis * (Math.floor(late / delayMillis) + 1);
    mark(timer, Math.max(0, Math.ceil(timer.dueAt - now()) - 1), LEEWAY_MILLIS);
  };
  const forget = (id: unknown) => {
    nativeClearTimeout(timers.get(id)?.marker);
    timers.delete(id);
  };
  const dropOverdue = () => {
    for (const [id, { repeats, dueAt }] of timers) if (!repeats && dueAt < now()) timers.delete(id);
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
        delayMillis,
        repeats,
        dueAt: now() + delayMillis,
      };
      if (isBusy) mark(timer, delayMillis, PRECISION_MILLIS);
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
      for (const timer of timers.values()) if (timer.marker === undefined) markNext(timer);
    },
    stop() {
      for (const stop of stops) stop();
      for (const id of [...timers.keys()]) forget(id);
    },
  };
}
