const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Makes a list one stop of the Tab key; the arrow keys, Home and End move within it.
 *
 * @param {Element} container
 * @param {string} selector of the items
 * @param {{ isHorizontal?: boolean, onMove: (item: any) => void }} options onMove is called with the item moved to
 */
export function rovingFocus(container, selector, { isHorizontal = false, onMove }) {
  const keys = isHorizontal ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  container.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const items = [...container.querySelectorAll(selector)].filter((item) => !item.hidden);
    const current = items.indexOf(event.target.closest(selector));
    if (current < 0) return;
    const next = {
      Home: 0,
      End: items.length - 1,
      ...Object.fromEntries(keys.map((key) => [key, current + STEPS[key]])),
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const item = items[Math.max(0, Math.min(next, items.length - 1))];
    for (const each of items) each.tabIndex = each === item ? 0 : -1;
    item.focus();
    onMove(item);
  });
}
