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

/** Bounds of histograms of a page's times, in seconds: the good and poor thresholds of LCP, FCP and TTFB are among them. */
export const PAGE_BOUNDS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.4, 1.8, 2.5, 3, 4, 5, 7.5, 10, 15, 30, 60];

/** What of a URL may begin a view beside its path: the query, and a fragment that is no route. */
export const VIEW_PARTS = ['query', 'hash'] as const;
export type ViewPart = (typeof VIEW_PARTS)[number];

/** One view of a page: a document, a soft navigation, or a return from the back/forward cache. */
export interface PageView {
  /** 16 hex digits. */
  readonly id: string;
  readonly url: string;
  /** What began it. */
  readonly type: 'document' | 'back_forward_cache' | UrlChangeType;
  /** Page time. A prerendered document's is the moment at which it is shown. */
  readonly startedAt: number;
  /** The view before it; undefined where it began with a document, or with its return. */
  readonly previous: { readonly url: string } | undefined;
  /** The route's template: by `setRoute()`, or that of the URL's path. @example '/movies/:id' @example '/movies/{id}' */
  readonly route: string | undefined;
  /** The user's action that led to it. */
  readonly action: UserAction | undefined;
  /** That of the span that tells of its beginning, once there is one. */
  context?: Context;
  /** Starts that span before its time: something belongs to it already. */
  begin?: () => void;
  /** Whether it is still being made: another URL is a redirect then. */
  isSettling?: boolean;
  /** Requests that it began and that have not been answered. */
  inFlight: number;
}

/** The page view in progress. */
export interface PageContext {
  current(): PageView;
  /** Names the route of the view in progress. */
  setRoute(template: string): void;
  /** Calls back when a new view begins. */
  onChange(callback: (view: PageView) => void): Stop;
}

/** Whether an action is not the one that led to the view, but one that came later. */
export const isOfAnother = (view: PageView, action: UserAction | undefined): boolean =>
  !!action && action !== view.action;

/** Attributes that place a record on a page view; the route is the one known when this is called. */
export function pageAttributes(view: PageView): Attributes {
  return {
    [names.PAGE_VIEW_ID]: view.id,
    [names.DOCUMENT_URL_FULL]: view.url,
    ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
  };
}

/**
 * Follows the page's views. Another path begins one, and so does another of the parts that the app chose; what a router
 * replaces while the view is being made, with no other action of the user's in between, is a redirect: it corrects the
 * view's URL, as does every change before a prerendered page is shown.
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
      // The router has nothing to say where the document returns as it was.
      route: type === 'back_forward_cache' ? view.route : routeOf(url),
      action: actions.current(),
      inFlight: 0,
    };
    for (const callback of callbacks) callback(view);
  };
  begin('document', pageUrl(), 0);

  /** What makes a URL a view of its own. A fragment that is a route (`#/movies`, `#!/movies?page=2`) counts as path; `#/` is none. */
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
      // A router that was there before otel-rum hears of Back and Forward first.
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
