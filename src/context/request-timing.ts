import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/**
 * Phases in milliseconds, sizes in bytes, and how a response was delivered. What the browser does not tell (phases of
 * other origins without `Timing-Allow-Origin` are 0) is left out.
 */
export function timingAttributes(entry: PerformanceResourceTiming): Attributes {
  const { deliveryType, renderBlockingStatus } = entry as {
    deliveryType?: string;
    renderBlockingStatus?: string;
  };
  const measured: Record<string, number> = {
    [names.TIMING_BLOCKED]: entry.requestStart && entry.fetchStart - entry.startTime,
    [names.TIMING_DNS]: entry.domainLookupEnd - entry.domainLookupStart,
    [names.TIMING_CONNECT]: entry.connectEnd - entry.connectStart,
    [names.TIMING_TLS]: entry.secureConnectionStart && entry.connectEnd - entry.secureConnectionStart,
    // Before and after the connecting there is a wait for a free connection, and the CORS preflight.
    [names.TIMING_QUEUE]:
      entry.requestStart &&
      entry.domainLookupStart - entry.fetchStart + (entry.requestStart - entry.connectEnd),
    [names.TIMING_REQUEST]: entry.responseStart && entry.responseStart - entry.requestStart,
    [names.TIMING_RESPONSE]: entry.responseStart && entry.responseEnd - entry.responseStart,
    [names.HTTP_RESPONSE_SIZE]: entry.transferSize,
    [names.HTTP_RESPONSE_BODY_SIZE]: entry.encodedBodySize,
    [names.HTTP_RESPONSE_BODY_UNCOMPRESSED_SIZE]: entry.decodedBodySize,
  };
  const attributes: Attributes = {};
  for (const name of Object.keys(measured)) {
    const value = measured[name] as number;
    // Clocks in browsers tell no more than microseconds; the rest is the noise of floating point.
    if (value > 0) attributes[name] = Math.round(value * 1_000) / 1_000;
  }
  const protocol = /^(?:http\/|h)(\d(?:\.\d)?)/.exec(entry.nextHopProtocol)?.[1];
  if (protocol) attributes[names.NETWORK_PROTOCOL_VERSION] = protocol;
  // What a service worker answers is told as transferred by none and out of a cache, wherever the worker has it from.
  const isFromWorker = entry.workerStart > 0 && !entry.transferSize;
  const isFromCache = deliveryType === 'cache' || (!entry.transferSize && entry.decodedBodySize > 0);
  if (isFromWorker) attributes[names.SERVICE_WORKER] = true;
  if (isFromWorker ? deliveryType === 'cache-storage' : isFromCache) attributes[names.CACHE_HIT] = true;
  if (renderBlockingStatus === 'blocking') attributes[names.RENDER_BLOCKING] = true;
  return attributes;
}
