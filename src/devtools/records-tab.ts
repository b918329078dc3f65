import { EXCEPTION_MESSAGE, EXCEPTION_TYPE, WEB_VITAL_VALUE } from '../semconv.js';
import { createDisclosure } from './create-disclosure.js';
import { formatCount, formatMillis, formatTime } from './format.js';
import type { KeptRecord } from './journal.js';
import { showList } from './show-list.js';
import { showOtlp } from './show-otlp.js';
import type { TabContent, View } from './view.js';
import { formatVital, vitalName } from './vital.js';

/** The last line of a record's row. */
function summaryOf({ name, span, log, metric }: KeptRecord): string {
  if (span) return `span, ${formatMillis(span.durationMillis)}`;
  if (metric) return `metric, ${formatCount(metric.points.length, 'data point')}`;
  const { attributes = {}, body } = log ?? {};
  const value = attributes[WEB_VITAL_VALUE];
  if (value !== undefined)
    return `${vitalName(attributes).toUpperCase()} ${formatVital(vitalName(attributes), Number(value))}`;
  if (name === 'exception')
    return `${attributes[EXCEPTION_TYPE] ?? ''} ${attributes[EXCEPTION_MESSAGE] ?? ''}`;
  return body === undefined ? 'event' : `log, ${String(body)}`;
}

/** Records, latest first, each of which opens as OTLP. */
export function createRecordsTab(
  view: View,
  name: string,
  emptyText: string,
  isShown: (record: KeptRecord) => boolean = () => true,
): TabContent {
  const { make, journal } = view;
  const search = make('input', { type: 'search', placeholder: 'Name', oninput: () => update() });
  const rows = make('ol', { class: 'records', 'aria-label': `${name}, latest first` });
  const empty = make('p', { class: 'empty' }, emptyText);

  const create = (record: KeptRecord) =>
    createDisclosure(
      view,
      [
        make('span', { class: 'name' }, record.name),
        make('span', { class: 'number' }, formatTime(record.atMillis)),
        make('span', { class: 'why' }, summaryOf(record)),
      ],
      () => [showOtlp(view, record)],
      { 'data-tone': (record.name === 'exception' || record.span?.status === 'error') && 'bad' },
    );
  const update = () => {
    const wanted = search.value.toLowerCase();
    const shown = journal.records.filter(
      (record) => isShown(record) && `${record.name} ${summaryOf(record)}`.toLowerCase().includes(wanted),
    );
    empty.hidden = shown.length > 0;
    showList(rows, [...shown].reverse(), ({ id }) => id, create);
  };
  return {
    name,
    element: make('div', {}, make('label', { class: 'choice' }, 'Filter ', search), rows, empty),
    update,
  };
}
