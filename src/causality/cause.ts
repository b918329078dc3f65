import { type Context, createContextKey, trace } from '@opentelemetry/api';
import type { PageMillis } from '../browser/clock.js';

/** What a person did, and all that came of it. The rules are in docs/reference/causality.md. */
export interface UserAction {
  /** The context in which what it causes is recorded. */
  readonly context: Context;
  readonly isOpen: boolean;
  /** Something that it caused has begun; it stays open until the result is called with the moment of its end. */
  hold(): (endedAt: PageMillis) => void;
  /**
   * Something that it caused has happened.
   * @param at page time, now unless given
   * @param failure what that was, if it is an unhandled error: the action has failed
   */
  touch(at?: PageMillis, failure?: string): void;
  /** Closes it at once: the page ends. */
  close(): void;
}

/** Whose the code is that runs now. */
export interface Cause {
  /** Undefined: nobody's. */
  readonly action?: UserAction | undefined;
  /**
   * 0: it is known, by the task's event, timer or response. 1: it follows most likely from what is known. 2: nothing but the
   * time speaks for it; what makes requests in a rhythm is polling after all.
   */
  readonly doubt: 0 | 1 | 2;
}

/** A task that is known to be no action's: a timer set before it, a pointer that moves, a message that nobody asked for. */
export const NOBODY: Cause = { doubt: 0 };
/** A task of which nothing is known, and no action that it could belong to. */
export const UNKNOWN: Cause = { doubt: 2 };

/** What a timer or a request that is begun now hands on to its own task. */
export const inherited = ({ action, doubt }: Cause): Cause => ({ action, doubt: doubt ? 1 : 0 });

const GUESSED = createContextKey('otel-rum guessed parent');

/** The same context, whose span is a parent by guess. */
export const asGuess = (context: Context): Context => context.setValue(GUESSED, trace.getSpan(context));

/** Whether the parent that a context gives is a guess; that of a span further down is none. */
export const isGuessed = (context: Context): boolean => {
  const guessed = context.getValue(GUESSED);
  return !!guessed && guessed === trace.getSpan(context);
};

/** The context in which the work of a cause is recorded; undefined if that is nobody's. */
export const contextOf = ({ action, doubt }: Cause): Context | undefined =>
  action && (doubt ? asGuess(action.context) : action.context);
