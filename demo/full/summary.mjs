import { questions } from './questions/questions.mjs';

const PRINTED = ['lcp-by-route', 'slowest-action', 'sessions-with-errors'];

/**
 * Returns the text below the demo's URLs: the backends, the missing parts, and three questions with commands that answer
 * them.
 *
 * @param {Awaited<ReturnType<typeof import('./start-full.mjs').startFull>>} demo
 */
export function summary({ chartsUrl, collectorUrl, prometheusUrl, elasticsearchUrl, apiUrl, leftOut }) {
  const addresses = [
    ['Page made by Flask', chartsUrl],
    ['Telemetry goes to', collectorUrl],
    ['Prometheus', prometheusUrl],
    ['Elasticsearch', elasticsearchUrl],
  ].filter(([, url]) => url);
  const asked = questions.filter(
    ({ id, index }) => PRINTED.includes(id) && (index ? elasticsearchUrl : prometheusUrl),
  );
  return [
    ...addresses.map(([name, url]) => `  ${name.padEnd(20)} ${url}`),
    ...leftOut.map((sentence) => `\n  ${sentence}`),
    '\n  Break something:',
    `  curl -X PUT ${apiUrl}/faults/ratings -H 'content-type: application/json' -d '{"fault":"slow"}'`,
    '  (movies-api, ratings or search; "slow", "fail" or "none")',
    ...asked.map(
      (question) => `\n  ${question.title}\n  ${commandOf(question, { prometheusUrl, elasticsearchUrl })}`,
    ),
    asked.length > 0 ? '\n  More questions: docs/guides/analyse.md\n' : '',
  ].join('\n');
}

/** Returns the command: a URL for Prometheus, which has a page for queries, and curl for Elasticsearch. */
function commandOf({ query, index }, { prometheusUrl, elasticsearchUrl }) {
  if (!index) return `${prometheusUrl}/graph?${new URLSearchParams({ 'g0.expr': query, 'g0.tab': '1' })}`;
  return `curl -s '${elasticsearchUrl}/${index}/_search?pretty' -H 'content-type: application/json' -d '${JSON.stringify(query)}'`;
}
