const prototype = (globalThis as { Document?: typeof Document }).Document?.prototype as object | undefined;

/**
 * Returns a member of the page's document. Named images and forms hide the document's own members
 * (`<img name="currentScript">`, https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem).
 */
export function documentMember<K extends keyof Document>(name: K): Document[K] {
  try {
    if (prototype && name in prototype) return Reflect.get(prototype, name, document) as Document[K];
  } catch {
    // Not a document of the platform, as in a test.
  }
  return document[name];
}

/** Returns a state of the document, such as `visibilityState`: the one that a script has set, but no image of that name. */
export function documentState(name: keyof Document | 'prerendering' | 'wasDiscarded'): unknown {
  const state: unknown = document[name as keyof Document];
  return typeof state === 'object' ? documentMember(name as keyof Document) : state;
}
