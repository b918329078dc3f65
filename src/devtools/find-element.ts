/**
 * Finds the element that a name in telemetry stands for, if it is the only one.
 * @param name as otel-rum names elements: a CSS selector, except that `{id}` stands for any text
 */
export function findElement(name: string | undefined): Element | undefined {
  if (!name) return undefined;
  try {
    const found = document.querySelectorAll(name.replace(/="([^"{]*)\{[^"]*"/g, '^="$1"'));
    return found.length === 1 ? found[0] : undefined;
  } catch {
    // A path through a shadow tree, or a name that is no selector.
    return undefined;
  }
}
