/** The elements of each list, by key. */
const shownOf = new WeakMap<Element, Map<unknown, HTMLElement>>();

/**
 * Shows a list, each item by one element. Elements of items that stay are kept, with their focus and what is open in them.
 * @param keyOf returns what identifies an item
 * @param update shows in an element what may have changed in its item
 */
export function showList<T>(
  list: Element,
  items: readonly T[],
  keyOf: (item: T) => unknown,
  create: (item: T) => HTMLElement,
  update: (element: HTMLElement, item: T) => void = () => {},
): void {
  const shown = shownOf.get(list) ?? new Map<unknown, HTMLElement>();
  shownOf.set(list, shown);
  const keys = new Set(items.map(keyOf));
  for (const [key, element] of shown) {
    if (keys.has(key)) continue;
    element.remove();
    shown.delete(key);
  }
  let at = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const element = shown.get(key) ?? create(item);
    shown.set(key, element);
    update(element, item);
    // An element that is moved would lose its focus.
    if (element === at) at = at.nextElementSibling;
    else list.insertBefore(element, at);
  }
}
