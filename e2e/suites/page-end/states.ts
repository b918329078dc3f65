import type { Attributes, Log, Records, Span } from '../../harness/otlp.js';

/** Records that must arrive. */
export interface Expected {
  what: string;
  count: number;
  /** Returns the identity of each record that has arrived, with repetitions. */
  ids(records: Records): string[];
}

const spans = (matches: (span: Span) => boolean) => (records: Records) =>
  records.spans.filter(matches).map(({ spanId }) => spanId);

const logs =
  (eventName: string, matches: (attributes: Attributes) => boolean = () => true) =>
  (records: Records) =>
    records.logs
      .filter((log: Log) => log.eventName === eventName && matches(log.attributes))
      .map(({ timeMillis, attributes }) => `${timeMillis} ${attributes['shop.note'] ?? ''}`);

/** Returns a measurement as often as it was counted. */
const points =
  (name: string, matches: (attributes: Attributes) => boolean = () => true) =>
  (records: Records) =>
    records.metrics
      .filter((metric) => metric.name === name)
      .flatMap((metric) => metric.points)
      .filter(({ attributes }) => matches(attributes))
      .flatMap(({ count, value = 0 }) => Array<string>(count ?? value).fill(name));

const CLICK: Expected = {
  what: 'click event',
  count: 1,
  ids: logs(
    'browser.user_action.click',
    ({ 'otel_rum.element.selector': selector }) => selector === 'button#act',
  ),
};
/** Excludes the vitals of a page that returned from the back/forward cache. */
const isFirst = (attributes: Attributes) => attributes['browser.web_vital.navigation_type'] === 'navigate';
const vital = (name: string): Expected[] => [
  {
    what: `${name.toUpperCase()} event`,
    count: 1,
    ids: logs(
      'browser.web_vital',
      (attributes) =>
        isFirst(attributes) &&
        attributes['browser.web_vital.name'] === name &&
        Number(attributes['browser.web_vital.value']) > 0,
    ),
  },
  { what: `${name.toUpperCase()} measurement`, count: 1, ids: points(`otel_rum.web_vital.${name}`, isFirst) },
];

/** The states of a page when it ends, with the records that must arrive. */
export const states = {
  'request in flight': [
    CLICK,
    { what: 'request’s span', count: 1, ids: spans(({ name }) => name === 'POST /api/order') },
    {
      what: 'mark that the request was in flight',
      count: 1,
      ids: spans(
        ({ name, attributes }) => name === 'POST /api/order' && attributes['otel_rum.incomplete'] === true,
      ),
    },
  ],
  'request finished': [
    CLICK,
    {
      what: 'request’s span',
      count: 1,
      ids: spans(
        ({ name, attributes }) => name === 'GET /api/ok' && attributes['http.response.status_code'] === 200,
      ),
    },
    {
      what: 'request’s measurement',
      count: 1,
      ids: points('http.client.request.duration', (attributes) => attributes['url.template'] === '/api/ok'),
    },
  ],
  error: [
    CLICK,
    { what: 'exception', count: 1, ids: logs('exception') },
    { what: 'count of exceptions', count: 1, ids: points('otel_rum.exceptions') },
  ],
  click: [CLICK, { what: 'event of the click’s handler', count: 1, ids: logs('shop.bought') }],
  'INP and CLS': [CLICK, ...vital('inp'), ...vital('cls')],
  '300 spans': [CLICK, { what: 'span', count: 300, ids: spans(({ name }) => name === 'shop.item') }],
  '200 KB': [CLICK, { what: 'event of 1 KB', count: 200, ids: logs('shop.note') }],
} satisfies Record<string, Expected[]>;

export type StateName = keyof typeof states;
