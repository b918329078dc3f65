import type { Attributes, Records } from '../../harness/otlp.js';

type Check = (records: Records) => boolean;
type Matches = (attributes: Attributes) => boolean;

const has =
  (name: string, value?: unknown): Matches =>
  (attributes) =>
    value === undefined ? attributes[name] !== undefined : attributes[name] === value;
const event =
  (name: string, matches: Matches = () => true): Check =>
  ({ logs }) =>
    logs.some(({ eventName, attributes }) => eventName === name && matches(attributes));
const span =
  (name: string, matches: Matches = () => true): Check =>
  ({ spans }) =>
    spans.some((one) => one.name === name && matches(one.attributes));
const metric =
  (name: string): Check =>
  ({ metrics }) =>
    metrics.some((one) => one.name === name);
const vital = (name: string) => event('browser.web_vital', has('browser.web_vital.name', name));
const click = (id: string) =>
  event('browser.user_action.click', has('otel_rum.element.selector', `button#${id}`));
/** Checks a request whose parent is a click's span. */
const byClick =
  (name: string): Check =>
  ({ spans }) => {
    const request = spans.find((one) => one.name === name);
    return spans.some(({ name, spanId }) => name === 'click' && spanId === request?.parentSpanId);
  };
const resource =
  (matches: Matches): Check =>
  ({ spans }) =>
    spans.some(({ resource }) => matches(resource));

/** Signals that are recorded before the last button is pressed. */
export const living = {
  'session start': event('session.start'),
  'page load': span('documentLoad', has('otel_rum.load.dom_interactive')),
  'fetch of the document': span('documentFetch', has('otel_rum.timing.request')),
  'status of the document': span('documentFetch', has('http.response.status_code', 200)),
  'page view': event('browser.navigation', has('otel_rum.document.url.template', '/shop')),
  'fetch as a child of its click': byClick('GET /api/fetch'),
  'status of a fetch': span('GET /api/fetch', has('http.response.status_code', 200)),
  'phases of a fetch': span('GET /api/fetch', has('otel_rum.timing.request')),
  'size of a response': span('GET /api/fetch', has('http.response.body.size')),
  'status of an XHR': span('GET /api/xhr', has('http.response.status_code', 200)),
  'failed request': span('GET /api/failing', has('error.type', '500')),
  'duration of requests': metric('http.client.request.duration'),
  click: click('fetch'),
  'route change': span('navigation'),
  'route change, measured by the browser': span(
    'navigation',
    has('otel_rum.navigation.reason', 'soft_navigation'),
  ),
  'page view of a route': event('browser.navigation', has('otel_rum.document.url.template', '/cart')),
  'unhandled error': event('exception', has('exception.message', 'not caught')),
  'file and line of an error': event('exception', has('code.line.number')),
  'frames of an error': event('exception', has('otel_rum.exception.frames')),
  'unhandled rejection': event('exception', has('exception.message', 'not handled')),
  'policy violation': event('otel_rum.csp_violation'),
  'failed resource': event('browser.resource_timing', has('error.type')),
  'long frame': event('browser.long_animation_frame'),
  FCP: vital('fcp'),
  TTFB: vital('ttfb'),
  'user agent': resource(has('user_agent.original')),
} satisfies Record<string, Check>;

/** Signals of the page's last task, and those that are measured until then. */
export const leaving = {
  'click that leaves the page': click('leave'),
  'event of that click’s handler': event('shop.left'),
  'request in flight': span('GET /api/held', has('otel_rum.incomplete', true)),
  LCP: vital('lcp'),
  CLS: vital('cls'),
  INP: vital('inp'),
  'script behind INP': event(
    'browser.web_vital',
    has('otel_rum.web_vital.attribution.longest_script.duration'),
  ),
} satisfies Record<string, Check>;

export type SignalName = keyof typeof living | keyof typeof leaving;
export const signals: Readonly<Record<SignalName, Check>> = { ...living, ...leaving };
export const signalNames = Object.keys(signals) as SignalName[];

/** Returns the signals that have arrived. */
export const arrivedOf = (records: Records): SignalName[] =>
  signalNames.filter((name) => signals[name](records));
