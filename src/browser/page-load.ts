import { readKnownEntries } from './known-entries.js';

/** What the browser knows of how this document was loaded. Times are page time. */
export interface PageLoadTiming {
  readonly entry: PerformanceNavigationTiming;
  /** 0, or the moment at which a prerendered page was shown. */
  readonly startedAt: number;
  /** `navigate`, `reload`, `back_forward`, `prerender`, or `restore`: the browser had discarded the tab. */
  readonly type: string;
  /** Whether the document came over HTTP: not `about:`, `blob:` or `data:`. */
  readonly isFetched: boolean;
  /** The first byte of the answer itself, not of a 103 (Early Hints) before it; 0 where the browser hides it. */
  readonly firstByte: number;
  /** The first byte of a 103 (Early Hints); 0 where there was none. */
  readonly earlyHints: number;
  /** The values of `traceparent` in the response's `Server-Timing`; none where nothing came over the network: another visit's. */
  readonly serverTraceparents: readonly string[];
  /** Content of `<meta name="traceparent">`; none where the text is another visit's: out of the cache, also after a 304. */
  readonly metaTraceparent: string | undefined;
}

/** Not in every browser, and so not in every version of TypeScript's library. */
interface NewerTiming {
  readonly activationStart?: number;
  readonly deliveryType?: string;
  readonly firstInterimResponseStart?: number;
  readonly finalResponseHeadersStart?: number;
}

/** What a document says beside its timing. */
export interface DocumentFacts {
  readonly metaTraceparent: string | undefined;
  readonly wasDiscarded: boolean;
}

/** Resource Timing counts any response's headers as so many bytes; after a 304 they are all that was transferred. */
const HEADER_BYTES = 300;

/** Reads a navigation timing entry: all that is to be concluded from it. */
export function toPageLoad(entry: PerformanceNavigationTiming, document: DocumentFacts): PageLoadTiming {
  const {
    activationStart = 0,
    deliveryType,
    firstInterimResponseStart = 0,
    finalResponseHeadersStart = 0,
  } = entry as NewerTiming;
  const { transferSize, encodedBodySize, responseStart } = entry;
  const isFromCache = transferSize === 0 && entry.decodedBodySize > 0;
  return {
    entry,
    startedAt: activationStart,
    type: activationStart > 0 ? 'prerender' : document.wasDiscarded ? 'restore' : entry.type,
    isFetched: entry.name.startsWith('http'),
    // Without a final one the interim one is an answer out of the cache.
    firstByte: finalResponseHeadersStart || responseStart,
    earlyHints: finalResponseHeadersStart && firstInterimResponseStart,
    serverTraceparents: ((!isFromCache && entry.serverTiming) || [])
      .filter(({ name }) => name === 'traceparent')
      .map(({ description }) => description),
    metaTraceparent:
      isFromCache ||
      // Chromium tells a 304 as a 200 out of its cache.
      deliveryType === 'cache' ||
      entry.responseStatus === 304 ||
      // No more than headers came, or less than the body.
      (encodedBodySize > 0 && transferSize <= Math.max(HEADER_BYTES, encodedBodySize))
        ? undefined
        : document.metaTraceparent,
  };
}

/** Reads how this document was loaded; undefined where the browser does not tell. */
export function readPageLoad(): PageLoadTiming | undefined {
  const entry = performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined;
  return (
    entry &&
    toPageLoad(entry, {
      metaTraceparent: document.querySelector<HTMLMetaElement>('meta[name=traceparent]')?.content,
      wasDiscarded: !!(document as { wasDiscarded?: boolean }).wasDiscarded,
    })
  );
}

/** Whether this page was hidden at some time up to a moment; where the browser keeps no record, whether it is hidden now. */
export function wasHidden(until: number): boolean {
  const states = readKnownEntries('visibility-state');
  if (!states.length) return document.visibilityState === 'hidden';
  return states.some(({ name, startTime }) => name === 'hidden' && startTime <= until);
}
