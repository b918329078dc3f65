import { describeSpan } from '../describe-span.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { icon } from '../ui/icon.mjs';
import { keyedList } from '../ui/keyed-list.mjs';
import { rovingFocus } from '../ui/roving-focus.mjs';

/**
 * The traces, newest first; one is selected.
 *
 * @param {Element} list
 * @param {{ colourOf: (service: string) => string, onSelect: (traceId: string) => void }} options
 */
export function createTraceList(list, { colourOf, onSelect }) {
  rovingFocus(list, '.trace', { onMove: (item) => onSelect(item.dataset.traceId) });
  list.addEventListener('click', (event) => {
    const item = event.target.closest('.trace');
    if (item) onSelect(item.dataset.traceId);
  });
  const sync = keyedList(
    list,
    ({ trace }) => trace.traceId,
    ({ trace: { traceId } }) => {
      const node = element('li', { class: 'trace', role: 'option', 'data-trace-id': traceId });
      let shown;
      return {
        node,
        update({ trace, isSelected, isStop }) {
          node.setAttribute('aria-selected', String(isSelected));
          node.tabIndex = isStop ? 0 : -1;
          const signature = `${trace.spans.size} ${trace.endNanos} ${trace.errors}`;
          if (signature === shown) return;
          shown = signature;
          node.replaceChildren(...content(trace, colourOf));
        },
      };
    },
  );

  return {
    /** @param {any[]} traces @param {string | undefined} selectedId */
    render(traces, selectedId) {
      const stop = traces.find(({ traceId }) => traceId === selectedId) ?? traces[0];
      sync(
        traces.map((trace) => ({ trace, isSelected: trace.traceId === selectedId, isStop: trace === stop })),
      );
    },
  };
}

function content(trace, colourOf) {
  const { root, services, spans, errors, durationMillis, startNanos } = trace;
  const dots = [...services.keys()].map((service) =>
    element('span', { class: 'dot', title: service, vars: { '--colour': colourOf(service) } }),
  );
  const names = element('span', { class: 'visually-hidden', text: `, ${[...services.keys()].join(', ')}, ` });
  return [
    element(
      'div',
      { class: 'trace-top' },
      errors > 0 ? icon('error', format.plural(errors, 'error')) : undefined,
      element('span', { class: 'trace-name', text: root.name }),
      element('span', { class: 'trace-detail', text: describeSpan(root) }),
      element('span', { class: 'trace-duration', text: format.duration(durationMillis) }),
    ),
    element(
      'div',
      { class: 'trace-bottom' },
      element('span', { class: 'dots' }, ...dots),
      names,
      element('span', { text: format.plural(spans.size, 'span') }),
      element('span', { class: 'trace-time', text: format.clock(Number(startNanos / 1_000_000n)) }),
    ),
  ];
}
