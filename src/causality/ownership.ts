import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { isOfAnother, type PageContext } from '../context/page-view.js';
import { asGuess, type Cause, contextOf, inherited, NOBODY } from './cause.js';
import { createRhythm } from './rhythm.js';
import type { UserActions } from './user-action.js';

/** The owner of a request. */
export interface Owned {
  /** Inherited by its response and by timers that it sets. */
  readonly cause: Cause;
  readonly parent: Context;
  /** Whether the current view waits for it: the view, or the action that led there, made the request. */
  readonly isOfView: boolean;
}

/**
 * Decides who owns a request that starts now. The parent is the app's own active span, if any; otherwise the view, while it
 * is settling; otherwise the user action.
 * @param key identifies equal requests, to recognize polling
 */
export function createOwnership(
  { actions, page, clock }: { actions: UserActions; page: PageContext; clock: Clock },
  activeContext: () => Context,
): (key: string) => Owned {
  const isInRhythm = createRhythm();

  return (key) => {
    const cause = actions.cause();
    const active = activeContext();
    const isLoose = cause.doubt > 1;
    const isPolling = (isLoose || !cause.action) && isInRhythm(key, clock.pageNow()) && isLoose;
    const own = isPolling ? NOBODY : inherited(cause);

    const view = page.current();
    const isOfView = own.action ? !isOfAnother(view, own.action) : isLoose && !isPolling;
    const span = trace.getSpan(active);
    if (span && span !== (cause.action && trace.getSpan(cause.action.context)))
      return { cause: own, parent: active, isOfView };
    if (isOfView && view.isSettling) {
      view.begin?.();
      // Without an open action the request's owner is a guess, except before the first route: only the load can own it.
      const isGuess = own.action ? own.doubt : view.previous;
      if (view.context)
        return { cause: own, parent: isGuess ? asGuess(view.context) : view.context, isOfView };
    }
    return { cause: own, parent: contextOf(own) ?? (span ? ROOT_CONTEXT : active), isOfView };
  };
}
