import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';

/**
 * A table of names and values, sorted by name.
 *
 * @param {Record<string, any>} attributes
 * @returns {Element | undefined} undefined where there are none
 */
export function attributeTable(attributes) {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  return element(
    'dl',
    { class: 'attributes' },
    ...entries.map(([name, value]) =>
      element('div', {}, element('dt', {}, ...breakable(name)), element('dd', { text: format.value(value) })),
    ),
  );
}

/** A dotted name that can wrap after its dots. */
function breakable(name) {
  const parts = name.split(/(?<=[._])/);
  return parts.flatMap((part, index) => (index === 0 ? [part] : [element('wbr'), part]));
}
