import type { Context } from '@opentelemetry/api';
import type { PageMillis } from '../browser/clock.js';
import type { Cause, UserAction } from './cause.js';

/**
 * Tracks the open user actions without a zone. The task of an event, a timer, or a response that belongs to a known action
 * belongs to that action; elsewhere, as after a native `await`, the owner is a guess.
 */
export interface UserActions {
  /**
   * Opens an action, to which the current task then belongs.
   * @param onClose called once with the page time of its last effect, undefined if it had none, and the first error that
   * made it fail
   * @param startedAt page time of its event, default now
   */
  open(
    context: Context,
    onClose: (lastAt: PageMillis | undefined, failure: string | undefined) => void,
    startedAt?: PageMillis,
  ): UserAction;
  /** Whether any action is open. */
  isBusy(): boolean;
  /** Returns the cause of the running code. */
  cause(): Cause;
  /** Returns the action of the running code. */
  current(): UserAction | undefined;
  /** Returns the open action whose trace this is: each has a trace of its own. */
  ofTrace(traceId: string): UserAction | undefined;
  /** Returns the context of the first action that started within this time, of those that have ended and had an effect. */
  contextOf(from: PageMillis, to: PageMillis): Context | undefined;
  /** Returns the open action that is known to have run within this time; the latest if there are several. */
  within(from: PageMillis, to: PageMillis): UserAction | undefined;
  /**
   * Assigns the current task and its microtasks to a cause.
   * @param lastsMillis for a call in the task before: how long the cause applies
   */
  enter(cause: Cause, lastsMillis?: number): void;
  /** Notes the response to a request of this cause; the task in which its body has been read most likely has the same cause. */
  answer(cause: Cause, isBodyRead: () => boolean): void;
  /** Notes that the person does something that opens no action: from now on no guess names an earlier action. */
  distract(): void;
  /** Notes that the page has sent something to a worker or a socket: its next messages may be the answer. */
  sentTo(target: object): void;
  /** Whether the current task is that of an action's event, or of a response to it. */
  isEntered(): boolean;
  closeAll(): void;
}
