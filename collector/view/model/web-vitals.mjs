const PREFIX = 'browser.web_vital.';
const MAX_SAMPLES = 200;

/** The vitals in order of importance, with the thresholds of good and poor. */
export const VITALS = [
  { name: 'lcp', title: 'Largest Contentful Paint', unit: 'ms', good: 2_500, poor: 4_000 },
  { name: 'inp', title: 'Interaction to Next Paint', unit: 'ms', good: 200, poor: 500 },
  { name: 'cls', title: 'Cumulative Layout Shift', unit: '', good: 0.1, poor: 0.25 },
  { name: 'fcp', title: 'First Contentful Paint', unit: 'ms', good: 1_800, poor: 3_000 },
  { name: 'ttfb', title: 'Time to First Byte', unit: 'ms', good: 800, poor: 1_800 },
];

/** The state of each Web Vital: values from events, counts by rating from histograms. */
export function createWebVitals() {
  /** @type {Map<string, Map<string, any>>} samples by vital, then by the id of the page view's measurement */
  const samples = new Map(VITALS.map(({ name }) => [name, new Map()]));

  return {
    /** @param {any} event of the event store */
    addEvent({ attributes, service, session }) {
      const ofVital = samples.get(String(attributes[`${PREFIX}name`]).toLowerCase());
      const value = Number(attributes[`${PREFIX}value`]);
      if (!ofVital || Number.isNaN(value)) return;
      const id = attributes[`${PREFIX}id`] ?? Symbol();
      // A later report of the same measurement corrects the earlier one.
      ofVital.delete(id);
      ofVital.set(id, { value, service, session, target: targetIn(attributes) });
      if (ofVital.size > MAX_SAMPLES) ofVital.delete(ofVital.keys().next().value);
    },

    /**
     * @param {string} name
     * @param {(sample: any) => boolean} [matches]
     * @returns {{ count: number, latest?: number, p75?: number, rating?: string, target?: string }}
     */
    summary(name, matches = () => true) {
      const matching = [...samples.get(name).values()].filter(matches);
      if (matching.length === 0) return { count: 0 };
      const p75 = percentile75(matching.map(({ value }) => value));
      const { value: latest, target } = matching.at(-1);
      return { count: matching.length, latest, p75, rating: ratingOf(name, p75), target };
    },

    clear() {
      for (const ofVital of samples.values()) ofVital.clear();
    },
  };
}

/**
 * @param {string} name of a vital
 * @param {number} value
 * @returns {'good' | 'needs-improvement' | 'poor'} a value on a threshold is still on its better side
 */
export function ratingOf(name, value) {
  const { good, poor } = VITALS.find((vital) => vital.name === name);
  if (value <= good) return 'good';
  return value <= poor ? 'needs-improvement' : 'poor';
}

function percentile75(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.75) - 1];
}

/** Returns the element in the attribution. */
function targetIn(attributes) {
  const key = Object.keys(attributes).find((name) => /\.attribution\..*(target|element)$/i.test(name));
  return key && String(attributes[key]);
}
