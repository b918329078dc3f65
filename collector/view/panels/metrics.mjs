import { element } from '../ui/element.mjs';
import { format } from '../ui/format.mjs';
import { keyedList } from '../ui/keyed-list.mjs';
import { bucketBars } from './bucket-bars.mjs';

/**
 * The metrics, each with its attribute sets and their measurements.
 *
 * @param {Element} panel
 * @param {{ colourOf: (service: string) => string }} options
 */
export function createMetricsPanel(panel, { colourOf }) {
  const empty = element('p', { class: 'empty', text: 'No metrics so far' });
  const list = element('div', { class: 'metrics' });
  panel.append(empty, list);
  const sync = keyedList(
    list,
    ({ id }) => id,
    (metric) => {
      const rows = element('tbody');
      const syncRows = keyedList(
        rows,
        ({ key }) => key,
        () => {
          const node = element('tr');
          return { node, update: (series) => node.replaceChildren(...cells(series, metric)) };
        },
      );
      return {
        node: element('section', { class: 'metric' }, heading(metric, colourOf), table(metric, rows)),
        update: ({ series }) => syncRows([...series.values()]),
      };
    },
  );

  return {
    /** @param {any[]} metrics */
    render(metrics) {
      empty.hidden = metrics.length > 0;
      sync(metrics);
    },
  };
}

const isDistribution = ({ kind }) => kind === 'histogram' || kind === 'summary';

function heading({ name, unit, kind, temporality, service }, colourOf) {
  const facts = [kind, temporality, unit && `unit ${unit}`].filter(Boolean);
  return element(
    'header',
    {},
    element('h3', { text: name }),
    element(
      'p',
      { class: 'card-facts' },
      element('span', { class: 'dot', vars: { '--colour': colourOf(service) } }),
      element('span', { text: service }),
      ...facts.map((fact) => element('span', { text: fact })),
    ),
  );
}

function table(metric, rows) {
  const columns = isDistribution(metric)
    ? ['Attributes', 'Count', 'Average', 'Sum', 'Distribution']
    : ['Attributes', 'Value'];
  const head = columns.map((column) => element('th', { scope: 'col', text: column }));
  return element('table', {}, element('thead', {}, element('tr', {}, ...head)), rows);
}

function cells({ attributes, count, sum, value, bounds, buckets }, metric) {
  const tags = Object.entries(attributes).map(([name, tagged]) =>
    element(
      'span',
      { class: 'tag', title: `${name} = ${format.value(tagged)}` },
      element('span', { class: 'tag-name', text: shortNameOf(name) }),
      format.value(tagged),
    ),
  );
  const of = element(
    'td',
    { class: 'tags' },
    ...(tags.length > 0 ? tags : [element('span', { class: 'muted', text: 'no attributes' })]),
  );
  const figure = (text, label) => element('td', { class: 'figure', 'data-label': label, text });
  if (!isDistribution(metric)) return [of, figure(format.inUnit(value, metric.unit), 'value')];
  const average = sum === undefined || count === 0 ? '–' : format.inUnit(sum / count, metric.unit);
  return [
    of,
    figure(format.number(count), 'count'),
    figure(average, 'average'),
    figure(sum === undefined ? '–' : format.inUnit(sum, metric.unit), 'sum'),
    element('td', { class: 'bars' }, bucketBars(bounds, buckets, metric.unit)),
  ];
}

/** The end of a long attribute name distinguishes it from its neighbours. */
function shortNameOf(name) {
  return name.split('.').slice(-2).join('.');
}
