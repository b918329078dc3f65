import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { isOfAnother, type PageContext } from '../context/page-view.js';
import { asGuess, type Cause, contextOf, inherited, NOBODY } from './cause.js';
import { createRhythm } from './rhythm.js';
import type { UserActions } from './user-action.js';

/** Whose a request is. */
export interface Owned {
  /** What its response, and a timer set by it, hand on. */
  readonly cause: Cause;
  readonly parent: Context;
  /** Whether the view in progress waits for it: the view, or the action that led there, asks for it. */
  readonly isOfView: boolean;
}

/**
 * Decides whose a request is that begins now. A span of the app's own is its parent, if one is active; else the view that
 * is still settling, for which it is asked; else the user action.
 * @param key what makes two requests the same: polling repeats it in a rhythm
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
      // With no action open a route's request may be anybody's; before the first one all there is is the page's load.
      const isGuess = own.action ? own.doubt : view.previous;
      if (view.context)
        return { cause: own, parent: isGuess ? asGuess(view.context) : view.context, isOfView };
    }
    return { cause: own, parent: contextOf(own) ?? (span ? ROOT_CONTEXT : active), isOfView };
  };
}
