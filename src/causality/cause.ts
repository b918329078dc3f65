import { type Context, createContextKey, trace } from '@opentelemetry/api';
import type { PageMillis } from '../browser/clock.js';

/** What a person did and everything that it caused. docs/reference/causality.md has the rules. */
export interface UserAction {
  /** The context for recording what the action causes. */
  readonly context: Context;
  readonly isOpen: boolean;
  /** Notes that something it caused has begun. It stays open until the result is called with the end, in page time. */
  hold(): (endedAt: PageMillis) => void;
  /**
   * Notes that something it caused has happened.
   * @param at page time, default now
   * @param failure name of an unhandled error that it caused: the action has failed
   */
  touch(at?: PageMillis, failure?: string): void;
  /** Closes it immediately: the page ends. */
  close(): void;
}

/** The user action that the running code belongs to. */
export interface Cause {
  /** Undefined: none. */
  readonly action?: UserAction | undefined;
  /**
   * 0: known from the task's event, timer or response. 1: follows most likely from something known. 2: guessed from the time
   * alone; requests in a regular rhythm are polling instead.
   */
  readonly doubt: 0 | 1 | 2;
}

/** A task that is known to belong to no action: an earlier timer, a moving pointer, a message that is no answer. */
export const NOBODY: Cause = { doubt: 0 };
/** A task of unknown origin, while no action is open that could have caused it. */
export const UNKNOWN: Cause = { doubt: 2 };

/** Returns the cause of the task of a timer or a request that starts now. */
export const inherited = ({ action, doubt }: Cause): Cause => ({ action, doubt: doubt ? 1 : 0 });

const GUESSED = createContextKey('otel-rum guessed parent');

/** Returns the same context, marked as a guessed parent. */
export const asGuess = (context: Context): Context => context.setValue(GUESSED, trace.getSpan(context));

/** Whether the context's span is a guessed parent; false for a span below the guessed one. */
export const isGuessed = (context: Context): boolean => {
  const guessed = context.getValue(GUESSED);
  return !!guessed && guessed === trace.getSpan(context);
};

/** Returns the context for recording the work of a cause; undefined if it belongs to no action. */
export const contextOf = ({ action, doubt }: Cause): Context | undefined =>
  action && (doubt ? asGuess(action.context) : action.context);
