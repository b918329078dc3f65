import type { Make } from './make-elements.js';
import type { TabContent } from './view.js';

/** Tabs with their contents. */
export interface Tabs {
  readonly list: HTMLElement;
  readonly body: HTMLElement;
  /** Updates the content that is shown. */
  update(): void;
  /** Shows a number beside a tab's name; 0 shows none. */
  badge(name: string, count: number): void;
}

/** Creates tabs with one stop in the tab order, and arrow keys: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
export function createTabs(make: Make, contents: readonly TabContent[]): Tabs {
  let current = 0;
  const buttons = contents.map(({ name }, index) =>
    make(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        'aria-controls': `content-${name}`,
        onclick: () => select(index),
      },
      name,
      make('span', { class: 'badge' }),
    ),
  );
  const panes = contents.map(({ name, element }) =>
    make(
      'div',
      { role: 'tabpanel', id: `content-${name}`, 'aria-labelledby': `tab-${name}`, tabindex: 0 },
      element,
    ),
  );
  const select = (index: number) => {
    current = index;
    buttons.forEach((button, i) => {
      button.setAttribute('aria-selected', String(i === index));
      button.tabIndex = i === index ? 0 : -1;
    });
    panes.forEach((pane, i) => {
      pane.hidden = i !== index;
    });
    contents[index]?.update();
  };
  select(0);
  const onKey = (event: KeyboardEvent) => {
    const { length } = contents;
    const next: Record<string, number> = {
      ArrowRight: current + 1,
      ArrowLeft: current - 1 + length,
      Home: 0,
      End: length - 1,
    };
    const index = next[event.key];
    if (index === undefined) return;
    event.preventDefault();
    select(index % length);
    buttons[current]?.focus();
  };
  return {
    list: make('div', { role: 'tablist', 'aria-label': 'Telemetry', onkeydown: onKey }, ...buttons),
    body: make('div', { class: 'content' }, ...panes),
    update: () => contents[current]?.update(),
    badge(name, count) {
      const badge = buttons[contents.findIndex((content) => content.name === name)]?.lastElementChild;
      if (badge) badge.textContent = count ? String(count) : '';
    },
  };
}
