import type { Clock, PageMillis } from '../../browser/clock.js';
import { isLoaded, type Stop } from '../../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../../browser/natives.js';
import { observe, observeDom } from '../../browser/observe.js';
import type { UserActions } from '../../causality/user-action.js';
import { isOfAnother, type PageView } from '../../context/page-view.js';
import type { Guard } from '../../diagnostics/guard.js';
import { type InteractionPaint, PAINT_ENTRIES, SOFT_NAVIGATION } from './soft-navigation.js';

/** A view is settled when nothing was on its way, arrived, or changed in the document for this long. */
export const QUIET_MILLIS = 300;
export const MAX_SETTLING_MILLIS = 10_000;
/** How long the browser's word is waited for once all is quiet, where a person has led to the view. */
export const MAX_PAINT_WAIT_MILLIS = 1_000;

/** Why a view was given up before it had come to rest. */
type CutOff = 'hidden' | 'timeout' | 'superseded';

/**
 * How a view came to rest. `soft_navigation`: both times are the browser's own; else they are the URL's change and the last
 * thing seen. The id is the browser's.
 */
export type OnSettled = (
  reason: 'soft_navigation' | 'quiet' | CutOff,
  startedAt: PageMillis,
  endedAt: PageMillis,
  navigationId: number | undefined,
) => void;

/** Tells when the view in progress has come to rest. */
export interface Settling {
  /** Watches a view; one that was watched before must have ended. */
  begin(view: PageView, onSettled: OnSettled): void;
  /** Ends the view in progress; what the browser has recorded by now counts. */
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
  let tell: OnSettled;
  /** The last thing that was seen to happen for the view. */
  let lastAt: PageMillis;
  /** What the browser has told of it: whose paints are its own, and the largest of them; 0: none. */
  let told: InteractionPaint | undefined;
  let paintedAt: PageMillis;
  let timer: number | undefined;
  let dom: MutationObserver | undefined;

  const after = (millis: number, callback: () => void) => {
    nativeClearTimeout(timer);
    timer = nativeSetTimeout(guard(callback), millis);
  };
  /** What comes from now on is not the view's, but for the browser's word on it. */
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
    tell(
      isMeasured ? 'soft_navigation' : isSettling ? because : 'quiet',
      told?.startTime ?? view.startedAt,
      isMeasured ? paintedAt : isCutOff ? clock.pageNow() : lastAt,
      told?.navigationId,
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
      // What was loaded or painted after the URL changed is what the view is made of.
      if (endedAt <= startedAt) continue;
      if (entryType === 'resource') {
        if (!isIgnoredUrl(name)) touch(endedAt);
      } else {
        if (entryType === SOFT_NAVIGATION && startTime <= startedAt) told = entry;
        if (interactionId && interactionId === told?.interactionId) paintedAt = Math.max(paintedAt, endedAt);
      }
    }
    if (paintedAt && !current?.isSettling) finish('quiet');
  });
  const observations = [...PAINT_ENTRIES, 'resource'].map((type) =>
    observe(type, onEntries, { buffered: false }),
  );

  return {
    begin(view, onSettled) {
      view.isSettling = true;
      current = view;
      tell = onSettled;
      lastAt = view.startedAt;
      told = undefined;
      paintedAt = 0;
      wait(view);
      // A document's own making is no route's.
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
