import { SIGNALS } from '../model/wire-store.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { keyedList } from '../ui/keyed-list.mjs';
import { createSparkline } from './sparkline.mjs';

const NOUNS = { traces: 'span', logs: 'log record', metrics: 'data point' };

/**
 * Received data: totals by signal, bytes over time, and the last requests, each with its body to unfold.
 *
 * @param {Element} panel
 */
export function createWirePanel(panel) {
  const totalRows = element('tbody');
  const sparkline = createSparkline();
  const list = element('ul', { class: 'stream' });
  const columns = ['Signal', 'Requests', 'Records', 'Unpacked', 'On the wire'];
  panel.append(
    element(
      'table',
      { class: 'totals-table' },
      element(
        'thead',
        {},
        element('tr', {}, ...columns.map((text) => element('th', { scope: 'col', text }))),
      ),
      totalRows,
    ),
    sparkline.node,
    element('h3', { class: 'stream-title', text: 'Last requests' }),
    list,
  );
  const sync = keyedList(
    list,
    ({ id }) => id,
    (request) => ({ node: row(request) }),
  );

  return {
    /** @param {any} wire the store @param {number} nowMillis */
    render(wire, nowMillis) {
      totalRows.replaceChildren(...totalsOf(wire.totals()));
      sparkline.render(wire.history(nowMillis), wire.historyMillis);
      sync(wire.requests());
    },
  };
}

function totalsOf(totals) {
  const figures = ({ requests, records, rawBytes, encodedBytes }) =>
    [format.number(requests), format.number(records), format.bytes(rawBytes), format.bytes(encodedBytes)].map(
      (text) => element('td', { class: 'figure', text }),
    );
  const all = { requests: 0, records: 0, rawBytes: 0, encodedBytes: 0 };
  for (const signal of SIGNALS) for (const field of Object.keys(all)) all[field] += totals[signal][field];
  return [
    ...SIGNALS.map((signal) => element('tr', {}, signalHead(signal), ...figures(totals[signal]))),
    element('tr', { class: 'total' }, element('th', { scope: 'row', text: 'All' }), ...figures(all)),
  ];
}

const signalHead = (signal) =>
  element('th', { scope: 'row' }, element('span', { class: 'dot', 'data-signal': signal }), signal);

function row({ signal, records, encodedBytes, rawBytes, encoding, isPacked, receivedAtMillis, request }) {
  const size = isPacked
    ? `${format.bytes(encodedBytes)} gzip of ${format.bytes(rawBytes)}`
    : format.bytes(rawBytes);
  const details = element(
    'details',
    { class: 'event' },
    element(
      'summary',
      {},
      element('span', { class: 'dot', 'data-signal': signal }),
      element('span', { class: 'event-name', text: format.plural(records, NOUNS[signal]) }),
      element('span', { class: 'event-about', text: `${encoding}, ${size}` }),
      element('time', { text: format.clock(receivedAtMillis) }),
    ),
  );
  const open = () =>
    details.append(element('pre', { text: JSON.stringify(request, null, 2), tabindex: '0' }));
  details.addEventListener('toggle', open, { once: true });
  return element('li', {}, details);
}
