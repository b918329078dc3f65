import { readAttributes } from './read-attributes.mjs';

const ERROR = 2;
const NANOS_PER_MILLI = 1_000_000n;

/**
 * The last traces, each assembled from its spans, in any order.
 *
 * @param {{ maxTraces?: number, maxSpansPerTrace?: number }} [limits]
 */
export function createTraceStore({ maxTraces = 200, maxSpansPerTrace = 2_000 } = {}) {
  /** @type {Map<string, any>} the one that grew last is last */
  const traces = new Map();

  return {
    /**
     * @param {any} record a span as OTLP/JSON
     * @param {import('./read-records.mjs').Source} source
     */
    add(record, source) {
      const trace = traces.get(record.traceId) ?? emptyTrace(record.traceId);
      traces.delete(record.traceId);
      traces.set(record.traceId, trace);
      if (trace.spans.size >= maxSpansPerTrace && !trace.spans.has(record.spanId)) return;
      trace.spans.set(record.spanId, readSpan(record, source));
      trace.isStale = true;
      for (const id of traces.keys()) {
        if (traces.size <= maxTraces) break;
        traces.delete(id);
      }
    },
    get: (traceId) => upToDate(traces.get(traceId)),
    /** @returns {any[]} the one that began last comes first */
    list: () => [...traces.values()].map(upToDate).sort((a, b) => Number(b.startNanos - a.startNanos)),
    clear: () => traces.clear(),
  };
}

const emptyTrace = (traceId) => ({ traceId, spans: new Map(), isStale: true });

/** Summarizes a trace, once for all spans that arrived since the last call. */
function upToDate(trace) {
  if (!trace?.isStale) return trace;
  trace.isStale = false;
  const spans = [...trace.spans.values()].sort((a, b) => Number(a.startNanos - b.startNanos));
  trace.services = new Map();
  trace.sessions = new Set();
  for (const { service, attributes } of spans) {
    trace.services.set(service, (trace.services.get(service) ?? 0) + 1);
    if (attributes['session.id']) trace.sessions.add(attributes['session.id']);
  }
  trace.errors = spans.filter((span) => span.isError).length;
  trace.startNanos = spans[0].startNanos;
  trace.endNanos = latestEnd(spans);
  trace.durationMillis = millisBetween(trace.startNanos, trace.endNanos);
  trace.root = rootOf(spans, trace);
  return trace;
}

/**
 * Returns the span that names a trace. A page load is a child of the server's span, but people know the page: the first span
 * of a browser has precedence over the root. While spans are missing, one whose parent is missing is used.
 */
function rootOf(spans, trace) {
  if (spans[0].isBrowser) return spans[0];
  return (
    spans.find((span) => !span.parentSpanId) ??
    spans.find((span) => !trace.spans.has(span.parentSpanId)) ??
    spans[0]
  );
}

/** Returns the latest end; Math.max does not accept BigInt. */
function latestEnd(spans) {
  let latest = 0n;
  for (const { endNanos } of spans) if (endNanos > latest) latest = endNanos;
  return latest;
}

function readSpan(record, { service, isBrowser, resource, scope }) {
  const startNanos = BigInt(record.startTimeUnixNano);
  const endNanos = BigInt(record.endTimeUnixNano);
  const fromStart = (event) => millisBetween(startNanos, BigInt(event.timeUnixNano));
  return {
    traceId: record.traceId,
    spanId: record.spanId,
    parentSpanId: record.parentSpanId || undefined,
    name: record.name,
    kind: record.kind ?? 0,
    startNanos,
    endNanos,
    durationMillis: millisBetween(startNanos, endNanos),
    isError: record.status?.code === ERROR,
    statusMessage: record.status?.message ?? '',
    attributes: readAttributes(record.attributes),
    events: (record.events ?? []).map((event) => ({
      name: event.name,
      offsetMillis: fromStart(event),
      attributes: readAttributes(event.attributes),
    })),
    links: (record.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
    service,
    isBrowser,
    resource,
    scope,
  };
}

/** Returns a difference in milliseconds, exact to the microsecond: it fits a number, the times do not. */
function millisBetween(from, to) {
  const nanos = to - from;
  return Number(nanos / NANOS_PER_MILLI) + Number(nanos % NANOS_PER_MILLI) / 1e6;
}
