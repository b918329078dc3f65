import { documentMember } from './dom.js';
import { listen, type Stop } from './lifecycle.js';
import { patch } from './patch.js';

/**
 * How the URL changed: with a new history entry (`push`), by replacing the entry (`replace`), by Back or Forward
 * (`traverse`); `hash`: only a fragment that is no route changed.
 */
export type UrlChangeType = 'push' | 'replace' | 'traverse' | 'hash';

/** Returns the page's URL. */
export const pageUrl = (): string => location.href;

/**
 * Returns the page's own origin; `null` in a sandboxed frame, where `location.origin` differs. The page may have declared
 * a variable `origin`, which replaces the platform's property
 * (https://html.spec.whatwg.org/multipage/webappapis.html#dom-origin: `[Replaceable]`).
 */
export const pageOrigin = (): string => {
  const { origin, location: at } = self as Partial<Window>;
  const own = at?.origin ?? origin;
  // A document without a URL of its own (`about:srcdoc`) has its parent's origin.
  const isOrigin = origin === 'null' || (own === 'null' && /^https?:\/\/[^/]+$/.test(`${origin}`));
  return (isOrigin ? origin : own) as string;
};

/** Returns the browser's Navigation API; undefined if it does not have it, or the page has a variable of that name. */
export const navigationApi = (): EventTarget | undefined =>
  typeof navigation === 'object' && navigation instanceof EventTarget ? navigation : undefined;
declare const navigation: unknown;

/**
 * Returns the object that has a method of `history`: `history` itself if a router has replaced the method there, otherwise its
 * prototype, whatever the page has declared as `History`.
 */
const historyWith = (name: string): object | undefined => {
  let holder: object | undefined = globalThis.history;
  while (holder && !Object.getOwnPropertyDescriptor(holder, name)) holder = Object.getPrototypeOf(holder);
  return holder;
};

/** Returns `url` as an absolute URL; undefined if it is invalid. Against an opaque origin only absolute URLs are valid. */
export function resolveUrl(url: string, base: string = documentMember('baseURI')): URL | undefined {
  try {
    return new URL(url, base === 'null' ? undefined : base);
  } catch {
    return undefined;
  }
}

/** Matches a fragment that is a route, `#/users/7` or `#!/users/7`; not `#/`, where such an app starts. */
const HASH_ROUTE = /^[^#]*#!?\/[^?]/;
const withoutFragment = (url: string) => url.split('#', 1)[0];

/** Whether two URLs are the same except for their fragments. */
export const isSameButFragment = (url: string, other: string): boolean =>
  withoutFragment(url) === withoutFragment(other);

/**
 * Returns the template of a URL's path, with the fragment if that is a route, without the query. For another origin returns
 * the scheme only: the rest may be private. For a file, only a route in the fragment. Undefined if it is no URL.
 * @example '/movies/{id}' @example '/#/users/{id}' @example 'mailto:'
 */
export function placeTemplate(href: string, template: (path: string) => string): string | undefined {
  const url = resolveUrl(href);
  if (!url) return undefined;
  const hash = HASH_ROUTE.test(url.href) ? url.hash.replace(/\?.*/, '') : '';
  const isOwn = url.protocol === location.protocol && url.host === location.host;
  // An app in a web view (`capacitor://localhost/films`, `app://shop/films`) has a host, but no origin that `URL` knows.
  if ((/^http/.test(url.protocol) && url.origin === pageOrigin()) || (isOwn && url.host))
    return template(url.pathname + hash);
  return isOwn && hash ? template(`/${hash}`) : url.protocol;
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
    // A change between routes in the fragment is an ordinary navigation.
    const isRoute = HASH_ROUTE.test(url) || HASH_ROUTE.test(previous);
    // Without the Navigation API a link to a fragment fires `popstate` as Back does, but adds an entry.
    const length = globalThis.history?.length;
    const isNew = !hasNavigation && type === 'traverse' && length !== entries;
    entries = length;
    callback(hasMoved ? type : !isRoute ? 'hash' : isNew ? 'push' : type, url, previous);
  };
  const patchHistory = (type: 'push' | 'replace') =>
    patch(historyWith(`${type}State`), `${type}State`, (native, self, args) => {
      const result = Reflect.apply(native, self, args);
      check(type);
      return result;
    });
  const stops = [
    patchHistory('push'),
    patchHistory('replace'),
    listen(window, 'popstate', () => check('traverse'), true),
  ];
  // A router that uses the Navigation API calls neither; this event also reports replaced fragments.
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
