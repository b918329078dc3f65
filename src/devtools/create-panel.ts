import { createSeparator } from './create-separator.js';
import { createTabs } from './create-tabs.js';
import { createDeliveryTab } from './delivery-tab.js';
import { formatCount } from './format.js';
import type { PanelFrame } from './frame.js';
import { createOverviewTab } from './overview-tab.js';
import { createRecordsTab } from './records-tab.js';
import { createRequestsTab } from './requests-tab.js';
import { createTraceTab } from './trace-tab.js';
import type { View } from './view.js';
import { formatVital, ratingOf, VITALS } from './vital.js';

/** Distance of the small button from the page's edges, in pixels. */
const MARGIN_PIXELS = 12;

/** The panel, open or as a small button. */
export interface Panel {
  /** Shows what the journal has now. */
  update(): void;
  readonly isOpen: boolean;
}

export function createPanel(
  view: View,
  clipFrame: PanelFrame['clip'],
  isOpenAtFirst: boolean,
  unmount: () => void,
): Panel {
  const { make, window, journal } = view;
  const tabs = createTabs(make, [
    createOverviewTab(view),
    createTraceTab(view),
    createRequestsTab(view),
    createRecordsTab(view, 'Errors', 'No error yet.', ({ name }) => name === 'exception'),
    createDeliveryTab(view),
    createRecordsTab(
      view,
      'Records',
      'No record yet. Records are made when the page is idle and consent is granted.',
    ),
  ]);
  const separator = createSeparator(make, window, (height) => {
    panel.style.height = `${height}px`;
    clip();
  });
  const collapse = make(
    'button',
    { type: 'button', class: 'small', 'aria-expanded': 'true', onclick: () => setOpen(false) },
    'Collapse',
  );
  const panel = make(
    'section',
    {
      class: 'panel',
      'aria-label': 'otel-rum devtools',
      onkeydown: (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false),
    },
    separator.element,
    make(
      'header',
      {},
      make('h1', {}, 'otel-rum'),
      tabs.list,
      make(
        'div',
        { class: 'tools' },
        make('button', { type: 'button', class: 'small', onclick: () => clear() }, 'Clear'),
        collapse,
        make('button', { type: 'button', class: 'small', onclick: () => unmount() }, 'Close'),
      ),
    ),
    tabs.body,
  );
  const summary = make('span', {});
  const pill = make(
    'button',
    { type: 'button', class: 'pill', 'aria-expanded': 'false', onclick: () => setOpen(true) },
    make('b', {}, 'otel-rum'),
    summary,
  );
  const { document } = window;
  document.body.append(panel, pill);
  // The mouse leaves the focus to the page: its menus stay open, and a click is not judged by where the focus went.
  document.addEventListener('mousedown', (event) => {
    if (!(event.target as Element).closest('input,select,pre')) event.preventDefault();
  });

  let isOpen = isOpenAtFirst;
  const clip = () => {
    if (isOpen) return clipFrame(`calc(100% - ${panel.offsetHeight}px) 0 0 0`);
    const [width, height] = [pill.offsetWidth, pill.offsetHeight].map((size) => size + MARGIN_PIXELS);
    clipFrame(
      `calc(100% - ${height}px) ${MARGIN_PIXELS}px ${MARGIN_PIXELS}px calc(100% - ${width}px) round 99px`,
    );
  };
  const summarize = () => {
    const { errors } = journal.totals;
    const rated = VITALS.map((vital) => [vital, view.vitals.read(vital.name)?.value] as const);
    const [lcp] = rated;
    const worst = rated.some(([vital, value]) => value !== undefined && ratingOf(vital, value) === 'poor');
    pill.dataset.tone = errors || worst ? 'bad' : 'good';
    summary.textContent = [
      lcp?.[1] !== undefined && `LCP ${formatVital('lcp', lcp[1])}`,
      formatCount(errors, 'error'),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  let announced = journal.totals.errors;
  const update = () => {
    const { errors } = journal.totals;
    if (errors > announced) view.announce(formatCount(errors - announced, 'new error'));
    announced = errors;
    tabs.badge('Errors', errors);
    summarize();
    if (isOpen) tabs.update();
    else clip();
  };
  const setOpen = (next: boolean) => {
    const hadFocus = document.activeElement !== document.body;
    isOpen = next;
    panel.hidden = !isOpen;
    pill.hidden = isOpen;
    view.outline(undefined);
    update();
    if (isOpen) separator.refresh();
    else clip();
    if (hadFocus) (isOpen ? collapse : pill).focus();
  };
  const clear = () => {
    journal.clear();
    update();
    view.announce('Cleared');
  };
  window.addEventListener('resize', () => (isOpen ? separator.refresh() : clip()));
  setOpen(isOpen);
  return {
    update,
    get isOpen() {
      return isOpen;
    },
  };
}
