const FENCE = '```';

/**
 * Returns the page docs/guides/analyse.md: each question with its query and the answer after a visit.
 *
 * @param {{ question: import('./questions/questions.mjs').Question, rows: Record<string, string | number>[] }[]} answered
 */
export function analysePage(answered) {
  return `# Ask your telemetry

<!-- Made by \`npm run test:full -- --write\` from demo/full/questions: do not edit. -->

Ten questions that people ask of real-user monitoring, for Prometheus and for Elasticsearch. Start the film shop with
\`npm start -- --full\`, click around, and ask them of your own visit. The answers below are those of a scripted visit on a busy
machine: the shapes count, not the times.

- **Prometheus** has the metrics, which count every visit, sampled or not. The queries read running totals, \`last_over_time(…[1h])\`: what
  was counted since the Collector started. Over a time of day use \`increase(…[1h])\`, and know that it does not count what a new series
  held in its first sample: a route that was visited once is a zero.
- **Elasticsearch** has spans and events, by [this index template](../../examples/elasticsearch/index-template.json): \`attributes.*\` is
  what [signals](../reference/signals.md) lists. Durations are in nanoseconds.

${answered.map(sectionOf).join('\n')}`;
}

function sectionOf({ question, rows }, index) {
  const { title, about, query, index: pattern, followUp } = question;
  const request = pattern
    ? `${FENCE}json\nPOST /${pattern}/_search\n${JSON.stringify(query, null, 2)}\n${FENCE}`
    : `${FENCE}promql\n${query}\n${FENCE}`;
  const more = followUp
    ? `\nA second query reads what the first one found: \`followUp\` in [of-elasticsearch.mjs](../../demo/full/questions/of-elasticsearch.mjs).\n`
    : '';
  return `## ${index + 1}. ${title}\n\n${about}\n\n${request}\n${more}\n${tableOf(rows)}\n`;
}

/** Maximum number of rows, since an answer is only an example here. */
function tableOf(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, 10).map((row) => line(columns.map((column) => cellOf(row[column]))));
  return [line(columns), line(columns.map(() => '---')), ...shown].join('\n');
}

const cellOf = (value) =>
  String(typeof value === 'number' ? Number(value.toPrecision(3)) : (value ?? '')).replaceAll('|', '\\|');
