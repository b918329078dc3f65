import { VITALS } from '../model/web-vitals.mjs';
import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { createGauge } from './gauge.mjs';

const RATINGS = { good: 'Good', 'needs-improvement': 'Needs work', poor: 'Poor' };

/**
 * The Web Vitals, each on its gauge.
 *
 * @param {Element} panel
 */
export function createVitalsPanel(panel) {
  const cards = VITALS.map(createCard);
  panel.append(...cards.map(({ node }) => node));
  return {
    /**
     * @param {(name: string) => any} summaryOf values from the events
     * @param {(name: string) => Record<string, number>} countsOf by rating, from the histograms
     */
    render(summaryOf, countsOf) {
      for (const { vital, update } of cards) update(summaryOf(vital.name), countsOf(vital.name));
    },
  };
}

function createCard(vital) {
  const write = (value) =>
    vital.unit === 'ms' ? format.duration(value) : format.number(Math.round(value * 1e3) / 1e3);
  const gauge = createGauge(vital, write);
  const rating = element('span', { class: 'rating' });
  const basis = element('p', { class: 'vital-basis' });
  const target = element('p', { class: 'vital-target' });
  const counts = element('div', { class: 'vital-counts' });
  const title = element('p', { class: 'vital-title', text: vital.title });
  const name = element('abbr', { title: vital.title, text: vital.name.toUpperCase() });
  const node = element(
    'article',
    { class: 'vital', 'aria-label': vital.title },
    gauge.node,
    element('div', { class: 'vital-text' }, element('h3', {}, name, rating), title, basis, counts, target),
  );

  return {
    node,
    vital,
    update({ count, p75, latest, rating: rated, target: selector }, byRating) {
      node.dataset.rating = rated ?? 'none';
      rating.textContent = RATINGS[rated] ?? '';
      gauge.update(p75);
      basis.textContent = count === 0 ? 'not measured yet' : `p75 of ${count}`;
      basis.title = count === 0 ? '' : `75th percentile of ${count}, the last one ${write(latest)}`;
      target.textContent = selector ?? '';
      target.title = selector ?? '';
      counts.replaceChildren(...countBars(byRating));
    },
  };
}

/** The histogram's counts as one bar in three parts. */
function countBars(byRating) {
  const ratings = Object.keys(RATINGS).filter((rating) => byRating[rating] > 0);
  return ratings.map((rating) =>
    element('span', {
      'data-rating': rating,
      vars: { '--count': String(byRating[rating]) },
      title: `${RATINGS[rating]}: ${byRating[rating]}`,
      text: String(byRating[rating]),
    }),
  );
}
