import { type Context, trace } from '@opentelemetry/api';
import type { Clock, PageMillis } from '../browser/clock.js';
import { afterTask, nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import { type Cause, NOBODY, UNKNOWN, type UserAction } from './cause.js';
import type { UserActions } from './user-actions.js';

export type { UserAction, UserActions };

/** An action is over this long after what it is known to have done last; what else happens within may be its doing. */
export const QUIET_MILLIS = 1_000;
/** An action is closed after this long, whatever is in flight. */
export const MAX_ACTION_MILLIS = 10_000;
/** A timer that an action set for the last moment of its quiet time comes through. */
const GRACE_MILLIS = 50;
/** From a response's headers to the task in which its body has been read. */
const MAX_READING_MILLIS = 100;

/** Open actions: a key that is held down makes thirty a second. */
const MAX_OPEN = 50;
/** Actions that are remembered when they are over. */
const MAX_DONE = 50;

/** A timer this late means that the main thread was blocked. */
const BLOCKED_MILLIS = 50;

/**
 * @param origin where the current task comes from, as far as its event shows: a beginning of its own, or the worker or socket
 * that a message came from
 */
export function createUserActions(
  clock: Clock,
  origin: () => 'own' | 'traversal' | 'rejection' | object | undefined = () => undefined,
): UserActions {
  interface Open extends UserAction {
    /** Page time of the last thing that it is known to have done. */
    provenAt: PageMillis;
    /** Page time of its last task. */
    ranAt: PageMillis;
  }
  const open = new Set<Open>();
  const done: { context: Context; startedAt: PageMillis }[] = [];
  let task: { readonly cause: Cause; readonly isExact: boolean } | undefined;
  /** The task before this one, if it was known. */
  let before: { readonly cause: Cause; readonly leftAt: PageMillis } | undefined;
  let distractedAt = Number.NEGATIVE_INFINITY;
  const links = new WeakMap<object, Cause>();
  let reading: { readonly cause: Cause; readonly at: PageMillis; isBodyRead(): boolean } | undefined;

  const stillOpen = (cause: Cause) => (!cause.action || cause.action.isOpen ? cause : NOBODY);
  const following = (cause: Cause = NOBODY) => stillOpen({ ...cause, doubt: cause.action ? 1 : 0 });

  const enter = (cause: Cause, lastsMillis = 0) => {
    // With no action open there is nothing to tell apart, and nothing to pay.
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
    // A task later: the microtasks of this one still belong to it.
    if (lastsMillis) nativeSetTimeout(leave, lastsMillis);
    else afterTask(leave);
  };

  const cause = (): Cause => {
    const from = origin();
    // A message is always a task of its own; other events may be a part of the one that is known: `focus()` in a click.
    const isMessage = typeof from === 'object';
    if (task && !isMessage) return stillOpen(task.cause);
    if (from === 'own') return NOBODY;
    if (from === 'traversal') return UNKNOWN;
    // The browser reports a rejection right after the task in which nobody handled it.
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
        // A long frame that is reported now may have been before it.
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

      /** Closes it if it is over; else looks again, early enough for what is released meanwhile. */
      const look = (isLate = false) => {
        const now = clock.pageNow();
        let at = Math.min(
          inFlight ? now + QUIET_MILLIS : action.provenAt + QUIET_MILLIS + GRACE_MILLIS,
          openedAt + MAX_ACTION_MILLIS,
        );
        if (at <= now) {
          if (!isLate) return action.close();
          // The timer was held up by a long frame, which has yet to be reported and may be the action's.
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
