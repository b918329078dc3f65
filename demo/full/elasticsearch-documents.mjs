const KINDS = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'];
const STATUS = ['Unset', 'Ok', 'Error'];

/**
 * Returns the documents of one accepted request, in the shape that the Collector's Elasticsearch exporter writes in its mode
 * `otel`: a document for each span and log record, attributes under their own names.
 *
 * @param {import('../../collector/ingest.mjs').Accepted} accepted
 * @returns {{ index: string, document: object }[]} none for metrics: those are Prometheus' here
 */
export function elasticsearchDocuments({ signal, request }) {
  if (signal === 'traces') return read(request.resourceSpans, 'scopeSpans', 'spans', 'traces', ofSpan);
  if (signal === 'logs') return read(request.resourceLogs, 'scopeLogs', 'logRecords', 'logs', ofLogRecord);
  return [];
}

const read = (resources = [], scopesField, recordsField, type, toDocument) =>
  resources.flatMap(({ resource, [scopesField]: scopes = [] }) =>
    scopes.flatMap(({ scope, [recordsField]: records = [] }) =>
      records.map((record) => ({
        index: `${type}-generic.otel-default`,
        document: {
          ...toDocument(record),
          attributes: plainValues(record.attributes),
          resource: { attributes: plainValues(resource?.attributes) },
          scope: { name: scope?.name, version: scope?.version },
        },
      })),
    ),
  );

const ofSpan = (span) => ({
  '@timestamp': timeOf(span.startTimeUnixNano),
  trace_id: span.traceId,
  span_id: span.spanId,
  parent_span_id: span.parentSpanId || undefined,
  name: span.name,
  kind: KINDS[span.kind ?? 0],
  duration: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)),
  status: { code: STATUS[span.status?.code ?? 0], message: span.status?.message },
  links: span.links?.map(({ traceId, spanId }) => ({ trace_id: traceId, span_id: spanId })),
});

const ofLogRecord = (record) => ({
  '@timestamp': timeOf(record.timeUnixNano ?? record.observedTimeUnixNano),
  observed_timestamp: timeOf(record.observedTimeUnixNano ?? record.timeUnixNano),
  trace_id: record.traceId || undefined,
  span_id: record.spanId || undefined,
  event_name: record.eventName,
  severity_number: record.severityNumber,
  severity_text: record.severityText,
  body: record.body && { text: String(plainValue(record.body)) },
});

/** Formats nanoseconds since 1970 as a date with nine decimals, since a date field of Elasticsearch reads no 64-bit integer exactly. */
function timeOf(nanos) {
  const seconds = BigInt(nanos) / 1_000_000_000n;
  const rest = String(BigInt(nanos) % 1_000_000_000n).padStart(9, '0');
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${rest}Z`;
}

const plainValues = (attributes = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));

function plainValue(value = {}) {
  if ('intValue' in value) return Number(value.intValue);
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(plainValue);
  if ('kvlistValue' in value) return plainValues(value.kvlistValue.values);
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.bytesValue ?? null;
}
