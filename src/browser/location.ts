import { documentMember } from './dom.js';
import { listen, type Stop } from './lifecycle.js';
import { patch } from './patch.js';

/**
 * How a URL came: as a new entry of the history (`push`), in place of the entry (`replace`), by Back and Forward (`traverse`); `hash`:
 * only a fragment that is no route is another.
 */
export type UrlChangeType = 'push' | 'replace' | 'traverse' | 'hash';

/** The page's URL now. */
export const pageUrl = (): string => location.href;

/**
 * The page's own origin: `null` in a sandboxed frame, where `location.origin` is another. The page may have a variable of
 * that name (`var origin = 'BER'`): every name on the global object may be its own
 * (https://html.spec.whatwg.org/multipage/webappapis.html#dom-origin: `[Replaceable]`).
 */
export const pageOrigin = (): string => {
  const { origin, location: at } = self as Partial<Window>;
  const own = at?.origin ?? origin;
  // A document without a URL of its own (`about:srcdoc`) has its parent's.
  const isOrigin = origin === 'null' || (own === 'null' && /^https?:\/\/[^/]+$/.test(`${origin}`));
  return (isOrigin ? origin : own) as string;
};

/** The browser's Navigation API; undefined if there is none, or the page has a variable of its name. */
export const navigationApi = (): EventTarget | undefined =>
  typeof navigation === 'object' && navigation instanceof EventTarget ? navigation : undefined;
declare const navigation: unknown;

/** What every History object inherits; the page may have a `History` of its own. */
const historyMembers = (): object | undefined => {
  const { prototype } = (globalThis.History ?? {}) as { prototype?: object };
  return prototype && 'pushState' in prototype ? prototype : Object.getPrototypeOf(globalThis.history ?? {});
};

/** `url` as an absolute URL, or undefined where it is none; against an opaque origin only what is absolute is one. */
export function resolveUrl(url: string, base: string = documentMember('baseURI')): URL | undefined {
  try {
    return new URL(url, base === 'null' ? undefined : base);
  } catch {
    return undefined;
  }
}

/** A fragment that is a route, `#/users/7` or `#!/users/7`; not `#/`, which is where such an app begins. */
const HASH_ROUTE = /^[^#]*#!?\/[^?]/;
const withoutFragment = (url: string) => url.split('#', 1)[0];

/** Whether two URLs differ in their fragments alone. */
export const isSameButFragment = (url: string, other: string): boolean =>
  withoutFragment(url) === withoutFragment(other);

/**
 * Returns where a URL leads, by the template of its path: with the fragment if that is a route, without a query. Of another
 * origin, or without HTTP, the scheme alone: what follows may be private. Undefined if it is no URL.
 * @example '/movies/{id}' @example '/#/users/{id}' @example 'mailto:'
 */
export function placeTemplate(href: string, template: (path: string) => string): string | undefined {
  const url = resolveUrl(href);
  if (!url) return undefined;
  if (!/^http/.test(url.protocol) || url.origin !== pageOrigin()) return url.protocol;
  return template(url.pathname + (HASH_ROUTE.test(url.href) ? url.hash.replace(/\?.*/, '') : ''));
}

/** Calls back after every change of the page's URL within the document. */
export function onUrlChange(callback: (type: UrlChangeType, url: string, previousUrl: string) => void): Stop {
  let current = pageUrl();
  let entries = globalThis.history?.length;
  const navigation = navigationApi();
  const hasNavigation = !!navigation;
  const check = (type: UrlChangeType) => {
    const url = pageUrl();
    if (url === current) return;
    const previous = current;
    current = url;
    const hasMoved = type === 'replace' || !isSameButFragment(url, previous);
    // From one route in the fragment to another is a way like any other.
    const isRoute = HASH_ROUTE.test(url) || HASH_ROUTE.test(previous);
    // Without the Navigation API a link to a fragment fires `popstate` as Back does, but adds an entry.
    const length = globalThis.history?.length;
    const isNew = !hasNavigation && type === 'traverse' && length !== entries;
    entries = length;
    callback(hasMoved ? type : !isRoute ? 'hash' : isNew ? 'push' : type, url, previous);
  };
  const patchHistory = (type: 'push' | 'replace') =>
    patch(historyMembers(), `${type}State`, (native, self, args) => {
      const result = Reflect.apply(native, self, args);
      check(type);
      return result;
    });
  const stops = [
    patchHistory('push'),
    patchHistory('replace'),
    listen(window, 'popstate', () => check('traverse'), true),
  ];
  // What a router does by the Navigation API passes neither; it also tells when a fragment was replaced.
  if (navigation) {
    stops.push(
      listen(navigation, 'currententrychange', ({ navigationType }: { navigationType: UrlChangeType }) =>
        check(navigationType),
      ),
    );
  }
  return () => {
    for (const stop of stops) stop();
  };
}
