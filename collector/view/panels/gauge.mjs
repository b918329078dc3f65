import { element } from '../ui/element.mjs';

const RADIUS = 42;
const CENTRE = { x: 50, y: 62 };
/** Parts of the arc: good, needs work, poor. */
const ZONES = [
  ['good', 0, 0.5],
  ['needs-improvement', 0.5, 0.75],
  ['poor', 0.75, 1],
];
const GAP = 0.012;

/**
 * A half circle with three zones, and a mark at a value. The zones have equal sizes for every vital; within a zone the scale
 * is linear.
 *
 * @param {{ good: number, poor: number }} thresholds
 * @param {(value: number) => string} write
 */
export function createGauge({ good, poor }, write) {
  const mark = element('circle', { class: 'gauge-mark', r: 5.5 });
  const zones = ZONES.map(([rating, from, to]) =>
    element('path', { class: 'gauge-zone', 'data-rating': rating, d: arc(from + GAP, to - GAP) }),
  );
  const value = element('span', { class: 'gauge-value' });
  const labels = [
    element('text', { x: CENTRE.x, y: CENTRE.y - RADIUS - 7, 'text-anchor': 'middle', text: write(good) }),
    element('text', { x: CENTRE.x + 36, y: CENTRE.y - 32, text: write(poor) }),
  ];
  const drawing = element('svg', { viewBox: '0 0 124 74', 'aria-hidden': 'true' }, ...zones, ...labels, mark);
  const node = element('div', { class: 'gauge' }, drawing, value);

  return {
    node,
    /** @param {number} [measured] none yet when undefined */
    update(measured) {
      value.textContent = measured === undefined ? '–' : write(measured);
      mark.toggleAttribute('hidden', measured === undefined);
      mark.style.setProperty('--angle', `${180 * partOf(measured ?? 0, good, poor)}deg`);
    },
  };
}

/** Returns the position of a value on the arc (0 to 1); the poor zone ends at twice its threshold. */
function partOf(value, good, poor) {
  if (value <= good) return (value / good) * 0.5;
  if (value <= poor) return 0.5 + ((value - good) / (poor - good)) * 0.25;
  return Math.min(1, 0.75 + ((value - poor) / poor) * 0.25);
}

function arc(from, to) {
  const point = (part) => {
    const angle = Math.PI * (1 - part);
    return `${CENTRE.x + RADIUS * Math.cos(angle)} ${CENTRE.y - RADIUS * Math.sin(angle)}`;
  };
  return `M${point(from)}A${RADIUS} ${RADIUS} 0 0 1 ${point(to)}`;
}
