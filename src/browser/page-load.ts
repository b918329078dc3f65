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
  /** Whether the document came out of the browser's cache or was restored: what it says of its trace is another visit's. */
  readonly isFromCache: boolean;
}

/** Reads the navigation timing entry; undefined where the browser has none. */
export function readPageLoad(): PageLoadTiming | undefined {
  const entry = performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined;
  if (!entry) return undefined;
  const { activationStart = 0, deliveryType } = entry as { activationStart?: number; deliveryType?: string };
  return {
    entry,
    startedAt: activationStart,
    type: activationStart > 0 ? 'prerender' : entry.type,
    serverTraceparent: entry.serverTiming?.find(({ name }) => name === 'traceparent')?.description,
    metaTraceparent: document.querySelector<HTMLMetaElement>('meta[name=traceparent]')?.content,
    // No bytes came over the network although there is a body.
    isFromCache: deliveryType === 'cache' || (entry.transferSize === 0 && entry.decodedBodySize > 0),
  };
}
