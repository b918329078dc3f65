import type { Context } from '@opentelemetry/api';
import type { PageMillis } from '../browser/clock.js';
import type { Cause, UserAction } from './cause.js';

/**
 * Follows the open user actions without a zone: what runs in the task of an event, of a timer, or of a response that
 * belongs to a known action belongs to that action. Elsewhere (after a native `await`) it is a guess.
 */
export interface UserActions {
  /**
   * Opens an action and makes it the current task's.
   * @param onClose called once with the page time of the last thing that it caused, undefined if it caused nothing,
   * and the first error that made it fail
   * @param startedAt page time of its event, now unless given
   */
  open(
    context: Context,
    onClose: (lastAt: PageMillis | undefined, failure: string | undefined) => void,
    startedAt?: PageMillis,
  ): UserAction;
  /** Whether any is open. */
  isBusy(): boolean;
  /** Whose the code is that runs now. */
  cause(): Cause;
  /** The action that what runs now belongs to. */
  current(): UserAction | undefined;
  /** The open action that a trace began with: each has a trace of its own. */
  ofTrace(traceId: string): UserAction | undefined;
  /** The context of the first action that began between these moments; of those that are over and caused something. */
  contextOf(from: PageMillis, to: PageMillis): Context | undefined;
  /** The open action that is known to have run between these moments, the latest of several. */
  within(from: PageMillis, to: PageMillis): UserAction | undefined;
  /**
   * The current task, its microtasks included, is this cause's.
   * @param lastsMillis how long that is so when it is said one task earlier
   */
  enter(cause: Cause, lastsMillis?: number): void;
  /** The response to a request of this cause is there; what comes when its body has been read is most likely the same cause's. */
  answer(cause: Cause, isBodyRead: () => boolean): void;
  /** The person does something else, which makes no action: what comes now by guess may be its doing. */
  distract(): void;
  /** The page has sent something to a worker or a socket: its next messages may be the answer. */
  sentTo(target: object): void;
  /** Whether the current task is that of an action's event, or of a response to it. */
  isEntered(): boolean;
  closeAll(): void;
}
