import { kindOf } from '../describe-span.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { attributeTable } from './attribute-table.mjs';

/**
 * All details of a span.
 *
 * @param {any} span
 * @param {any} trace
 * @param {{ colourOf: (service: string) => string, onClose: () => void }} options
 * @returns {Element[]}
 */
export function spanDetails(span, trace, { colourOf, onClose }) {
  const offsetMillis = Number(span.startNanos - trace.startNanos) / 1e6;
  const facts = [
    ['Service', span.service],
    ['Kind', kindOf(span)],
    ['Start', `+${format.duration(offsetMillis)}`],
    ['Duration', format.duration(span.durationMillis)],
    ['Trace id', span.traceId],
    ['Span id', span.spanId],
    ['Scope', span.scope],
  ].filter(([, value]) => value);
  return [
    element(
      'header',
      { class: 'details-head' },
      element('span', { class: 'dot', vars: { '--colour': colourOf(span.service) } }),
      element('h3', { text: span.name }),
      element('button', { class: 'quiet', type: 'button', onClick: onClose, text: 'Close' }),
    ),
    span.isError
      ? element('p', { class: 'fault', text: span.statusMessage || 'This span ended in an error.' })
      : undefined,
    element(
      'dl',
      { class: 'facts' },
      ...facts.map(([term, value]) =>
        element('div', {}, element('dt', { text: term }), element('dd', { text: value })),
      ),
    ),
    section('Attributes', attributeTable(span.attributes)),
    ...span.events.map((event) =>
      section(
        `Event ${event.name} at +${format.duration(event.offsetMillis)}`,
        attributeTable(event.attributes),
      ),
    ),
    ...span.links.map(({ traceId, spanId }) => section('Link', attributeTable({ traceId, spanId }))),
    section('Resource', attributeTable(span.resource), false),
  ].filter(Boolean);
}

function section(title, table, isOpen = true) {
  if (!table) return undefined;
  return element('details', { class: 'section', open: isOpen }, element('summary', { text: title }), table);
}
