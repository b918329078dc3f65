import type { PageContext } from './page-view.js';

/** Returns a function that returns true for a key's first use in a page view, and for at most `max` keys. */
export function createOncePerView(page: PageContext, max: number): (key: unknown) => boolean {
  let view = page.current();
  const seen = new Set<unknown>();
  return (key) => {
    if (view !== page.current()) {
      view = page.current();
      seen.clear();
    }
    return seen.size < max && !seen.has(key) && !!seen.add(key);
  };
}
