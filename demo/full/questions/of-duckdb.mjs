/**
 * The ten questions as SQL on the views of examples/duckdb/views.sql, by the question's id. They read records: percentiles are
 * exact, and records that were sampled out are not counted.
 *
 * @type {Record<string, string>}
 */
export const ofDuckdb = {
  'lcp-by-route': `
SELECT route, count(*) AS pages, round(quantile_cont(value, 0.75) / 1000, 3) AS p75_seconds
FROM vitals WHERE name = 'lcp'
GROUP BY route ORDER BY p75_seconds DESC`,

  'good-interactions': `
SELECT route, count(*) AS pages, round(avg((rating = 'good')::INT), 3) AS share_good
FROM vitals WHERE name = 'inp'
GROUP BY route ORDER BY share_good`,

  'slow-requests': `
SELECT attributes['http.request.method'] AS method, attributes['url.template'] AS template,
  count(*) AS requests, round(quantile_cont(duration_millis, 0.95)) AS p95_millis
FROM spans WHERE kind = 'client' AND attributes['session.id'] IS NOT NULL
GROUP BY method, template ORDER BY p95_millis DESC LIMIT 5`,

  'failed-requests': `
SELECT attributes['url.template'] AS template, count(*) AS requests,
  round(avg((attributes['error.type'] IS NOT NULL)::INT), 3) AS share_failed,
  string_agg(DISTINCT attributes['error.type'], ', ') AS errors
FROM spans WHERE kind = 'client' AND attributes['session.id'] IS NOT NULL
GROUP BY template HAVING share_failed > 0 ORDER BY share_failed DESC`,

  'errors-by-type': `
SELECT service, attributes['exception.type'] AS type, attributes['otel_rum.exception.handled'] AS handled,
  count(*) AS errors, count(DISTINCT session) AS sessions
FROM events WHERE event = 'exception'
GROUP BY ALL ORDER BY errors DESC`,

  'slowest-action': `
WITH slowest AS (
  SELECT trace_id FROM spans WHERE attributes['otel_rum.user_action.type'] IS NOT NULL
  ORDER BY duration_millis DESC LIMIT 1
)
SELECT service, name, kind, round(duration_millis) AS millis
FROM spans SEMI JOIN slowest USING (trace_id)
ORDER BY duration_millis DESC LIMIT 10`,

  'sessions-with-errors': `
WITH errors AS (SELECT session, min(recorded_at) AS failed_at FROM events WHERE event = 'exception' GROUP BY session)
SELECT session[1:8] AS session, event, route,
  coalesce(attributes['exception.message'], attributes['otel_rum.element.name'], attributes['browser.web_vital.name'], '') AS what
FROM events JOIN errors USING (session) WHERE recorded_at <= failed_at
QUALIFY row_number() OVER (PARTITION BY session ORDER BY recorded_at DESC) <= 5
ORDER BY session, recorded_at`,

  'by-plan': `
SELECT service, attributes['visitor.plan'] AS plan, count(*) AS requests, round(quantile_cont(duration_millis, 0.75)) AS p75_millis
FROM spans WHERE kind = 'server' AND attributes['visitor.plan'] IS NOT NULL
GROUP BY service, plan ORDER BY service, plan`,

  databases: `
SELECT attributes['db.system.name'] AS system, name AS span, count(*) AS spans, round(avg(duration_millis), 1) AS mean_millis
FROM spans WHERE attributes['db.system.name'] IS NOT NULL
GROUP BY system, name ORDER BY mean_millis DESC LIMIT 10`,

  shifts: `
SELECT coalesce(attributes['otel_rum.web_vital.attribution.largest_shift_target'], 'not reported') AS element,
  count(*) AS pages, round(max(value), 3) AS worst
FROM vitals WHERE name = 'cls' AND value > 0
GROUP BY element ORDER BY worst DESC LIMIT 10`,
};
