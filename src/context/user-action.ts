import { type Context, trace } from '@opentelemetry/api';
import type { Clock, PageMillis } from '../browser/clock.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';

/** What a person did, and all that came of it. */
export interface UserAction {
  /** The context in which what it causes is recorded. */
  readonly context: Context;
  readonly isOpen: boolean;
  /** Something that it caused has begun; it stays open until the result is called with the moment of its end. */
  hold(): (endedAt: PageMillis) => void;
  /**
   * Something that it caused has happened.
   * @param at page time, now unless given
   * @param failure what that was, where it is an error that nobody caught: the action has failed
   */
  touch(at?: PageMillis, failure?: string): void;
  /** Keeps it open for at least this long: a timer that it set. */
  expect(delayMillis: number): void;
  /** Closes it at once: the page ends. */
  close(): void;
}

/**
 * Follows the open user actions without a zone: what runs in the task of an event, of a timer, or of a response that
 * belongs to a known action belongs to that action; what runs elsewhere (after a native `await`) belongs to the latest
 * open one.
 */
export interface UserActions {
  /**
   * Opens an action and makes it the current task's.
   * @param onClose called once with the page time of the last thing that it caused, undefined where it caused nothing,
   * and the first error that made it fail
   * @param startedAt page time of its event, now unless given
   */
  open(
    context: Context,
    onClose: (lastAt: PageMillis | undefined, failure: string | undefined) => void,
    startedAt?: PageMillis,
  ): UserAction;
  /** The action that what runs now belongs to. */
  current(): UserAction | undefined;
  /** The open action that a trace began with: each has a trace of its own. */
  ofTrace(traceId: string): UserAction | undefined;
  /** The context of the first action that began between these moments; of those that are over and caused something. */
  contextOf(from: PageMillis, to: PageMillis): Context | undefined;
  /** Says whose the current task is, its microtasks included; undefined: nobody's. */
  enter(action: UserAction | undefined): void;
  /** Whether the current task is already known to be an action's. */
  isEntered(): boolean;
  closeAll(): void;
}

/** An action with nothing in flight stays open this long: a handler's promises and short timers come through. */
export const QUIET_MILLIS = 100;
/** An action is closed after this long, whatever is in flight. */
export const MAX_ACTION_MILLIS = 10_000;

/** Actions that are remembered when they are over. */
const MAX_DONE = 50;

/** A timer this late means that the main thread was blocked. */
const BLOCKED_MILLIS = 50;

export function createUserActions(clock: Clock): UserActions {
  const traceIdOf = ({ context }: UserAction) => trace.getSpanContext(context)?.traceId;
  const open = new Set<UserAction>();
  const done: { context: Context; startedAt: PageMillis }[] = [];
  let task: { readonly action: UserAction | undefined } | undefined;

  const enter = (action: UserAction | undefined) => {
    // With no action open there is nothing to tell apart, and nothing to pay.
    if (!open.size) {
      task = undefined;
      return;
    }
    const entered = { action };
    task = entered;
    // A task later: the microtasks of this one still belong to it.
    nativeSetTimeout(() => {
      if (task === entered) task = undefined;
    }, 0);
  };

  return {
    open(context, onClose, startedAt = clock.pageNow()) {
      let lastAt: PageMillis | undefined;
      let failedWith: string | undefined;
      let inFlight = 0;
      let quietUntil = 0;
      let timer: number | undefined;
      const openedAt = clock.pageNow();

      const action: UserAction = {
        context,
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
            action.touch(endedAt);
          };
        },
        touch(at = clock.pageNow(), failure) {
          // A long frame that is told of now may have been before it.
          if (!action.isOpen || at < startedAt) return;
          failedWith ??= failure;
          lastAt = Math.max(lastAt ?? 0, at);
          action.expect(0);
        },
        expect(delayMillis) {
          if (!action.isOpen) return;
          quietUntil = Math.max(quietUntil, clock.pageNow() + delayMillis + QUIET_MILLIS);
          schedule();
        },
        close() {
          nativeClearTimeout(timer);
          if (!open.delete(action)) return;
          if (lastAt !== undefined && done.push({ context, startedAt }) > MAX_DONE) done.shift();
          onClose(lastAt, failedWith);
        },
      };

      const schedule = () => {
        nativeClearTimeout(timer);
        const now = clock.pageNow();
        const closesAt = Math.min(
          inFlight ? Number.POSITIVE_INFINITY : quietUntil,
          openedAt + MAX_ACTION_MILLIS,
        );
        timer = nativeSetTimeout(
          () => {
            // A timer that comes late was held up by a long frame, which has yet to be reported and may be the action's.
            if (clock.pageNow() - Math.max(closesAt, now) > BLOCKED_MILLIS) action.expect(0);
            else action.close();
          },
          Math.max(0, closesAt - now),
        );
      };

      open.add(action);
      enter(action);
      action.expect(0);
      return action;
    },
    current() {
      if (task) return task.action?.isOpen ? task.action : undefined;
      let newest: UserAction | undefined;
      for (const action of open) newest = action;
      return newest;
    },
    ofTrace: (traceId) => [...open].find((action) => traceIdOf(action) === traceId),
    contextOf: (from, to) => done.find(({ startedAt }) => startedAt >= from && startedAt <= to)?.context,
    enter,
    isEntered: () => !!task?.action?.isOpen,
    closeAll() {
      for (const action of [...open]) action.close();
    },
  };
}
