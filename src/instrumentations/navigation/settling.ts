import type { Clock, PageMillis } from '../../browser/clock.js';
import { isLoaded, type Stop } from '../../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../../browser/natives.js';
import { observe, observeDom } from '../../browser/observe.js';
import type { UserActions } from '../../causality/user-action.js';
import { isOfAnother, type PageView } from '../../context/page-view.js';
import type { Guard } from '../../diagnostics/guard.js';
import { type InteractionPaint, PAINT_ENTRIES, SOFT_NAVIGATION } from './soft-navigation.js';

/** Time without requests, responses and changes of the document after which a view is settled. */
export const QUIET_MILLIS = 300;
export const MAX_SETTLING_MILLIS = 10_000;
/** Maximum time to wait for the browser's report of a paint after the view is quiet, if a person caused the view. */
export const MAX_PAINT_WAIT_MILLIS = 1_000;

/** Why settling ended early. */
type CutOff = 'hidden' | 'timeout' | 'superseded';

/**
 * Called when a view has settled. With `soft_navigation` both times are from the browser; otherwise they are the URL's change
 * and the last activity seen. `navigationId` is the browser's.
 */
export type OnSettled = (
  reason: 'soft_navigation' | 'quiet' | CutOff,
  startedAt: PageMillis,
  endedAt: PageMillis,
  navigationId: number | undefined,
) => void;

/** Detects when the current view has settled. */
export interface Settling {
  /** Watches a view. The previous one must have ended. */
  begin(view: PageView, onSettled: OnSettled): void;
  /** Ends the current view; entries that the browser has recorded by now are included. */
  end(because: CutOff): void;
  stop: Stop;
}

export function createSettling(
  clock: Clock,
  guard: Guard,
  actions: Pick<UserActions, 'current'>,
  isIgnoredUrl: (url: string) => boolean,
): Settling {
  let current: PageView | undefined;
  let report: OnSettled;
  /** Time of the view's last activity. */
  let lastAt: PageMillis;
  /** The browser's entry of the navigation, and the latest of its paints; 0: none. */
  let reported: InteractionPaint | undefined;
  let paintedAt: PageMillis;
  let timer: number | undefined;
  let dom: MutationObserver | undefined;

  const after = (millis: number, callback: () => void) => {
    nativeClearTimeout(timer);
    timer = nativeSetTimeout(guard(callback), millis);
  };
  /** Ends the tracking of activity; the browser may still report paints of the view. */
  const calm = (view: PageView) => {
    nativeClearTimeout(timer);
    dom?.disconnect();
    view.isSettling = false;
  };

  const finish = (because: 'quiet' | CutOff) => {
    if (!current) return;
    const view = current;
    current = undefined;
    const { isSettling } = view;
    const isCutOff = isSettling && view.inFlight;
    const isMeasured = paintedAt && (!isCutOff || because === 'timeout');
    calm(view);
    report(
      isMeasured ? 'soft_navigation' : isSettling ? because : 'quiet',
      reported?.startTime ?? view.startedAt,
      isMeasured ? paintedAt : isCutOff ? clock.pageNow() : lastAt,
      reported?.navigationId,
    );
  };

  const wait = (view: PageView) => {
    if (clock.pageNow() - view.startedAt >= MAX_SETTLING_MILLIS) return finish('timeout');
    after(QUIET_MILLIS, () => {
      const { previous } = view;
      if (view.inFlight || !(previous || isLoaded())) return wait(view);
      calm(view);
      const mayBePainted = observations[0] && previous && (view.action || view.type === 'traverse');
      if (mayBePainted && !paintedAt) after(MAX_PAINT_WAIT_MILLIS, () => finish('quiet'));
      else finish('quiet');
    });
  };
  const touch = (at: PageMillis) => {
    if (!current?.isSettling || isOfAnother(current, actions.current())) return;
    lastAt = Math.max(lastAt, at);
    wait(current);
  };

  const onEntries = guard((entries: InteractionPaint[]) => {
    for (const entry of entries) {
      if (!current) return;
      const { entryType, name, startTime, interactionId } = entry;
      const { startedAt } = current;
      const endedAt = startTime + entry.duration;
      // Only what was loaded or painted after the URL's change belongs to the view.
      if (endedAt <= startedAt) continue;
      if (entryType === 'resource') {
        if (!isIgnoredUrl(name)) touch(endedAt);
      } else {
        if (entryType === SOFT_NAVIGATION && startTime <= startedAt) reported = entry;
        if (interactionId && interactionId === reported?.interactionId)
          paintedAt = Math.max(paintedAt, endedAt);
      }
    }
    if (paintedAt && !current?.isSettling) finish('quiet');
  });
  const observations = [...PAINT_ENTRIES, 'resource'].map((type) => observe(type, onEntries));

  return {
    begin(view, onSettled) {
      view.isSettling = true;
      current = view;
      report = onSettled;
      lastAt = view.startedAt;
      reported = undefined;
      paintedAt = 0;
      wait(view);
      // Changes of the document while it loads are no activity of a route.
      if (view.previous) dom = observeDom(guard(() => touch(clock.pageNow())));
    },
    end(because) {
      for (const observation of observations) observation?.drain();
      finish(because);
    },
    stop() {
      for (const observation of observations) observation?.stop();
    },
  };
}
