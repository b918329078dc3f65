const COLOURS = 8;

/**
 * Gives each service a colour of its own, the same everywhere and for as long as the view is open.
 *
 * @returns {(service: string) => string} a CSS value
 */
export function createServiceColours() {
  const known = new Map();
  return (service) => {
    if (!known.has(service)) known.set(service, (known.size % COLOURS) + 1);
    return `var(--service-${known.get(service)})`;
  };
}
