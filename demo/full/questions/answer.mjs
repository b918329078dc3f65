/**
 * Sends a question's query to its backend.
 *
 * @param {import('./questions.mjs').Question} question
 * @param {{ prometheusUrl: string, elasticsearchUrl: string }} backends
 * @returns {Promise<Record<string, string | number>[]>} rows; of Prometheus, each has its labels and `value`
 * @throws {Error} if the backend refuses the query
 */
export async function answer({ query, index, followUp, read }, { prometheusUrl, elasticsearchUrl }) {
  if (!index) return askPrometheus(query, prometheusUrl);
  const ask = (body) =>
    askJson(`${elasticsearchUrl}/${index}/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const first = await ask(query);
  return read(followUp ? await ask(followUp(first)) : first);
}

/** @param {string} query @param {string} prometheusUrl */
export async function askPrometheus(query, prometheusUrl) {
  const { data } = await askJson(`${prometheusUrl}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query }),
  });
  return data.result.map(({ metric, value: [, value] }) => ({ ...metric, value: Number(value) }));
}

async function askJson(url, request) {
  const response = await fetch(url, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
