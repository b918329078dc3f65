import type { Attributes, Context } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { type Lifecycle, type Stop, whenActivated } from '../browser/lifecycle.js';
import { onUrlChange, pageUrl, placeTemplate, type UrlChangeType } from '../browser/location.js';
import { readPageLoad } from '../browser/page-load.js';
import { randomHex } from '../browser/random.js';
import type { UserAction, UserActions } from '../causality/user-action.js';
import type { Guard } from '../diagnostics/guard.js';
import * as names from '../semconv.js';
import type { UrlTemplate } from './url-template.js';

/** Histogram bounds for a page's times, in seconds. They include the good and poor thresholds of LCP, FCP and TTFB. */
export const PAGE_BOUNDS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.4, 1.8, 2.5, 3, 4, 5, 7.5, 10, 15, 30, 60];

/** Parts of a URL that may start a view, besides the path: the query, and a fragment that is no route. */
export const VIEW_PARTS = ['query', 'hash'] as const;
export type ViewPart = (typeof VIEW_PARTS)[number];

/** A page view: a document, a soft navigation, or a return from the back/forward cache. */
export interface PageView {
  /** 16 hex digits. */
  readonly id: string;
  readonly url: string;
  /** How it started. */
  readonly type: 'document' | 'back_forward_cache' | UrlChangeType;
  /** Page time; for a prerendered document the time at which it was shown. */
  readonly startedAt: number;
  /** The previous view; undefined after the load of a document or its return from the cache. */
  readonly previous: { readonly url: string } | undefined;
  /** Template of the route: from `setRoute()`, otherwise of the URL's path. @example '/movies/:id' @example '/movies/{id}' */
  readonly route: string | undefined;
  /** The user action that led to it. */
  readonly action: UserAction | undefined;
  /** Context of the span that started this view, if any. */
  context?: Context;
  /** Starts that span early, since something belongs to it already. */
  begin?: () => void;
  /** Whether it is still settling: a change of the URL then is a redirect. */
  isSettling?: boolean;
  /** Number of its requests that have no response yet. */
  inFlight: number;
}

/** The current page view. */
export interface PageContext {
  current(): PageView;
  /** Sets the route of the current view. */
  setRoute(template: string): void;
  /** Calls back when a new view starts. */
  onChange(callback: (view: PageView) => void): Stop;
}

/** Whether an action is a different one than the one that led to the view. */
export const isOfAnother = (view: PageView, action: UserAction | undefined): boolean =>
  !!action && action !== view.action;

/** Returns the page view's attributes, with the route that is known now. */
export function pageAttributes(view: PageView): Attributes {
  return {
    [names.PAGE_VIEW_ID]: view.id,
    [names.DOCUMENT_URL_FULL]: view.url,
    ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
  };
}

/**
 * Tracks page views. A new path starts a view, and so does a change of the parts in `viewsBy`. A URL that a router replaces
 * while the view is settling, without another user action, is a redirect: it corrects the view's URL. So does any change
 * before a prerendered page is shown.
 */
export function createPageContext(
  clock: Clock,
  lifecycle: Lifecycle,
  guard: Guard,
  actions: Pick<UserActions, 'current'>,
  viewsBy: readonly ViewPart[],
  urlTemplate: UrlTemplate,
): PageContext & { stop: Stop } {
  type Mutable = { -readonly [K in keyof PageView]: PageView[K] };
  const callbacks = new Set<(view: PageView) => void>();
  let view: Mutable;
  let isShown = false;
  const routeOf = (url: string) => placeTemplate(url, urlTemplate);

  const begin = (type: PageView['type'], url: string, startedAt: number, previousUrl?: string) => {
    view = {
      id: randomHex(8),
      url,
      type,
      startedAt,
      previous: previousUrl ? { url: previousUrl } : undefined,
      // A document that returns from the cache keeps its route: its router does not run again.
      route: type === 'back_forward_cache' ? view.route : routeOf(url),
      action: actions.current(),
      inFlight: 0,
    };
    for (const callback of callbacks) callback(view);
  };
  begin('document', pageUrl(), 0);

  /**
   * Returns the part of a URL that identifies a view. A fragment that is a route (`#/movies`, `#!/movies?page=2`) counts as
   * path, except `#/`.
   */
  const place = (url: string) =>
    url
      .replace(viewsBy.includes('hash') ? /#$/ : /#(?!!?\/[^?]).*/, '')
      .replace(viewsBy.includes('query') ? '' : /\?[^#]*/g, '');
  const follow = guard((type: UrlChangeType, url: string) => {
    if (place(url) !== place(view.url)) {
      const isRedirect =
        !isShown || (type === 'replace' && view.isSettling && !isOfAnother(view, actions.current()));
      if (!isRedirect) return begin(type, url, clock.pageNow(), view.url);
      view.route = routeOf(url);
    }
    view.url = url;
  });
  const stops = [
    onUrlChange(follow),
    lifecycle.onRestore(guard((moment: number) => begin('back_forward_cache', pageUrl(), moment))),
    whenActivated(
      guard(() => {
        isShown = true;
        view.startedAt = Math.max(view.startedAt, readPageLoad()?.startedAt ?? 0);
      }),
    ),
  ];

  return {
    current: () => view,
    setRoute: (template) => {
      // A router that was loaded before otel-rum handles Back and Forward first.
      follow('traverse', pageUrl());
      view.route = template;
    },
    onChange: (callback) => {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
