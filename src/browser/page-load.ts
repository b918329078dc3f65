/** What the browser knows of how this document was loaded. Times are page time. */
export interface PageLoadTiming {
  readonly entry: PerformanceNavigationTiming;
  /** 0, or the moment at which a prerendered page was shown. */
  readonly startedAt: number;
  readonly type: string;
  /** `traceparent` of the response's `Server-Timing`. */
  readonly serverTraceparent: string | undefined;
  /** Content of `<meta name="traceparent">`. */
  readonly metaTraceparent: string | undefined;
  /** Whether the response's headers are another visit's: the document came out of the browser's cache. */
  readonly isFromCache: boolean;
  /** Whether the document's text is another visit's: out of the cache, also after a 304 for it. */
  readonly isBodyFromCache: boolean;
}

/** Reads the navigation timing entry; undefined where the browser has none. */
export function readPageLoad(): PageLoadTiming | undefined {
  const entry = performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined;
  if (!entry) return undefined;
  const { activationStart = 0, deliveryType } = entry as { activationStart?: number; deliveryType?: string };
  const isFromCache = deliveryType === 'cache' || (entry.transferSize === 0 && entry.decodedBodySize > 0);
  return {
    entry,
    startedAt: activationStart,
    type: activationStart > 0 ? 'prerender' : entry.type,
    serverTraceparent: entry.serverTiming?.find(({ name }) => name === 'traceparent')?.description,
    metaTraceparent: document.querySelector<HTMLMetaElement>('meta[name=traceparent]')?.content,
    isFromCache,
    // A body that is larger than all that was transferred was not transferred.
    isBodyFromCache:
      isFromCache || entry.responseStatus === 304 || entry.transferSize < entry.encodedBodySize,
  };
}
