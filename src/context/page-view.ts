import type { Attributes, Context } from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { type Lifecycle, type Stop, whenActivated } from '../browser/lifecycle.js';
import { onUrlChange, pageUrl, type UrlChangeType } from '../browser/location.js';
import { readPageLoad } from '../browser/page-load.js';
import { randomHex } from '../browser/random.js';
import type { Guard } from '../diagnostics/guard.js';
import * as names from '../semconv.js';

/** One view of a page: a document, a soft navigation, or a return from the back/forward cache. */
export interface PageView {
  /** 16 hex digits. */
  readonly id: string;
  readonly url: string;
  /** What began it. */
  readonly type: 'document' | 'back_forward_cache' | UrlChangeType;
  /** Page time. A prerendered document's is the moment at which it is shown. */
  readonly startedAt: number;
  /** The view before it in this document. */
  readonly previous: { readonly url: string } | undefined;
  /** The route template, once it is known. @example '/movies/:id' */
  readonly route: string | undefined;
  /** That of the span that tells of its beginning, once there is one. */
  context?: Context;
}

/** The page view in progress. */
export interface PageContext {
  current(): PageView;
  /** Names the route of the view in progress. */
  setRoute(template: string): void;
  /** Calls back when a new view begins. */
  onChange(callback: (view: PageView) => void): Stop;
}

/** Attributes that place a record on a page view; the route is the one known when this is called. */
export function pageAttributes(view: PageView): Attributes {
  return {
    [names.PAGE_VIEW_ID]: view.id,
    [names.DOCUMENT_URL_FULL]: view.url,
    ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
  };
}

/** Follows the page's views. A `replaceState` corrects the view in progress unless it changes the path. */
export function createPageContext(
  clock: Clock,
  lifecycle: Lifecycle,
  guard: Guard,
): PageContext & { stop: Stop } {
  type Mutable = { -readonly [K in keyof PageView]: PageView[K] };
  const callbacks = new Set<(view: PageView) => void>();
  let view: Mutable;

  const begin = (type: PageView['type'], url: string, startedAt: number, previousUrl?: string) => {
    view = {
      id: randomHex(8),
      url,
      type,
      startedAt,
      previous: previousUrl === undefined ? undefined : { url: previousUrl },
      route: undefined,
    };
    for (const callback of callbacks) callback(view);
  };
  begin('document', pageUrl(), 0);

  // A fragment that is a route (`#/movies`, `#!/movies`) counts as path; any other is a place on the page.
  const path = (url: string) => {
    const [, base = '', route = ''] = /^([^?#]*)(?:\?[^#]*)?(#!?\/[^?]*)?/.exec(url) ?? [];
    return base + route;
  };
  const stops = [
    onUrlChange(
      guard((type: UrlChangeType, url: string, previousUrl: string) => {
        // The same page with another query or fragment is the same view.
        if (path(url) === path(previousUrl)) view.url = url;
        else begin(type, url, clock.pageNow(), previousUrl);
      }),
    ),
    lifecycle.onRestore(guard((moment: number) => begin('back_forward_cache', pageUrl(), moment))),
    whenActivated(
      guard(() => {
        view.startedAt = Math.max(view.startedAt, readPageLoad()?.startedAt ?? 0);
      }),
    ),
  ];

  return {
    current: () => view,
    setRoute: (template) => {
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
