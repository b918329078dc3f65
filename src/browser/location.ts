import { listen, type Stop } from './lifecycle.js';
import { patch } from './patch.js';

/** How a URL came: by `pushState`, `replaceState`, the user's Back and Forward; or that no more than its fragment is another. */
export type UrlChangeType = 'push' | 'replace' | 'traverse' | 'hash';

/** The page's URL now. */
export const pageUrl = (): string => location.href;

/** The page's own origin: `null` in a sandboxed frame, where `location.origin` would tell another. */
export const pageOrigin = (): string => self.origin;

/** `url` as an absolute URL, or undefined where it is none; against an opaque origin only what is absolute is one. */
export function resolveUrl(url: string, base: string = document.baseURI): URL | undefined {
  try {
    return new URL(url, base === 'null' ? undefined : base);
  } catch {
    return undefined;
  }
}

const withoutFragment = (url: string) => url.split('#', 1)[0];

/** Calls back after every change of the page's URL within the document. */
export function onUrlChange(callback: (type: UrlChangeType, url: string, previousUrl: string) => void): Stop {
  let current = pageUrl();
  const check = (type: UrlChangeType) => {
    const url = pageUrl();
    if (url === current) return;
    const previous = current;
    current = url;
    const isFragment = type !== 'replace' && withoutFragment(url) === withoutFragment(previous);
    callback(isFragment ? 'hash' : type, url, previous);
  };
  const patchHistory = (type: 'push' | 'replace') =>
    patch(globalThis.History?.prototype, `${type}State`, (native, self, args) => {
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
  const { navigation } = globalThis as { navigation?: EventTarget };
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
