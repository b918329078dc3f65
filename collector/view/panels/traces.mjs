import { element } from '../ui/element.mjs';
import { spanDetails } from './span-details.mjs';
import { createTraceList } from './trace-list.mjs';
import { createTraceView } from './trace-view.mjs';

/**
 * The traces' panel: the list, the waterfall of the selected one, the details of its selected span. Until a person
 * selects one, the newest is shown.
 *
 * @param {Element} panel
 * @param {{ colourOf: (service: string) => string, onChange: () => void }} options
 */
export function createTracesPanel(panel, { colourOf, onChange }) {
  const list = element('ul', { class: 'traces', role: 'listbox', 'aria-label': 'Traces, newest first' });
  const follow = element('button', {
    class: 'quiet follow',
    type: 'button',
    text: 'Follow newest',
    'aria-pressed': 'true',
  });
  const view = element('div', { class: 'trace-view' });
  const details = element('section', { class: 'details', 'aria-label': 'Span' });
  const count = element('span', { class: 'muted' });
  const empty = element(
    'div',
    { class: 'empty' },
    element('p', { text: 'Waiting for the first trace' }),
    element('p', { class: 'muted', text: 'Open the demo and click around, or send OTLP/HTTP to' }),
    element('code', { text: `${location.origin}/v1/traces` }),
  );
  const listHead = element('div', { class: 'list-head' }, element('h2', { text: 'Traces' }), count, follow);
  const body = element(
    'div',
    { class: 'traces-body' },
    element('div', { class: 'trace-list' }, listHead, list),
    view,
  );
  view.append(element('div', { class: 'trace-scroll' }), details);
  panel.append(empty, body);

  const collapsed = new Set();
  let traceId;
  let spanId;
  let isFollowing = true;
  let shownDetails;

  const traceList = createTraceList(list, { colourOf, onSelect: (id) => select(id) });
  const traceView = createTraceView(view.firstElementChild, {
    colourOf,
    onSelect: (id) => select(traceId, id),
    onCollapse(id, isCollapsed) {
      if (isCollapsed) collapsed.add(id);
      else collapsed.delete(id);
      onChange();
    },
  });
  const select = (trace, span) => {
    isFollowing = false;
    traceId = trace;
    spanId = span;
    onChange();
  };
  follow.addEventListener('click', () => {
    isFollowing = !isFollowing;
    onChange();
  });

  return {
    select,
    /** @param {any[]} traces newest first */
    render(traces) {
      if (isFollowing && traces[0]?.traceId !== traceId) spanId = undefined;
      if (isFollowing) traceId = traces[0]?.traceId;
      const trace = traces.find((each) => each.traceId === traceId) ?? traces[0];
      empty.hidden = trace !== undefined;
      body.hidden = trace === undefined;
      follow.setAttribute('aria-pressed', String(isFollowing));
      count.textContent = String(traces.length);
      if (!trace) return;
      traceList.render(traces, trace.traceId);
      traceView.render(trace, { selectedSpanId: spanId, collapsed });
      renderDetails(trace);
    },
  };

  function renderDetails(trace) {
    const span = trace.spans.get(spanId);
    details.hidden = !span;
    if (span === shownDetails) return;
    shownDetails = span;
    const onClose = () => {
      view.querySelector('.span[tabindex="0"]')?.focus();
      select(traceId);
    };
    details.replaceChildren(...(span ? spanDetails(span, trace, { colourOf, onClose }) : []));
    details.scrollTop = 0;
    // Keeps the span visible beside its details.
    if (span) view.querySelector('.span[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }
}
