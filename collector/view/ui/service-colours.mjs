/** Numbers of `--service-…`: front ends have the blues and violets, back ends the rest. */
const OF_BROWSERS = [1, 5, 4, 8];
const OF_BACKENDS = [2, 3, 6, 7];

/**
 * Assigns each service a colour, the same everywhere while the view is open.
 */
export function createServiceColours() {
  /** @type {Map<string, number>} */
  const known = new Map();
  const taken = { browsers: 0, backends: 0 };

  return {
    /** @param {string} service @param {boolean} isBrowser */
    meet(service, isBrowser) {
      if (known.has(service)) return;
      const [colours, kind] = isBrowser ? [OF_BROWSERS, 'browsers'] : [OF_BACKENDS, 'backends'];
      known.set(service, colours[taken[kind] % colours.length]);
      taken[kind] += 1;
    },
    /** @param {string} service @returns {string} a CSS value */
    colourOf: (service) => `var(--service-${known.get(service) ?? 8})`,
  };
}
