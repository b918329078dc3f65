import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';

const WIDTH = 96;
const HEIGHT = 22;

/**
 * A histogram's buckets as bars.
 *
 * @param {number[]} bounds
 * @param {number[]} buckets one more than bounds
 * @param {string} unit
 * @returns {Element | string} empty where there are no buckets
 */
export function bucketBars(bounds, buckets, unit) {
  if (buckets.length === 0) return '';
  const most = Math.max(1, ...buckets);
  const step = WIDTH / buckets.length;
  const bars = buckets.map((count, index) => {
    const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
    const bar = { x: index * step, y: HEIGHT - height, width: Math.max(1, step - 1.5), height, rx: 1 };
    const label = `${rangeOf(bounds, index, unit)}: ${count}`;
    return element('rect', { ...bar, 'data-empty': count === 0, 'data-label': label });
  });
  const most1 = rangeOf(bounds, buckets.indexOf(Math.max(...buckets)), unit);
  const label = `Most measurements: ${most1}`;
  return element(
    'svg',
    { class: 'bucket-bars', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': label },
    ...bars,
  );
}

function rangeOf(bounds, index, unit) {
  const write = (bound) => format.inUnit(bound, unit);
  if (index === 0) return `up to ${write(bounds[0])}`;
  if (index === bounds.length) return `over ${write(bounds.at(-1))}`;
  return `${write(bounds[index - 1])} to ${write(bounds[index])}`;
}
