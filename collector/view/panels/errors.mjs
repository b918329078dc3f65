import { pathOf } from '../describe-span.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { keyedList } from '../ui/keyed-list.mjs';

/**
 * The errors, the last seen first, each with its stack to unfold.
 *
 * @param {Element} panel
 * @param {{ colourOf: (service: string) => string, onOpenTrace: (traceId: string, spanId?: string) => void }} options
 */
export function createErrorsPanel(panel, { colourOf, onOpenTrace }) {
  const empty = element('p', { class: 'empty', text: 'No errors so far' });
  const list = element('ul', { class: 'cards' });
  panel.append(empty, list);
  const sync = keyedList(
    list,
    ({ key }) => key,
    (first) => {
      const count = element('span', { class: 'badge' });
      const time = element('time');
      let last = first;
      const node = card(first, {
        count,
        time,
        colourOf,
        onOpenTrace: () => onOpenTrace(last.traceId, last.spanId),
      });
      return {
        node,
        update(error) {
          last = error;
          count.textContent = `×${format.number(error.count)}`;
          count.hidden = error.count === 1;
          time.textContent = format.clock(error.timeMillis);
        },
      };
    },
  );

  return {
    /** @param {any[]} errors */
    render(errors) {
      empty.hidden = errors.length > 0;
      sync(errors);
    },
  };
}

function card(error, { count, time, colourOf, onOpenTrace }) {
  const { type, message, handled, mechanism, service, page, componentStack, traceId } = error;
  const facts = [mechanism, page && pathOf(page)].filter(Boolean);
  return element(
    'li',
    { class: 'card error' },
    element(
      'div',
      { class: 'card-top' },
      element('strong', { class: 'error-type', text: type }),
      count,
      mark(handled),
      time,
    ),
    element('p', { class: 'error-message', text: message }),
    element(
      'div',
      { class: 'card-facts' },
      element('span', { class: 'dot', vars: { '--colour': colourOf(service) } }),
      element('span', { text: service }),
      ...facts.map((fact) => element('span', { text: fact })),
      traceId
        ? element('button', { class: 'link', type: 'button', onClick: onOpenTrace, text: 'Show trace' })
        : undefined,
    ),
    unfoldStack(error),
    unfold('Components', componentStack),
  );
}

function mark(handled) {
  if (handled === undefined) return undefined;
  return element('span', {
    class: 'badge',
    'data-tone': handled ? 'calm' : 'bad',
    text: handled ? 'handled' : 'unhandled',
  });
}

function unfold(title, text) {
  if (!text) return undefined;
  const lines = text.trim().split('\n').length;
  return element(
    'details',
    { class: 'unfold' },
    element(
      'summary',
      {},
      title,
      ' ',
      element('span', { class: 'muted', text: format.plural(lines, 'line') }),
    ),
    element('pre', { text: text.trim(), tabindex: '0' }),
  );
}

/** A symbolicated stack with its source, and a switch to the minified one. */
function unfoldStack({ stack, originalStack, source }) {
  if (!originalStack) return unfold('Stack', stack);
  const unfolded = unfold('Stack', stack);
  const excerpt = source ? element('pre', { class: 'source', text: source, tabindex: '0' }) : undefined;
  const text = unfolded.querySelector('pre');
  let isMinified = false;
  const choice = element('button', {
    class: 'link',
    type: 'button',
    text: 'Show minified',
    onClick() {
      isMinified = !isMinified;
      choice.textContent = isMinified ? 'Show source' : 'Show minified';
      text.textContent = (isMinified ? originalStack : stack).trim();
      if (excerpt) excerpt.hidden = isMinified;
    },
  });
  text.before(choice, ...(excerpt ? [excerpt] : []));
  return unfolded;
}
