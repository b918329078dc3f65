-- Views of files that have one OTLP/JSON request per line, which the Collector's file exporter and otel-rum's own collector write.
--
--   cd folder-of-the-files && duckdb -init views.sql
--
-- `spans`, `events` and `vitals` read traces.jsonl and logs.jsonl again for each query. Tested with DuckDB 1.5.

CREATE OR REPLACE TYPE attribute_list AS STRUCT(
  "key" VARCHAR,
  "value" STRUCT(stringValue VARCHAR, intValue VARCHAR, doubleValue DOUBLE, boolValue BOOLEAN)
)[];

-- Values are text: cast those that are numbers. Arrays and maps are NULL.
CREATE OR REPLACE MACRO attribute_map(list) AS map_from_entries([
  (a.key, coalesce(a.value.stringValue, a.value.intValue, a.value.doubleValue::VARCHAR, a.value.boolValue::VARCHAR))
  FOR a IN coalesce(list, [])
]);

CREATE OR REPLACE VIEW spans AS
WITH resources AS (
  SELECT unnest(resourceSpans) AS r FROM read_json('traces.jsonl', columns = {
    resourceSpans: 'STRUCT(resource STRUCT(attributes attribute_list), scopeSpans STRUCT(spans STRUCT(
      traceId VARCHAR, spanId VARCHAR, parentSpanId VARCHAR, name VARCHAR, kind TINYINT,
      startTimeUnixNano VARCHAR, endTimeUnixNano VARCHAR, attributes attribute_list, status STRUCT(code TINYINT))[])[])[]'
  })
), scopes AS (SELECT r.resource, unnest(r.scopeSpans) AS s FROM resources),
records AS (SELECT resource, unnest(s.spans) AS span FROM scopes)
SELECT
  attribute_map(resource.attributes)['service.name'] AS service,
  span.traceId AS trace_id,
  span.spanId AS span_id,
  nullif(span.parentSpanId, '') AS parent_span_id,
  span.name AS name,
  (['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'])[coalesce(span.kind, 0) + 1] AS kind,
  make_timestamp_ns(span.startTimeUnixNano::BIGINT) AS started_at,
  (span.endTimeUnixNano::BIGINT - span.startTimeUnixNano::BIGINT) / 1e6 AS duration_millis,
  coalesce(span.status.code, 0) = 2 AS is_error,
  attribute_map(span.attributes) AS attributes
FROM records;

CREATE OR REPLACE VIEW events AS
WITH resources AS (
  SELECT unnest(resourceLogs) AS r FROM read_json('logs.jsonl', columns = {
    resourceLogs: 'STRUCT(resource STRUCT(attributes attribute_list), scopeLogs STRUCT(logRecords STRUCT(
      timeUnixNano VARCHAR, eventName VARCHAR, traceId VARCHAR, spanId VARCHAR, attributes attribute_list)[])[])[]'
  })
), scopes AS (SELECT r.resource, unnest(r.scopeLogs) AS s FROM resources),
records AS (SELECT resource, unnest(s.logRecords) AS record FROM scopes)
SELECT
  attribute_map(resource.attributes)['service.name'] AS service,
  make_timestamp_ns(record.timeUnixNano::BIGINT) AS recorded_at,
  record.eventName AS event,
  nullif(record.traceId, '') AS trace_id,
  attribute_map(record.attributes) AS attributes,
  attribute_map(record.attributes)['session.id'] AS session,
  attribute_map(record.attributes)['otel_rum.document.url.template'] AS route
FROM records;

-- A vital can be reported several times; the last report has its value. Values are in milliseconds, except for CLS.
CREATE OR REPLACE VIEW vitals AS
SELECT
  attributes['browser.web_vital.name'] AS name,
  attributes['browser.web_vital.value']::DOUBLE AS value,
  attributes['browser.web_vital.rating'] AS rating,
  service, recorded_at, session, route, attributes
FROM events
WHERE event = 'browser.web_vital'
QUALIFY row_number() OVER (PARTITION BY attributes['browser.web_vital.id'] ORDER BY recorded_at DESC) = 1;
