import { listen, type Stop } from './lifecycle.js';
import { patch } from './patch.js';

/** How a URL came: by `pushState`, `replaceState`, the user's Back and Forward, or a fragment. */
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

const isFragmentChange = (from: string, to: string) => from.split('#', 1)[0] === to.split('#', 1)[0];

/** Calls back after every change of the page's URL within the document. */
export function onUrlChange(callback: (type: UrlChangeType, url: string, previousUrl: string) => void): Stop {
  let current = pageUrl();
  let isInHistory = false;
  const check = (type: UrlChangeType) => {
    const url = pageUrl();
    if (url === current) return;
    const previous = current;
    current = url;
    callback(type, url, previous);
  };
  const patchHistory = (name: 'pushState' | 'replaceState', type: UrlChangeType) =>
    patch(globalThis.History?.prototype, name, (native, self, args) => {
      isInHistory = true;
      try {
        return Reflect.apply(native, self, args);
      } finally {
        isInHistory = false;
        check(type);
      }
    });
  const checkOther = (type: UrlChangeType) => check(isFragmentChange(current, pageUrl()) ? 'hash' : type);
  const stops = [
    patchHistory('pushState', 'push'),
    patchHistory('replaceState', 'replace'),
    listen(window, 'popstate', () => checkOther('traverse'), true),
  ];
  // What a router does by the Navigation API passes neither of them; and it knows that a fragment was replaced.
  const { navigation } = globalThis as { navigation?: EventTarget };
  if (navigation) {
    stops.push(
      listen(navigation, 'currententrychange', ({ navigationType }: { navigationType: UrlChangeType }) => {
        if (!isInHistory) (navigationType === 'replace' ? check : checkOther)(navigationType);
      }),
    );
  }
  return () => {
    for (const stop of stops) stop();
  };
}
