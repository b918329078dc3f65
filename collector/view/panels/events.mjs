import { pathOf } from '../describe-span.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { keyedList } from '../ui/keyed-list.mjs';
import { attributeTable } from './attribute-table.mjs';

const MAX_SHOWN = 200;
const WARN = 13;
const ERROR = 17;

/** Attributes that describe an event in one line: the first one with a value is shown. */
const SUMMARIES = {
  'browser.web_vital': describeVital,
  exception: (of) => `${of('exception.type')}: ${of('exception.message')}`,
  'browser.navigation': (of) =>
    of('otel_rum.document.url.template') ?? pathOf(of('browser.document.url.full')),
  'browser.user_action.click': (of) => of('otel_rum.element.name') ?? of('otel_rum.element.selector'),
  'browser.long_animation_frame': (of) =>
    format.duration(Number(of('browser.long_animation_frame.duration'))),
};

/**
 * The stream of events, newest first, each with its attributes to unfold.
 *
 * @param {Element} panel
 * @param {{ colourOf: (service: string) => string, onOpenTrace: (traceId: string, spanId?: string) => void }} options
 */
export function createEventsPanel(panel, { colourOf, onOpenTrace }) {
  const empty = element('p', { class: 'empty', text: 'No events so far' });
  const list = element('ul', { class: 'stream' });
  panel.append(empty, list);
  const sync = keyedList(
    list,
    ({ id }) => id,
    (event) => ({ node: row(event, { colourOf, onOpenTrace }) }),
  );

  return {
    /** @param {any[]} events */
    render(events) {
      empty.hidden = events.length > 0;
      sync(events.slice(0, MAX_SHOWN));
    },
  };
}

function row(event, { colourOf, onOpenTrace }) {
  const { name, attributes, body, service, timeMillis, traceId, spanId } = event;
  const summary =
    SUMMARIES[name]?.((key) => attributes[key]) ?? (body === undefined ? '' : format.value(body));
  const details = element(
    'details',
    { class: 'event', 'data-tone': toneOf(event) },
    element(
      'summary',
      {},
      element('span', { class: 'dot', title: service, vars: { '--colour': colourOf(service) } }),
      element('span', { class: 'event-name', text: name }),
      element('span', { class: 'event-about', text: summary ?? '' }),
      element('time', { text: format.clock(timeMillis) }),
    ),
  );
  // The table is created when an event is opened, since most are not.
  details.addEventListener(
    'toggle',
    () => {
      const open = () => onOpenTrace(traceId, spanId);
      const link =
        traceId && element('button', { class: 'link', type: 'button', onClick: open, text: 'Show trace' });
      details.append(
        attributeTable({ ...attributes, ...(body !== undefined && { body }) }) ?? '',
        link || '',
      );
    },
    { once: true },
  );
  return element('li', {}, details);
}

function describeVital(of) {
  const name = String(of('browser.web_vital.name'));
  const value = Number(of('browser.web_vital.value'));
  return `${name.toUpperCase()} ${name === 'cls' ? format.number(value) : format.duration(value)}`;
}

function toneOf({ name, severityNumber, attributes }) {
  const rating = name === 'browser.web_vital' && attributes['browser.web_vital.rating'];
  if (severityNumber >= ERROR || name === 'exception' || rating === 'poor') return 'bad';
  return severityNumber >= WARN || rating === 'needs-improvement' ? 'fair' : undefined;
}
