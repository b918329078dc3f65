import type { Clock, PageMillis } from '../browser/clock.js';
import { isLoaded, type Stop } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import { observe, observeDom } from '../browser/observe.js';
import {
  type InteractionPaint,
  isSoftNavigation,
  observeInteractionPaints,
} from '../browser/soft-navigation.js';
import type { Guard } from '../diagnostics/guard.js';
import { isOfAnother, type PageView } from './page-view.js';
import type { UserActions } from './user-action.js';

/** A view is settled when nothing was on its way, arrived, or changed in the document for this long. */
export const QUIET_MILLIS = 300;
export const MAX_SETTLING_MILLIS = 10_000;
/** How long the browser's word is waited for once all is quiet, where a person has led to the view. */
export const MAX_PAINT_WAIT_MILLIS = 1_000;

/** Why a view was given up before it had come to rest. */
type CutOff = 'hidden' | 'timeout' | 'superseded';

/** How a view came to rest. */
export interface Settled {
  /** `soft_navigation`: both times are the browser's own; else they are the URL's change and the last thing seen. */
  readonly reason: 'soft_navigation' | 'quiet' | CutOff;
  readonly startedAt: PageMillis;
  readonly endedAt: PageMillis;
  /** The browser's own number of the navigation. */
  readonly navigationId: number | undefined;
}

/** Tells when the view in progress has come to rest. */
export interface Settling {
  /** Watches a view; one that was watched before must have ended. */
  begin(view: PageView, onSettled: (settled: Settled) => void): void;
  /** Ends the view in progress; what the browser has recorded by now counts. */
  end(because: CutOff): void;
  stop: Stop;
}

/** A view on its way. */
interface Making {
  readonly view: PageView;
  readonly onSettled: (settled: Settled) => void;
  startedAt: PageMillis;
  /** The last thing that was seen to happen for it. */
  lastAt: PageMillis;
  /** The largest paint that the browser has told of; 0: none. */
  paintedAt: PageMillis;
  /** Whose paints are its own, once the browser has told of the first. */
  interactionId?: number | undefined;
  navigationId?: number | undefined;
}

export function createSettling(
  clock: Clock,
  guard: Guard,
  actions: Pick<UserActions, 'current'>,
  isIgnoredUrl: (url: string) => boolean,
): Settling {
  let current: Making | undefined;
  let timer: number | undefined;
  let stopWatchingDom: Stop = () => {};

  const after = (millis: number, callback: () => void) => {
    nativeClearTimeout(timer);
    timer = nativeSetTimeout(guard(callback), millis);
  };
  /** What comes from now on is not the view's, but for the browser's word on it. */
  const calm = (view: PageView) => {
    nativeClearTimeout(timer);
    stopWatchingDom();
    view.isSettling = false;
  };

  const finish = (because: 'quiet' | CutOff) => {
    if (!current) return;
    const { view, onSettled, startedAt, lastAt, paintedAt, navigationId } = current;
    current = undefined;
    const isCutOff = view.isSettling && view.inFlight > 0;
    const isMeasured = paintedAt && (!isCutOff || because === 'timeout');
    const reason = isMeasured ? 'soft_navigation' : view.isSettling ? because : 'quiet';
    calm(view);
    onSettled({
      reason,
      startedAt,
      endedAt: isMeasured ? paintedAt : isCutOff ? clock.pageNow() : lastAt,
      navigationId,
    });
  };

  const wait = ({ view }: Making) => {
    if (clock.pageNow() - view.startedAt >= MAX_SETTLING_MILLIS) return finish('timeout');
    after(QUIET_MILLIS, () => {
      if (!current) return;
      const isDocument = view.type === 'document';
      if (view.inFlight > 0 || (isDocument && !isLoaded())) return wait(current);
      calm(view);
      const mayBePainted = paints.length && !isDocument && (view.action || view.type === 'traverse');
      if (mayBePainted && !current.paintedAt) after(MAX_PAINT_WAIT_MILLIS, () => finish('quiet'));
      else finish('quiet');
    });
  };
  const touch = (at: PageMillis) => {
    if (!current?.view.isSettling || isOfAnother(current.view, actions.current())) return;
    current.lastAt = Math.max(current.lastAt, at);
    wait(current);
  };

  const paints = observeInteractionPaints(
    guard((entries: InteractionPaint[]) => {
      for (const entry of entries) {
        if (!current) return;
        const { startTime, interactionId, navigationId } = entry;
        const { startedAt } = current.view;
        const paintedAt = startTime + entry.duration;
        // What began before the URL changed, and was painted after it: the view is what came of it.
        if (isSoftNavigation(entry) && startTime <= startedAt && startedAt <= paintedAt)
          Object.assign(current, { startedAt: startTime, interactionId, navigationId });
        if (current.navigationId && interactionId === current.interactionId)
          current.paintedAt = Math.max(current.paintedAt, paintedAt);
      }
      if (current?.paintedAt && !current.view.isSettling) finish('quiet');
    }),
  );
  const observations = [
    // What arrives after the URL has changed is what the view is made of.
    observe(
      'resource',
      guard((entries: PerformanceResourceTiming[]) => {
        for (const { name, responseEnd } of entries) {
          if (current && responseEnd > current.view.startedAt && !isIgnoredUrl(name)) touch(responseEnd);
        }
      }),
      { buffered: false },
    ),
    ...paints,
  ];

  return {
    begin(view, onSettled) {
      const { startedAt } = view;
      view.isSettling = true;
      current = { view, onSettled, startedAt, lastAt: startedAt, paintedAt: 0 };
      wait(current);
      // A document's own making is no route's.
      if (view.type !== 'document') stopWatchingDom = observeDom(guard(() => touch(clock.pageNow())));
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
