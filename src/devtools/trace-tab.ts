import { ACTION_TYPE, ELEMENT_NAME, ELEMENT_SELECTOR } from '../semconv.js';
import type { TestSpan } from '../testing/decode.js';
import { buildWaterfalls, type Waterfall, type WaterfallRow } from './build-waterfall.js';
import { createDisclosure } from './create-disclosure.js';
import { formatCount, formatMillis, formatTime } from './format.js';
import type { KeptAction, KeptRecord } from './journal.js';
import { showList } from './show-list.js';
import { showOtlp } from './show-otlp.js';
import type { TabContent, View } from './view.js';

/** Returns a span's name; a user action's with its element. */
function titleOf({ name, span }: KeptRecord): string {
  const { [ELEMENT_NAME]: own, [ELEMENT_SELECTOR]: selector, [ACTION_TYPE]: type } = span?.attributes ?? {};
  return type ? `${name} ${own ?? selector}` : name;
}

/** Returns an open action as the span that it may become. */
const recordOf = ({ id, atMillis, report }: KeptAction): KeptRecord => ({
  id,
  atMillis,
  name: String(report.attributes[ACTION_TYPE]),
  otlp: JSON.stringify(report),
  isOpen: true,
  span: { ...report, startMillis: atMillis, durationMillis: Date.now() - atMillis } as unknown as TestSpan,
});

/** The latest trace, or a chosen one, as a waterfall. */
export function createTraceTab(view: View): TabContent {
  const { make, journal, window } = view;
  const choice = make('select', { onchange: () => update() });
  const about = make('p', { class: 'about' });
  const rows = make('ol', { class: 'waterfall', 'aria-label': 'Spans of the trace' });
  const empty = make('p', { class: 'empty' }, 'No span yet.');

  const optionOf = ({ traceId, root }: Waterfall) =>
    make(
      'option',
      { value: traceId },
      `${formatTime(root.span?.startMillis ?? 0).slice(0, 8)} ${titleOf(root)}`,
    );
  const createRow = ({ record }: WaterfallRow) => {
    const { durationMillis = 0, status, kind } = record.span ?? {};
    return createDisclosure(
      view,
      [
        make('span', { class: 'name' }, titleOf(record)),
        make('span', { class: 'track' }, make('span', { class: 'bar' })),
        make(
          'span',
          { class: 'number' },
          status === 'error' ? 'error · ' : '',
          record.isOpen ? 'open' : formatMillis(durationMillis),
        ),
      ],
      () => [showOtlp(view, record)],
      { 'data-kind': kind, 'data-tone': status === 'error' && 'bad' },
    );
  };
  /** A row's place depends on all spans of the trace, of which more may come. */
  const updateRow = ({ style }: HTMLElement, { depth, from, length }: WaterfallRow) => {
    style.setProperty('--depth', String(depth));
    style.setProperty('--from', `${from * 100}%`);
    style.setProperty('--length', `${length * 100}%`);
  };
  let choicesShown = '';
  const update = () => {
    const traces = buildWaterfalls([...journal.records, ...journal.actions.map(recordOf)]);
    const [latest] = traces;
    empty.hidden = !!latest;
    choice.parentElement?.toggleAttribute('hidden', !latest);
    const isChosen = traces.some(({ traceId }) => traceId === choice.value);
    const shown = (isChosen && traces.find(({ traceId }) => traceId === choice.value)) || latest;
    const choices = traces.map(({ traceId, root }) => traceId + root.id).join();
    // A list that is open would be closed.
    if (choices !== choicesShown && window.document.activeElement !== choice) {
      choicesShown = choices;
      choice.replaceChildren(
        make('option', { value: '' }, latest ? `Latest: ${titleOf(latest.root)}` : ''),
        ...traces.map((trace) => optionOf(trace)),
      );
      choice.value = isChosen && shown ? shown.traceId : '';
    }
    about.textContent = shown
      ? `${formatCount(shown.rows.length, 'span')} in ${formatMillis(shown.durationMillis)}, ${formatCount(shown.errors.length, 'error')}. Trace ${shown.traceId}; your backend has the servers' spans.`
      : '';
    showList(rows, shown?.rows ?? [], ({ record }) => record.id, createRow, updateRow);
  };
  return {
    name: 'Trace',
    element: make('div', {}, make('label', { class: 'choice' }, 'Trace ', choice), about, rows, empty),
    update,
  };
}
