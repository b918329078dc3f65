const TRACES = 'traces-*';
const LOGS = 'logs-*';
const HAS_SESSION = { exists: { field: 'attributes.session.id' } };
const millis = (nanos) => `${(nanos / 1e6).toFixed(0)} ms`;

/** @type {import('./questions.mjs').Question[]} */
export const ofElasticsearch = [
  {
    id: 'slowest-action',
    title: 'What made the slowest user action slow?',
    about: 'Its trace, over all services: the spans of the slowest click, submit or key, longest first.',
    index: TRACES,
    query: {
      size: 1,
      sort: [{ duration: 'desc' }],
      query: { exists: { field: 'attributes.otel_rum.user_action.type' } },
      _source: ['trace_id', 'name', 'duration'],
    },
    /** Finds the trace of the first result. */
    followUp: ({ hits }) => ({
      size: 50,
      sort: [{ duration: 'desc' }],
      query: { term: { trace_id: hits.hits[0]?._source.trace_id ?? '' } },
      _source: ['name', 'kind', 'duration', 'resource.attributes'],
    }),
    read: ({ hits }) =>
      hits.hits.map(({ _source: { name, kind, duration, resource } }) => ({
        service: resource.attributes['service.name'],
        span: name,
        kind,
        duration: millis(duration),
      })),
  },
  {
    id: 'sessions-with-errors',
    title: 'Who met an error, and what came before it?',
    about: 'Sessions with an error: the last events of each up to its first error, which is the last.',
    index: LOGS,
    query: {
      size: 0,
      query: { bool: { filter: [{ term: { event_name: 'exception' } }, HAS_SESSION] } },
      aggs: {
        sessions: {
          terms: { field: 'attributes.session.id', size: 5 },
          aggs: { failed_at: { min: { field: '@timestamp' } } },
        },
      },
    },
    followUp: ({ aggregations }) => ({
      size: 0,
      query: { bool: { should: aggregations.sessions.buckets.map(upToFirstError) } },
      aggs: {
        sessions: {
          terms: { field: 'attributes.session.id', size: 5 },
          aggs: {
            last: {
              top_hits: { size: 5, sort: [{ '@timestamp': 'desc' }], _source: ['event_name', 'attributes'] },
            },
          },
        },
      },
    }),
    read: ({ aggregations }) =>
      aggregations.sessions.buckets.flatMap(({ key, last }) =>
        last.hits.hits.reverse().map(({ _source: { event_name: event, attributes } }) => ({
          session: key.slice(0, 8),
          event,
          page: attributes['otel_rum.document.url.template'],
          what:
            attributes['exception.message'] ??
            attributes['otel_rum.element.name'] ??
            attributes['browser.web_vital.name'] ??
            '',
        })),
      ),
  },
  {
    id: 'by-plan',
    title: 'Do members wait longer than guests?',
    about:
      'Server time by service and plan: the page set `visitor.plan` as baggage, every service has it on its spans.',
    index: TRACES,
    query: {
      size: 0,
      query: {
        bool: { filter: [{ term: { kind: 'Server' } }, { exists: { field: 'attributes.visitor.plan' } }] },
      },
      aggs: {
        service: {
          terms: { field: 'resource.attributes.service.name' },
          aggs: {
            plan: {
              terms: { field: 'attributes.visitor.plan' },
              aggs: { p75: { percentiles: { field: 'duration', percents: [75] } } },
            },
          },
        },
      },
    },
    read: ({ aggregations }) =>
      aggregations.service.buckets.flatMap(({ key: service, plan }) =>
        plan.buckets.map(({ key, doc_count: requests, p75 }) => ({
          service,
          plan: key,
          requests,
          p75: millis(p75.values['75.0']),
        })),
      ),
  },
  {
    id: 'databases',
    title: 'Which statement does an action wait for?',
    about: 'Database spans by system and statement, the slowest on average first.',
    index: TRACES,
    query: {
      size: 0,
      query: { exists: { field: 'attributes.db.system.name' } },
      aggs: {
        system: {
          terms: { field: 'attributes.db.system.name' },
          aggs: {
            statement: {
              terms: { field: 'name', order: { mean: 'desc' }, size: 3 },
              aggs: { mean: { avg: { field: 'duration' } } },
            },
          },
        },
      },
    },
    read: ({ aggregations }) =>
      aggregations.system.buckets.flatMap(({ key: system, statement }) =>
        statement.buckets.map(({ key, doc_count: spans, mean }) => ({
          system,
          span: key,
          spans,
          mean: millis(mean.value),
        })),
      ),
  },
  {
    id: 'shifts',
    title: 'What moved under people’s eyes?',
    about: 'The elements behind layout shifts, with the worst value of each.',
    index: LOGS,
    query: {
      size: 0,
      query: {
        bool: {
          filter: [
            { term: { 'attributes.browser.web_vital.name': 'cls' } },
            { range: { 'attributes.browser.web_vital.value': { gt: 0 } } },
          ],
        },
      },
      aggs: {
        element: {
          terms: {
            field: 'attributes.otel_rum.web_vital.attribution.largest_shift_target',
            order: { worst: 'desc' },
          },
          aggs: { worst: { max: { field: 'attributes.browser.web_vital.value' } } },
        },
      },
    },
    read: ({ aggregations }) =>
      aggregations.element.buckets.map(({ key, doc_count: reports, worst }) => ({
        element: key,
        reports,
        worst: worst.value.toFixed(3),
      })),
  },
];

/** Returns a filter for the events of a session that are no later than its first error. */
function upToFirstError({ key, failed_at: { value } }) {
  // The aggregation returns whole milliseconds, and timestamps are finer.
  const range = { '@timestamp': { lt: new Date(Math.floor(value) + 1).toISOString() } };
  return { bool: { filter: [{ term: { 'attributes.session.id': key } }, { range }] } };
}
