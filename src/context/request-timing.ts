import type { Attributes } from '@opentelemetry/api';
import * as names from '../semconv.js';

/**
 * Phases in milliseconds, sizes in bytes, and how a response was delivered. What the browser does not tell (phases of
 * other origins without `Timing-Allow-Origin` are 0) is left out.
 */
export function timingAttributes(entry: PerformanceResourceTiming): Attributes {
  const connected = Math.max(entry.fetchStart, entry.connectEnd);
  const { deliveryType, renderBlockingStatus } = entry as {
    deliveryType?: string;
    renderBlockingStatus?: string;
  };
  const measured: Record<string, number> = {
    [names.TIMING_BLOCKED]: (entry.domainLookupStart || entry.requestStart) - entry.startTime,
    [names.TIMING_DNS]: entry.domainLookupEnd - entry.domainLookupStart,
    [names.TIMING_CONNECT]: entry.connectEnd - entry.connectStart,
    [names.TIMING_TLS]: entry.secureConnectionStart && entry.connectEnd - entry.secureConnectionStart,
    // Between the connection and the request there is nothing but a CORS preflight, or a wait for a free connection.
    [names.TIMING_QUEUE]: entry.requestStart && entry.requestStart - connected,
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
  // An empty transfer of a body that is there came from a cache.
  if (deliveryType === 'cache' || (!entry.transferSize && entry.decodedBodySize))
    attributes[names.CACHE_HIT] = true;
  if (entry.workerStart) attributes[names.SERVICE_WORKER] = true;
  if (renderBlockingStatus === 'blocking') attributes[names.RENDER_BLOCKING] = true;
  return attributes;
}
