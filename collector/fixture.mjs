import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCollector } from './server.mjs';

/** Starts a collector for tests on a free port, with an empty folder; `close()` removes both. */
export async function startTestCollector(options = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'collector-'));
  const collector = await startCollector({ dataDir, ...options });
  return {
    ...collector,
    dataDir,

    /** Posts a body unchanged, or a value as JSON. */
    post(signal, body, headers = {}) {
      const isRaw = typeof body === 'string' || body instanceof Uint8Array;
      return fetch(`${collector.url}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: isRaw ? body : JSON.stringify(body),
      });
    },

    /** Returns the requests in a signal's file. */
    async written(signal) {
      const text = await readFile(join(dataDir, `${signal}.jsonl`), 'utf8');
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    },

    async close() {
      await collector.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Returns a valid span with changes. */
export const aSpan = (changes = {}) => ({
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  name: 'click',
  kind: 1,
  startTimeUnixNano: '1544712660000000000',
  endTimeUnixNano: '1544712661000000000',
  ...changes,
});

/** Returns a request of traces with these spans. */
export const tracesOf = (...spans) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

/** Returns a request of logs with these records. */
export const logsOf = (...logRecords) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });

/** Returns a request of metrics with these. */
export const metricsOf = (...metrics) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
