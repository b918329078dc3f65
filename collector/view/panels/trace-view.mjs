import { describeSpan } from '../describe-span.mjs';
import { axisTicks, waterfall } from '../model/waterfall.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { keyedList } from '../ui/keyed-list.mjs';
import { rovingFocus } from '../ui/roving-focus.mjs';
import { createSpanRow } from './span-row.mjs';

const AXIS_STEPS = 4;
/** Position (0 to 1) from which a label has no room after its line. */
const NEAR_END = 0.86;

/**
 * One trace: its services, and its spans on one time axis.
 *
 * @param {Element} container
 * @param {{ colourOf: (service: string) => string, onSelect: (spanId: string | undefined) => void,
 *   onCollapse: (spanId: string, isCollapsed: boolean) => void }} options
 */
export function createTraceView(container, { colourOf, onSelect, onCollapse }) {
  const head = element('header', { class: 'trace-head' });
  const axis = element('div', { class: 'axis', 'aria-hidden': 'true' });
  const lines = element('div', { class: 'axis-lines', 'aria-hidden': 'true' });
  const tree = element('div', { class: 'spans', role: 'tree', 'aria-label': 'Spans of the trace' });
  container.append(head, element('div', { class: 'waterfall' }, axis, lines, tree));

  rovingFocus(tree, '.span', { onMove: (row) => onSelect(row.dataset.spanId) });
  tree.addEventListener('keydown', (event) => {
    const row = event.target.closest('.span');
    if (event.key === 'ArrowLeft' && row.ariaExpanded !== 'true') parentOf(row)?.focus();
    else if (event.key === 'ArrowLeft') onCollapse(row.dataset.spanId, true);
    else if (event.key === 'ArrowRight') onCollapse(row.dataset.spanId, false);
    else if (event.key === 'Enter' || event.key === ' ') onSelect(row.dataset.spanId);
    else if (event.key === 'Escape') onSelect(undefined);
    else return;
    event.preventDefault();
  });
  tree.addEventListener('click', (event) => {
    const row = event.target.closest('.span');
    if (!row) return;
    if (event.target.closest('.caret'))
      onCollapse(row.dataset.spanId, row.getAttribute('aria-expanded') === 'true');
    else onSelect(row.dataset.spanId);
  });
  const sync = keyedList(
    tree,
    ({ span }) => `${span.traceId} ${span.spanId}`,
    (row) => createSpanRow(row, colourOf),
  );

  return {
    /** @param {any} trace @param {{ selectedSpanId?: string, collapsed: Set<string> }} state */
    render(trace, { selectedSpanId, collapsed }) {
      head.replaceChildren(...headOf(trace, colourOf));
      const ticks = axisTicks(trace.durationMillis, AXIS_STEPS);
      const parts = ticks.map((tick) => tick / (trace.durationMillis || 1));
      lines.replaceChildren(...parts.map((part) => element('i', { vars: { '--at': String(part) } })));
      const labelled = parts.filter((part) => part <= NEAR_END);
      axis.replaceChildren(
        ...labelled.map((part, index) =>
          element('span', { text: format.duration(ticks[index]), vars: { '--at': String(part) } }),
        ),
      );
      const rows = waterfall(trace, collapsed);
      const stop = rows.find(({ span }) => span.spanId === selectedSpanId) ?? rows[0];
      sync(
        rows.map((row) => ({ ...row, isSelected: row.span.spanId === selectedSpanId, isStop: row === stop })),
      );
    },
  };
}

/** Returns the row of the parent: the nearest previous row one level up. */
function parentOf(row) {
  const level = Number(row.ariaLevel);
  let above = row.previousElementSibling;
  while (above && Number(above.ariaLevel) >= level) above = above.previousElementSibling;
  return above;
}

function headOf({ traceId, root, services, spans, durationMillis }, colourOf) {
  const legend = [...services].map(([service, count]) =>
    element(
      'li',
      {},
      element('span', { class: 'dot', vars: { '--colour': colourOf(service) } }),
      element('span', { text: service }),
      element('span', { class: 'muted', text: String(count), title: format.plural(count, 'span') }),
    ),
  );
  return [
    element(
      'div',
      { class: 'trace-title' },
      element('h2', {}, root.name, ' ', element('span', { class: 'muted', text: describeSpan(root) })),
      element('span', { class: 'trace-total', text: format.duration(durationMillis) }),
    ),
    element(
      'div',
      { class: 'trace-facts' },
      element('ul', { class: 'legend', 'aria-label': 'Services' }, ...legend),
      element('span', { class: 'trace-id', title: `Trace id ${traceId}`, text: `${traceId.slice(0, 8)}…` }),
      element('span', { class: 'visually-hidden', text: format.plural(spans.size, 'span') }),
    ),
  ];
}
