import type { Child } from './make-elements.js';
import type { View } from './view.js';

let disclosures = 0;

/**
 * Creates an item of a list that opens: a button, and below it its details.
 * @param fillDetails called once, when it is first opened
 */
export function createDisclosure(
  { make }: View,
  summary: Child[],
  fillDetails: () => Child[],
  attributes: Parameters<typeof make>[1] = {},
): HTMLLIElement {
  const id = `details-${++disclosures}`;
  const details = make('div', { class: 'details', id, hidden: true });
  const button = make(
    'button',
    {
      type: 'button',
      class: 'row',
      'aria-expanded': 'false',
      'aria-controls': id,
      onclick() {
        const isOpen = details.hidden;
        if (isOpen && !details.firstChild)
          details.append(...fillDetails().filter((child): child is Node | string => !!child));
        details.hidden = !isOpen;
        button.setAttribute('aria-expanded', String(isOpen));
      },
    },
    ...summary,
  );
  return make('li', attributes, button, details);
}
