import type { RumStatus } from '../index.js';
import { ERROR_TYPE, HTTP_RESPONSE_STATUS_CODE } from '../semconv.js';
import { createDisclosure } from './create-disclosure.js';
import { explainHeaders } from './explain-headers.js';
import { formatMillis, formatTime, formatUrl } from './format.js';
import type { KeptRequest } from './journal.js';
import { showList } from './show-list.js';
import { showOtlp } from './show-otlp.js';
import type { TabContent, View } from './view.js';

/** Returns what came of a request, or why its span is not there. */
function resultOf({ report, record }: KeptRequest, status: RumStatus | undefined): string {
  if (report.about === 'ignored') return 'no span';
  const { span } = record ?? {};
  if (!span && status?.consent !== 'granted') return `no span: consent is ${status?.consent}`;
  if (!span && !status?.isSampled) return 'no span: not sampled';
  // A span waits for the browser's timing of its request, for a second at most.
  if (!span) return 'running';
  const { [HTTP_RESPONSE_STATUS_CODE]: code, [ERROR_TYPE]: error } = span.attributes;
  return `${code ?? error ?? 'no status'} · ${formatMillis(span.durationMillis)}`;
}

/** The requests, each with its trace headers, or why it has none. */
export function createRequestsTab(view: View): TabContent {
  const { make, journal, pageOrigin } = view;
  const rows = make('ol', { class: 'records', 'aria-label': 'Requests, latest first' });
  const empty = make('p', { class: 'empty' }, 'No fetch and no XMLHttpRequest yet.');

  /** The cell with a request's result: its span ends later. */
  const results = new WeakMap<KeptRequest, HTMLElement>();

  const create = (request: KeptRequest) => {
    const { report, atMillis } = request;
    const { isAdded, text } = explainHeaders(report, pageOrigin, view.status()?.consent);
    const isTraced = report.about === 'request';
    const result = make('span', { class: 'number' });
    results.set(request, result);
    return createDisclosure(
      view,
      [
        make(
          'span',
          { class: 'name' },
          `${isTraced ? `${report.method} ` : ''}${formatUrl(report.url, pageOrigin)}`,
        ),
        result,
        make('span', { class: 'why', 'data-tone': isAdded ? 'good' : 'fair' }, text),
      ],
      () => [
        make(
          'dl',
          { class: 'facts' },
          make('dt', {}, 'Started'),
          make('dd', {}, formatTime(atMillis)),
          ...(isTraced ? Object.entries(report.headers) : []).flatMap(([name, value]) => [
            make('dt', {}, name),
            make('dd', {}, value),
          ]),
        ),
        request.record && showOtlp(view, request.record),
      ],
    );
  };
  const update = (row: HTMLElement, request: KeptRequest) => {
    const cell = results.get(request);
    if (cell) cell.textContent = resultOf(request, view.status());
    if (request.record?.span?.status === 'error') row.dataset.tone = 'bad';
  };
  return {
    name: 'Requests',
    element: make('div', {}, rows, empty),
    update() {
      const { requests } = journal;
      empty.hidden = requests.length > 0;
      showList(rows, [...requests].reverse(), ({ id }) => id, create, update);
    },
  };
}
