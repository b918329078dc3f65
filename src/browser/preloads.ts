const findLinks = globalThis.Document?.prototype.getElementsByTagName;

/**
 * Returns a function that returns whether an unused `<link rel="preload" as="fetch" crossorigin>` of a URL exists, and marks
 * it as used. Firefox does not use a preloaded response for a request with an additional header.
 */
export function createPreloads(): (url: string) => boolean {
  const used = new WeakSet<object>();
  let links: HTMLCollectionOf<HTMLLinkElement> | undefined;
  return (url) => {
    // A live collection, which the browser maintains: no search of the document per request.
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
