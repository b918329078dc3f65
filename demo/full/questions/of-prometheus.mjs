/**
 * Totals since the Collector started, for which running totals need no rate(). `increase()` would not count the first
 * sample of a series.
 */
const total = (metric, labels = '') => `last_over_time(${metric}${labels}[1h])`;
const route = 'otel_rum_document_url_template';
const LCP = 'otel_rum_web_vital_lcp_seconds';
const INP = 'otel_rum_web_vital_inp_seconds';
const REQUEST = 'http_client_request_duration_seconds';

/** @type {import('./questions.mjs').Question[]} */
export const ofPrometheus = [
  {
    id: 'lcp-by-route',
    title: 'Which pages show their content late?',
    about: 'p75 of LCP by route, in seconds; good is up to 2.5.',
    query: `sort_desc(histogram_quantile(0.75, sum by (le, ${route}) (${total(`${LCP}_bucket`)})))`,
  },
  {
    id: 'good-interactions',
    title: 'How many interactions feel immediate?',
    about: 'The share of INP that is rated good, by route.',
    query: `sum by (${route}) (${total(`${INP}_count`, '{browser_web_vital_rating="good"}')}) / sum by (${route}) (${total(`${INP}_count`)})`,
  },
  {
    id: 'slow-requests',
    title: 'Which requests keep people waiting?',
    about: 'p95 by method and template, in seconds.',
    query: `topk(5, histogram_quantile(0.95, sum by (le, http_request_method, url_template) (${total(`${REQUEST}_bucket`)})))`,
  },
  {
    id: 'failed-requests',
    title: 'Which requests fail?',
    about: 'The share of requests with an error, by template and kind of error.',
    query: `sum by (url_template, error_type) (${total(`${REQUEST}_count`, '{error_type!=""}')}) / on (url_template) group_left sum by (url_template) (${total(`${REQUEST}_count`)})`,
  },
  {
    id: 'errors-by-type',
    title: 'What breaks in the browser?',
    about: 'Errors by type, and whether the app handled them.',
    query: `sum by (service_name, error_type, otel_rum_exception_handled) (${total('otel_rum_exceptions_total')})`,
  },
];
