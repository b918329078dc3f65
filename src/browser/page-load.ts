import { documentMember, documentState } from './dom.js';
import { readKnownEntries } from './known-entries.js';

/** How this document was loaded, read from its navigation timing entry. Times are page time. */
export interface PageLoadTiming {
  readonly entry: PerformanceNavigationTiming;
  /** 0, or the time at which a prerendered page was shown. */
  readonly startedAt: number;
  /** `navigate`, `reload`, `back_forward`, `prerender`, or `restore`: the browser had discarded the tab. */
  readonly type: string;
  /** Whether the document came over HTTP: not `about:`, `blob:` or `data:`. */
  readonly isFetched: boolean;
  /** First byte of the final response, not of a 103 (Early Hints) before it; 0 if the browser hides it. */
  readonly firstByte: number;
  /** First byte of a 103 (Early Hints); 0 if there was none. */
  readonly earlyHints: number;
  /** The values of `traceparent` in `Server-Timing`; none for a response from the cache: they belong to an earlier visit. */
  readonly serverTraceparents: readonly string[];
  /** Content of `<meta name="traceparent">`; undefined if the body is from the cache, also after a 304. */
  readonly metaTraceparent: string | undefined;
}

/** Fields that some browsers, and some versions of TypeScript's library, lack. */
interface NewerTiming {
  readonly activationStart?: number;
  readonly deliveryType?: string;
  readonly firstInterimResponseStart?: number;
  readonly finalResponseHeadersStart?: number;
}

/** Facts from the document that the timing entry does not have. */
export interface DocumentFacts {
  readonly metaTraceparent: string | undefined;
  readonly wasDiscarded: boolean;
}

/**
 * Resource Timing counts the headers of any response as 300 bytes:
 * https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-transfersize
 */
const HEADER_BYTES = 300;

/** Converts a navigation timing entry. */
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
    // An interim response without a final one means that the document is from the cache.
    firstByte: finalResponseHeadersStart || responseStart,
    earlyHints: finalResponseHeadersStart && firstInterimResponseStart,
    serverTraceparents: ((!isFromCache && entry.serverTiming) || [])
      .filter(({ name }) => name === 'traceparent')
      .map(({ description }) => description),
    metaTraceparent:
      isFromCache ||
      // Chromium reports a 304 as a 200 from its cache.
      deliveryType === 'cache' ||
      entry.responseStatus === 304 ||
      // A 304: at most the headers were transferred, or less than the body.
      (encodedBodySize > 0 && transferSize <= Math.max(HEADER_BYTES, encodedBodySize))
        ? undefined
        : document.metaTraceparent,
  };
}

/** Reads how this document was loaded; undefined if the browser has no navigation timing. */
export function readPageLoad(): PageLoadTiming | undefined {
  const entry = performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined;
  return (
    entry &&
    toPageLoad(entry, {
      metaTraceparent: (
        documentMember('querySelector').call(document, 'meta[name=traceparent]') as HTMLMetaElement | null
      )?.content,
      wasDiscarded: documentState('wasDiscarded') === true,
    })
  );
}

/** Whether the page was hidden at any time up to `until`; without `visibility-state` entries, whether it is hidden now. */
export function wasHidden(until: number): boolean {
  const states = readKnownEntries('visibility-state');
  if (!states.length) return documentState('visibilityState') === 'hidden';
  return states.some(({ name, startTime }) => name === 'hidden' && startTime <= until);
}
