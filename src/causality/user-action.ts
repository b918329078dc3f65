import { type Context, trace } from '@opentelemetry/api';
import type { Clock, PageMillis } from '../browser/clock.js';
import { afterTask, nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import { type Cause, NOBODY, UNKNOWN, type UserAction } from './cause.js';
import type { UserActions } from './user-actions.js';

export type { UserAction, UserActions };

/** Time without a known effect after which an action ends. What happens within it may be caused by the action. */
export const QUIET_MILLIS = 1_000;
/** Maximum duration of an action, whatever is in flight. */
export const MAX_ACTION_MILLIS = 10_000;
/** Extra time for a timer that an action set for the end of its quiet time. */
const GRACE_MILLIS = 50;
/** Maximum time from a response's headers to the task in which its body has been read. */
const MAX_READING_MILLIS = 100;

/** Maximum number of open actions: a key that is held down opens thirty per second. */
const MAX_OPEN = 50;
/** Maximum number of ended actions that are remembered. */
const MAX_DONE = 50;

/** Delay of a timer from which on the main thread counts as blocked. */
const BLOCKED_MILLIS = 50;

/**
 * Creates the tracker of user actions.
 * @param origin returns the origin of the current task, as far as its event shows: an action of its own, or the worker or
 * socket that sent a message
 */
export function createUserActions(
  clock: Clock,
  origin: () => 'own' | 'traversal' | 'rejection' | object | undefined = () => undefined,
): UserActions {
  interface Open extends UserAction {
    /** Page time of its latest known effect. */
    provenAt: PageMillis;
    /** Page time of its latest task. */
    ranAt: PageMillis;
  }
  const open = new Set<Open>();
  const done: { context: Context; startedAt: PageMillis }[] = [];
  let task: { readonly cause: Cause; readonly isExact: boolean } | undefined;
  /** The previous task, if its cause was known. */
  let before: { readonly cause: Cause; readonly leftAt: PageMillis } | undefined;
  let distractedAt = Number.NEGATIVE_INFINITY;
  const links = new WeakMap<object, Cause>();
  let reading: { readonly cause: Cause; readonly at: PageMillis; isBodyRead(): boolean } | undefined;

  const stillOpen = (cause: Cause) => (!cause.action || cause.action.isOpen ? cause : NOBODY);
  const following = (cause: Cause = NOBODY) => stillOpen({ ...cause, doubt: cause.action ? 1 : 0 });

  const enter = (cause: Cause, lastsMillis = 0) => {
    // Without an open action nothing is tracked, at no cost.
    if (!open.size) {
      task = undefined;
      return;
    }
    const entered = { cause, isExact: !lastsMillis };
    task = entered;
    if (cause.action) (cause.action as Open).ranAt = clock.pageNow();
    const leave = () => {
      if (task !== entered) return;
      task = undefined;
      before = { cause, leftAt: clock.pageNow() };
    };
    // In a later task, since the microtasks of this one belong to it.
    if (lastsMillis) nativeSetTimeout(leave, lastsMillis);
    else afterTask(leave);
  };

  const cause = (): Cause => {
    const from = origin();
    // A message is always a task of its own; other events may be part of a known task: `focus()` in a click.
    const isMessage = typeof from === 'object';
    if (task && !isMessage) return stillOpen(task.cause);
    if (from === 'own') return NOBODY;
    if (from === 'traversal') return UNKNOWN;
    // The browser reports a rejection right after the task in which it was not handled.
    if (from === 'rejection' && before && clock.pageNow() - before.leftAt < BLOCKED_MILLIS)
      return following(before.cause);
    if (isMessage) return following(links.get(from));
    if (!open.size) return UNKNOWN;
    const now = clock.pageNow();
    if (reading && now - reading.at < MAX_READING_MILLIS && reading.isBodyRead())
      return following(reading.cause);
    let likely: Open | undefined;
    for (const action of open) if (!(likely && likely.provenAt > action.provenAt)) likely = action;
    return likely && now - likely.provenAt <= QUIET_MILLIS && likely.provenAt > distractedAt
      ? { action: likely, doubt: 2 }
      : UNKNOWN;
  };

  return {
    open(context, onClose, startedAt = clock.pageNow()) {
      let lastAt: PageMillis | undefined;
      let failedWith: string | undefined;
      let inFlight = 0;
      let timer: number | undefined;
      const openedAt = clock.pageNow();

      const note = (at: PageMillis, isProof: boolean) => {
        // A long frame may be reported after the action began, but have run before it.
        if (!action.isOpen || at < startedAt) return;
        lastAt = Math.max(lastAt ?? 0, at);
        if (isProof) action.provenAt = clock.pageNow();
      };
      const action: Open = {
        context,
        provenAt: openedAt,
        ranAt: startedAt,
        get isOpen() {
          return open.has(action);
        },
        hold() {
          inFlight++;
          action.touch();
          let released = false;
          return (endedAt) => {
            if (released) return;
            released = true;
            inFlight--;
            note(endedAt, true);
          };
        },
        touch(at = clock.pageNow(), failure) {
          if (action.isOpen && at >= startedAt) failedWith ??= failure;
          note(at, !cause().doubt);
        },
        close() {
          nativeClearTimeout(timer);
          if (!open.delete(action)) return;
          if (lastAt !== undefined && done.push({ context, startedAt }) > MAX_DONE) done.shift();
          if (!open.size) reading = undefined;
          onClose(lastAt, failedWith);
        },
      };

      /** Closes the action if it is over; otherwise schedules the next look, in time for work that ends meanwhile. */
      const look = (isLate = false) => {
        const now = clock.pageNow();
        let at = Math.min(
          inFlight ? now + QUIET_MILLIS : action.provenAt + QUIET_MILLIS + GRACE_MILLIS,
          openedAt + MAX_ACTION_MILLIS,
        );
        if (at <= now) {
          if (!isLate) return action.close();
          // The timer was delayed by a long frame, which is reported later and may belong to the action.
          at = now + 2 * BLOCKED_MILLIS;
        }
        timer = nativeSetTimeout(() => look(clock.pageNow() - at > BLOCKED_MILLIS), at - now);
      };

      open.add(action);
      if (open.size > MAX_OPEN) [...open][0]?.close();
      enter({ action, doubt: 0 });
      look();
      return action;
    },
    isBusy: () => open.size > 0,
    cause,
    distract() {
      distractedAt = clock.pageNow();
    },
    sentTo(target) {
      if (open.size) links.set(target, cause());
    },
    current: () => cause().action,
    ofTrace: (traceId) => [...open].find(({ context }) => trace.getSpanContext(context)?.traceId === traceId),
    contextOf: (from, to) => done.find(({ startedAt }) => startedAt >= from && startedAt <= to)?.context,
    within: (from, to) => [...open].reverse().find((action) => action.ranAt >= from && action.ranAt <= to),
    enter,
    answer(cause, isBodyRead) {
      if (cause.action?.isOpen) (cause.action as Open).provenAt = clock.pageNow();
      reading = open.size ? { cause, at: clock.pageNow(), isBodyRead } : undefined;
      enter(cause);
    },
    isEntered: () => !!task?.isExact && !!task.cause.action?.isOpen,
    closeAll() {
      for (const action of [...open]) action.close();
    },
  };
}
