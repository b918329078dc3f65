import { readAttributes } from './read-attributes.mjs';

const ERROR = 2;
const NANOS_PER_MILLI = 1_000_000n;

/**
 * The last traces, each put together from the spans that came for it, in whatever order.
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

/** Sums a trace up, once for all the spans that came since it was last looked at. */
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
 * What a trace is called after. A page load hangs below the server span that it was linked to, but it is the page
 * that a person knows: a browser's span that began first comes before the one without a parent. While spans are
 * still on their way, one whose parent is not here stands in.
 */
function rootOf(spans, trace) {
  if (spans[0].isBrowser) return spans[0];
  return (
    spans.find((span) => !span.parentSpanId) ??
    spans.find((span) => !trace.spans.has(span.parentSpanId)) ??
    spans[0]
  );
}

/** Math.max takes no BigInt. */
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

/** To the microsecond: the difference of two such times fits a number, the times do not. */
function millisBetween(from, to) {
  const nanos = to - from;
  return Number(nanos / NANOS_PER_MILLI) + Number(nanos % NANOS_PER_MILLI) / 1e6;
}
