import { describeSpan, httpStatusOf, kindOf } from '../describe-span.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { icon } from '../ui/icon.mjs';

const KIND_ICONS = { client: 'client', producer: 'client', server: 'server', consumer: 'server' };

/**
 * One span of the waterfall.
 *
 * @param {any} first the row as it is when it is made
 * @param {(service: string) => string} colourOf
 */
export function createSpanRow({ span }, colourOf) {
  const caret = element('span', { class: 'caret', 'aria-hidden': 'true' }, icon('caret'));
  const bar = element('span', { class: 'bar' });
  const duration = element('span', { class: 'span-duration', text: format.duration(span.durationMillis) });
  const node = element(
    'div',
    {
      class: 'span',
      role: 'treeitem',
      'data-span-id': span.spanId,
      'data-error': span.isError,
      vars: { '--colour': colourOf(span.service) },
    },
    element('span', { class: 'span-name' }, element('span', { class: 'indent' }), caret, ...nameOf(span)),
    element('span', { class: 'track' }, bar, duration),
  );
  for (const event of span.events) {
    const at = Math.min(1, Math.max(0, event.offsetMillis / (span.durationMillis || 1)));
    bar.append(element('i', { class: 'mark', title: event.name, vars: { '--at': String(at) } }));
  }

  return {
    node,
    update({ depth, childCount, isCollapsed, start, width, isSelected, isStop }) {
      node.tabIndex = isStop ? 0 : -1;
      node.setAttribute('aria-level', String(depth + 1));
      node.setAttribute('aria-selected', String(isSelected));
      if (childCount > 0) node.setAttribute('aria-expanded', String(!isCollapsed));
      else node.removeAttribute('aria-expanded');
      node.dataset.side = sideOf(start, width);
      const vars = { '--depth': depth, '--start': clamp(start), '--width': clamp(width) };
      for (const [name, value] of Object.entries(vars)) node.style.setProperty(name, String(value));
    },
  };
}

function nameOf(span) {
  const status = httpStatusOf(span);
  const kind = kindOf(span);
  return [
    span.isError
      ? icon('error', 'error')
      : element('span', { class: 'kind', title: kind }, icon(KIND_ICONS[kind] ?? 'internal', kind)),
    element('span', { class: 'span-title', title: `${span.name} · ${span.service}`, text: span.name }),
    element('span', { class: 'span-about', text: describeSpan(span) }),
    status === undefined
      ? undefined
      : element('span', { class: 'http-status', 'data-bad': Number(status) >= 400, text: String(status) }),
    element('span', {
      class: 'visually-hidden',
      text: `, ${span.service}, ${format.duration(span.durationMillis)}`,
    }),
  ];
}

const clamp = (part) => Math.max(0, Math.min(1, part));

/** Returns where the duration has room: after the bar, before it, or otherwise within it. */
function sideOf(start, width) {
  if (start + width < 0.8) return 'after';
  return start > 0.2 ? 'before' : 'within';
}
