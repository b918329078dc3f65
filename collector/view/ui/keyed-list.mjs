/**
 * Synchronizes a container's children with a list. An item keeps its element, and so focus, scroll position and opened
 * parts, while it is in the list.
 *
 * @template Item
 * @param {Element} container
 * @param {(item: Item) => string | number} keyOf
 * @param {(item: Item) => { node: Element, update?: (item: Item) => void }} create
 * @returns {(items: Item[]) => void}
 */
export function keyedList(container, keyOf, create) {
  /** @type {Map<string | number, { node: Element, update?: (item: Item) => void }>} */
  let parts = new Map();
  return (items) => {
    const kept = new Map(items.map((item) => [keyOf(item), parts.get(keyOf(item)) ?? create(item)]));
    for (const [key, { node }] of parts) if (!kept.has(key)) node.remove();
    parts = kept;
    let index = 0;
    for (const item of items) {
      const { node, update } = parts.get(keyOf(item));
      update?.(item);
      if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
      index += 1;
    }
  };
}
