const findLinks = globalThis.Document?.prototype.getElementsByTagName;

/**
 * Returns a function that says whether a `<link rel="preload" as="fetch" crossorigin>` of a URL has not been used yet, and
 * marks it as used. Firefox does not use a preloaded response for a request with another header.
 */
export function createPreloads(): (url: string) => boolean {
  const used = new WeakSet<object>();
  let links: HTMLCollectionOf<HTMLLinkElement> | undefined;
  return (url) => {
    // A live collection: the browser keeps it, so that this is no search of the document.
    links ??= findLinks?.call(document, 'link') as HTMLCollectionOf<HTMLLinkElement> | undefined;
    for (let index = 0; index < (links?.length ?? 0); index++) {
      const link = links?.[index] as HTMLLinkElement;
      if (link.as !== 'fetch' || link.href !== url || link.crossOrigin === null || used.has(link)) continue;
      if (!link.relList.contains('preload')) continue;
      used.add(link);
      return true;
    }
    return false;
  };
}
