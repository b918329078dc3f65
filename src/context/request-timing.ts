import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/**
 * Returns phases in milliseconds, sizes in bytes, and how a response was delivered; without values that the browser hides:
 * phases of other origins without `Timing-Allow-Origin` are 0.
 */
export function timingAttributes(entry: PerformanceResourceTiming): Attributes {
  const { requestStart, responseStart, connectEnd, fetchStart, domainLookupStart } = entry;
  const { secureConnectionStart, transferSize, decodedBodySize } = entry;
  const { deliveryType, renderBlockingStatus } = entry as {
    deliveryType?: string;
    renderBlockingStatus?: string;
  };
  const measured: Record<string, number> = {
    [names.TIMING_BLOCKED]: requestStart && fetchStart - entry.startTime,
    [names.TIMING_DNS]: entry.domainLookupEnd - domainLookupStart,
    [names.TIMING_CONNECT]: connectEnd - entry.connectStart,
    [names.TIMING_TLS]: secureConnectionStart && connectEnd - secureConnectionStart,
    // Waiting for a free connection, before and after connecting, and the CORS preflight.
    [names.TIMING_QUEUE]: requestStart && domainLookupStart - fetchStart + (requestStart - connectEnd),
    [names.TIMING_REQUEST]: responseStart && responseStart - requestStart,
    [names.TIMING_RESPONSE]: responseStart && entry.responseEnd - responseStart,
    [names.HTTP_RESPONSE_SIZE]: transferSize,
    [names.HTTP_RESPONSE_BODY_SIZE]: entry.encodedBodySize,
    [names.HTTP_RESPONSE_BODY_UNCOMPRESSED_SIZE]: decodedBodySize,
  };
  const attributes: Attributes = {};
  for (const name of Object.keys(measured)) {
    const value = measured[name] as number;
    // Browsers measure microseconds at best; further digits are rounding errors.
    if (value > 0) attributes[name] = Math.round(value * 1_000) / 1_000;
  }
  const protocol = /^(?:http\/|h)(\d(?:\.\d)?)/.exec(entry.nextHopProtocol)?.[1];
  if (protocol) attributes[names.NETWORK_PROTOCOL_VERSION] = protocol;
  // Responses of a service worker have a transfer size of 0, like those from the cache, whatever their source.
  const isFromWorker = entry.workerStart > 0 && !transferSize;
  // Firefox 153 shows the body's size of another origin without Timing-Allow-Origin, and no size of what was transferred.
  const isFromCache = deliveryType === 'cache' || (!transferSize && decodedBodySize > 0 && responseStart > 0);
  if (isFromWorker) attributes[names.SERVICE_WORKER] = true;
  if (isFromWorker ? deliveryType === 'cache-storage' : isFromCache) attributes[names.CACHE_HIT] = true;
  if (renderBlockingStatus === 'blocking') attributes[names.RENDER_BLOCKING] = true;
  return attributes;
}
