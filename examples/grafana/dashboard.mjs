// dashboard.json beside this file is generated from this: `npm run docs:dashboard`.
const ROUTE = 'otel_rum_document_url_template';
const SITE = 'service_name=~"$service",user_agent_name=~"$browser"';

/** Good and poor thresholds of web.dev, and the unit as Grafana names it. */
const VITALS = {
  lcp: { name: 'otel_rum_web_vital_lcp_seconds', title: 'LCP', unit: 's', good: 2.5, poor: 4 },
  inp: { name: 'otel_rum_web_vital_inp_seconds', title: 'INP', unit: 's', good: 0.2, poor: 0.5 },
  cls: { name: 'otel_rum_web_vital_cls', title: 'CLS', unit: 'none', good: 0.1, poor: 0.25 },
  fcp: { name: 'otel_rum_web_vital_fcp_seconds', title: 'FCP', unit: 's', good: 1.8, poor: 3 },
  ttfb: { name: 'otel_rum_web_vital_ttfb_seconds', title: 'TTFB', unit: 's', good: 0.8, poor: 1.8 },
};
const REQUEST = 'http_client_request_duration_seconds';

const quantile = (share, metric, by = []) =>
  `histogram_quantile(${share}, sum by (${['le', ...by].join(', ')}) (increase(${metric}_bucket{${SITE}}[$__range])))`;
const perSecond = (metric, by, labels = '') =>
  `sum by (${by}) (rate(${metric}{${SITE}${labels}}[$__rate_interval]))`;

const thresholds = ({ good, poor }) => ({
  mode: 'absolute',
  steps: [
    { color: 'green', value: null },
    { color: 'yellow', value: good },
    { color: 'red', value: poor },
  ],
});

const stat = (vital) => ({
  type: 'stat',
  title: `p75 of ${vital.title}`,
  width: 4,
  height: 4,
  fieldConfig: { defaults: { unit: vital.unit, decimals: 2, thresholds: thresholds(vital) } },
  queries: [{ expr: quantile(0.75, vital.name) }],
});

const lines = (title, unit, expr, legend) => ({
  type: 'timeseries',
  title,
  width: 12,
  height: 8,
  fieldConfig: { defaults: { unit } },
  queries: [{ expr, legendFormat: legend }],
});

const table = (title, unit, expr, vital) => ({
  type: 'table',
  title,
  width: 12,
  height: 8,
  fieldConfig: { defaults: { unit, ...(vital && { thresholds: thresholds(vital) }) } },
  queries: [{ expr, format: 'table', instant: true }],
});

const panels = [
  ...Object.values(VITALS).map(stat),
  {
    ...stat({ ...VITALS.lcp, title: '' }),
    title: 'Page loads',
    fieldConfig: { defaults: { unit: 'short' } },
    queries: [{ expr: `sum(increase(otel_rum_page_load_duration_seconds_count{${SITE}}[$__range]))` }],
  },
  table('p75 of LCP by route', 's', quantile(0.75, VITALS.lcp.name, [ROUTE]), VITALS.lcp),
  table('p75 of INP by route', 's', quantile(0.75, VITALS.inp.name, [ROUTE]), VITALS.inp),
  table('p75 of LCP by browser', 's', quantile(0.75, VITALS.lcp.name, ['user_agent_name']), VITALS.lcp),
  table(
    'p95 of requests',
    's',
    `topk(10, ${quantile(0.95, REQUEST, ['http_request_method', 'url_template'])})`,
  ),
  lines('Errors', 'short', perSecond('otel_rum_exceptions_total', 'error_type'), '{{error_type}}'),
  lines(
    'Failed requests',
    'short',
    perSecond(`${REQUEST}_count`, 'url_template, error_type', ',error_type!=""'),
    '{{url_template}} {{error_type}}',
  ),
];

const variable = (name, label) => ({
  name,
  label: name,
  type: 'query',
  datasource: { type: 'prometheus', uid: '$datasource' },
  query: `label_values(otel_rum_page_load_duration_seconds_count, ${label})`,
  includeAll: true,
  allValue: '.*',
  multi: true,
  current: { text: 'All', value: '$__all' },
});

/** Places panels side by side, with 24 columns per row. */
function placed(all) {
  let [x, y, tallest] = [0, 0, 0];
  return all.map(({ width, height, queries, ...panel }, index) => {
    if (x + width > 24) [x, y, tallest] = [0, y + tallest, 0];
    const gridPos = { x, y, w: width, h: height };
    x += width;
    tallest = Math.max(tallest, height);
    return {
      id: index + 1,
      ...panel,
      gridPos,
      datasource: { type: 'prometheus', uid: '$datasource' },
      targets: queries.map((query, number) => ({ refId: 'ABC'[number], ...query })),
    };
  });
}

/** The dashboard as Grafana 10 and later import it. */
export const dashboard = {
  title: 'Real users',
  uid: 'otel-rum',
  schemaVersion: 39,
  editable: true,
  time: { from: 'now-24h', to: 'now' },
  refresh: '1m',
  templating: {
    list: [
      { name: 'datasource', label: 'data source', type: 'datasource', query: 'prometheus' },
      variable('service', 'service_name'),
      variable('browser', 'user_agent_name'),
    ],
  },
  panels: placed(panels),
};
