import { readFile } from 'node:fs/promises';
import { elasticsearchDocuments } from './elasticsearch-documents.mjs';

const TEMPLATE = new URL('../../examples/elasticsearch/index-template.json', import.meta.url);
/** Whether Elasticsearch is busy, so that the same document can be sent later. */
const isBusy = ({ status }) => status === 429 || status >= 500;
const MAX_ATTEMPTS = 5;
const INDICES = ['traces-generic.otel-default', 'logs-generic.otel-default'];

/**
 * Writes what the embedded collector accepts to Elasticsearch, by its bulk API: one request at a time, with all
 * documents that arrived during the previous one. It replaces the Collector's own exporter, which needs a newer Elasticsearch.
 *
 * @param {string} url of Elasticsearch
 * @param {(message: string) => void} onError is called with the reason when documents were refused
 */
export async function createElasticsearchWriter(url, onError) {
  const ask = async (path, method, body, type = 'application/json') => {
    const response = await fetch(`${url}${path}`, { method, body, headers: { 'content-type': type } });
    if (!response.ok) throw new Error(`Elasticsearch answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  await ask('/_index_template/otel', 'PUT', await readFile(TEMPLATE, 'utf8'));
  for (const index of INDICES) await ask(`/${index}`, 'PUT');

  let waiting = [];
  let writing = Promise.resolve();

  async function writeWaiting() {
    const documents = waiting;
    waiting = [];
    await write(documents, 1);
  }

  async function write(documents, attempt) {
    if (documents.length === 0) return;
    const lines = documents.flatMap(({ index, document }) => [
      JSON.stringify({ create: { _index: index } }),
      JSON.stringify(document),
    ]);
    try {
      const answer = await ask('/_bulk', 'POST', `${lines.join('\n')}\n`, 'application/x-ndjson');
      const outcomes = answer.items.map(({ create }) => create);
      const again = documents.filter((_, index) => attempt < MAX_ATTEMPTS && isBusy(outcomes[index]));
      const lost = outcomes.find((outcome) => outcome.error && !(attempt < MAX_ATTEMPTS && isBusy(outcome)));
      if (lost) onError(`Elasticsearch refused a document: ${lost.error.reason}`);
      await write(again, attempt + 1);
    } catch (error) {
      onError(error.message);
    }
  }

  return {
    /** @param {import('../../collector/ingest.mjs').Accepted} accepted */
    write(accepted) {
      const isIdle = waiting.length === 0;
      waiting.push(...elasticsearchDocuments(accepted));
      if (isIdle && waiting.length > 0) writing = writing.then(writeWaiting);
    },
    url,
    /** Resolves when all documents written before can be searched. */
    async flush() {
      await writing;
      await ask('/_refresh', 'POST');
    },
    close: () => writing,
  };
}
