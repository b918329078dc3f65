const FENCE = '```';

/**
 * Returns the page docs/guides/analyse.md: each question with its queries and the answers after a visit.
 *
 * @param {{ question: Question, rows: Rows, duckdbRows: Rows }[]} answered
 *
 * @typedef {import('./questions/questions.mjs').Question} Question
 * @typedef {Record<string, string | number>[]} Rows
 */
export function analysePage(answered) {
  return `# Ask your telemetry

<!-- Made by \`npm run test:full -- --write\` from demo/full/questions: do not edit. -->

Ten questions that people ask of real-user monitoring, five for Prometheus and five for Elasticsearch, and each of them for DuckDB. Start
the film shop with \`npm start -- --full\`, click around, and ask them of your own visit. The answers below are those of a scripted visit on
a busy machine: the shapes count, not the times.

- **Prometheus** has the metrics, which count every visit, sampled or not. The queries read running totals, \`last_over_time(…[1h])\`: what
  was counted since the Collector started. Over a time of day use \`increase(…[1h])\`, and know that it does not count what a new series
  held in its first sample: a route that was visited once is a zero.
- **Elasticsearch** has spans and events, by [this index template](../../examples/elasticsearch/index-template.json): \`attributes.*\` is
  what [signals](../reference/signals.md) lists. Durations are in nanoseconds.
- **DuckDB** reads the files of OTLP/JSON lines that the Collector's file exporter and the demo's collector write, with
  [these views](../../examples/duckdb/views.sql): \`cd demo/.data && duckdb -init ../../examples/duckdb/views.sql\`. It needs no server.
  Percentiles are exact; visits whose records were sampled out are not counted.

${answered.map(sectionOf).join('\n')}`;
}

function sectionOf({ question, rows, duckdbRows }, index) {
  const { title, about, query, index: pattern, followUp, sql } = question;
  const request = pattern
    ? `${FENCE}json\nPOST /${pattern}/_search\n${JSON.stringify(query, null, 2)}\n${FENCE}`
    : `${FENCE}promql\n${query}\n${FENCE}`;
  const more = followUp
    ? `\nA second query reads what the first one found: \`followUp\` in [of-elasticsearch.mjs](../../demo/full/questions/of-elasticsearch.mjs).\n`
    : '';
  const duckdb = `${FENCE}sql\n${sql.trim()}\n${FENCE}\n\n${tableOf(duckdbRows)}`;
  return `## ${index + 1}. ${title}\n\n${about}\n\n${request}\n${more}\n${tableOf(rows)}\n\nIn DuckDB:\n\n${duckdb}\n`;
}

/** Returns a Markdown table of the first ten rows, since an answer is only an example here. */
function tableOf(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, 10).map((row) => line(columns.map((column) => cellOf(row[column]))));
  return [line(columns), line(columns.map(() => '---')), ...shown].join('\n');
}

const cellOf = (value) =>
  String(typeof value === 'number' ? Number(value.toPrecision(3)) : (value ?? '')).replaceAll('|', '\\|');
