import type { PageContext } from './page-view.js';

/** Lets a key through once in a page view, and no more than `max` keys. */
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
