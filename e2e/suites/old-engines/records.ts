import type { Records } from '../../harness/otlp.js';
import type { Release } from './releases.js';

type Check = (records: Records) => boolean;

const event =
  (name: string, attribute?: string, value?: string): Check =>
  ({ logs }) =>
    logs.some(
      ({ eventName, attributes }) => eventName === name && (!attribute || attributes[attribute] === value),
    );
const span =
  (name: string, attribute?: string, value?: unknown): Check =>
  ({ spans }) =>
    spans.some((one) => one.name === name && (!attribute || one.attributes[attribute] === value));
const click = (id: string) => event('browser.user_action.click', 'otel_rum.element.selector', `button#${id}`);
/** A request that a click has made, as a child of that click's span. */
const byClick =
  (name: string): Check =>
  ({ spans }) => {
    const request = spans.find((one) => one.name === name);
    return spans.some(({ name, spanId }) => name === 'click' && spanId === request?.parentSpanId);
  };

/** What the page has recorded while it lived. */
export const living: Readonly<Record<string, Check>> = {
  'start of the session': event('session.start'),
  'page load': span('documentLoad'),
  'fetch of the document': span('documentFetch'),
  'page view': event('browser.navigation', 'otel_rum.document.url.template', '/shop'),
  'fetch by a click of the mouse': byClick('GET /api/fetch'),
  'status of the fetch': span('GET /api/fetch', 'http.response.status_code', 200),
  'XHR by a click of a script': span('GET /api/xhr', 'http.response.status_code', 200),
  'click of the mouse': click('fetch'),
  'route change': span('navigation'),
  'page view of the route': event('browser.navigation', 'otel_rum.document.url.template', '/cart'),
  'uncaught error': event('exception', 'exception.message', 'nobody catches this'),
  'unhandled rejection': event('exception', 'exception.message', 'nobody handles this'),
};

/** What the page has recorded in the last task of its life, and what is still measured then. */
export const leaving: Readonly<Record<string, Check>> = {
  'click that leaves the page': click('leave'),
  'event of its handler': event('shop.left'),
  'request in flight': span('GET /api/held', 'otel_rum.incomplete', true),
};

/** Returns the names of what has arrived: of all that is above, the vitals, and long frames. */
export function namesOf(records: Records): string[] {
  const checks = Object.entries({
    ...living,
    ...leaving,
    'long frame': event('browser.long_animation_frame'),
  });
  const vitals = records.logs
    .filter(({ eventName }) => eventName === 'browser.web_vital')
    .map(({ attributes }) => `${attributes['browser.web_vital.name']}`);
  return [...checks.flatMap(([name, check]) => (check(records) ? [name] : [])), ...new Set(vitals)].sort();
}

/** Returns the names of what has to arrive from a release. */
export const expectedOf = ({ vitals, hasLongFrames, complaint }: Release): string[] =>
  [
    ...Object.keys(living),
    ...(complaint ? [] : Object.keys(leaving)),
    ...(hasLongFrames ? ['long frame'] : []),
    ...vitals,
  ].sort();
