// data-views.ndjson beside this file is generated from this: `npm run docs:dashboard`.
const duration = (input) => ({
  id: 'duration',
  params: { inputFormat: input, outputFormat: 'humanizePrecise', outputPrecision: 2, useShortSuffix: true },
});
const number = (pattern) => ({ id: 'number', params: { pattern } });

/** Fields by name: their label in Kibana, their content, and their format. */
const OF_ALL = {
  '@timestamp': { label: 'Time' },
  'attributes.session.id': {
    label: 'Session',
    about: 'Ends after 30 minutes without activity, or after 4 hours.',
  },
  'attributes.otel_rum.page_view.id': { label: 'Page view' },
  'attributes.otel_rum.document.url.template': { label: 'Route', about: 'The template of the page’s URL.' },
  'resource.attributes.service.name': { label: 'Service' },
};
const OF_SPANS = {
  ...OF_ALL,
  name: { label: 'Span' },
  duration: { label: 'Duration', about: 'In nanoseconds.', format: duration('nanoseconds') },
  'status.code': { label: 'Status' },
  'attributes.url.template': { label: 'Request', about: 'The template of the request’s URL.' },
  'attributes.otel_rum.user_action.type': { label: 'User action' },
};
const OF_EVENTS = {
  ...OF_ALL,
  event_name: { label: 'Event' },
  'attributes.exception.type': { label: 'Error' },
  'attributes.exception.message': { label: 'Message' },
  'attributes.otel_rum.exception.handled': { label: 'Handled', about: 'Whether the app caught the error.' },
  'attributes.browser.web_vital.name': { label: 'Web Vital' },
  'attributes.browser.web_vital.value': {
    label: 'Value of the vital',
    about: 'In milliseconds; CLS has no unit.',
    format: number('0,0.[000]'),
  },
  'attributes.browser.web_vital.rating': { label: 'Rating' },
};

/** Returns a data view as Kibana 8.8 and later export it: most of its attributes are JSON texts. */
const dataView = (id, title, name, fields) => ({
  type: 'index-pattern',
  id,
  attributes: {
    title,
    name,
    timeFieldName: '@timestamp',
    fieldAttrs: JSON.stringify(
      Object.fromEntries(
        Object.entries(fields).map(([field, { label, about }]) => [
          field,
          { customLabel: label, ...(about && { customDescription: about }) },
        ]),
      ),
    ),
    fieldFormatMap: JSON.stringify(
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, { format }]) => (format ? [[field, format]] : [])),
      ),
    ),
    fields: '[]',
    runtimeFieldMap: '{}',
    sourceFilters: '[]',
    typeMeta: '{}',
  },
  references: [],
  coreMigrationVersion: '8.8.0',
  typeMigrationVersion: '8.0.0',
});

/** The saved objects that Kibana imports: Stack Management → Saved Objects → Import. */
export const dataViews = [
  dataView('otel-rum-spans', 'traces-*', 'Real users: spans', OF_SPANS),
  dataView('otel-rum-events', 'logs-*', 'Real users: events', OF_EVENTS),
];
