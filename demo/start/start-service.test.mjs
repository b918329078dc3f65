import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCollector } from '../../collector/server.mjs';
import { startService } from './start-service.mjs';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const browserSpanId = 'b7ad6b7169203331';
let dataDir;
let collector;
let serverTiming;
let spans;

/** Makes one request of each kind, then stops in order: all spans must have arrived, because stopping sends them. */
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'demo-'));
  collector = await startCollector({ dataDir });
  const collectorUrl = collector.url;
  const ratings = await startService({ name: 'ratings', file: 'servers/ratings.cjs', collectorUrl });
  const env = { RATINGS_URL: ratings.url, COLLECTOR_URL: collectorUrl };
  const api = await startService({ name: 'movies-api', file: 'servers/api.cjs', collectorUrl, env });

  const headers = { traceparent: `00-${traceId}-${browserSpanId}-01` };
  await (await fetch(`${api.url}/api/movies/7`, { headers })).json();
  await (await fetch(`${api.url}/posters/7.svg`)).text();
  const shell = await fetch(`${api.url}/`);
  serverTiming = shell.headers.get('server-timing');
  await shell.text();
  await (await fetch(`${api.url}/api/visitor`)).json();
  await api.close();
  await ratings.close();

  const lines = readFileSync(path.join(dataDir, 'traces.jsonl'), 'utf8').trim().split('\n').map(JSON.parse);
  spans = lines
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ resource, scopeSpans }) => {
      const service = resource.attributes.find(({ key }) => key === 'service.name').value.stringValue;
      return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })));
    });
}, 30_000);
afterAll(async () => {
  await collector.close();
  rmSync(dataDir, { recursive: true });
});

it('joins the trace of the browser, through the API server, to the ratings service', () => {
  const up = (span) => spans.find(({ spanId }) => spanId === span.parentSpanId);
  const ratings = spans.find(
    ({ traceId: id, service, kind }) => id === traceId && service === 'ratings' && kind === 2,
  );
  const client = up(ratings);
  expect(client).toMatchObject({ service: 'movies-api', kind: 3 });
  const handler = up(client);
  const server = up(handler);
  expect(server).toMatchObject({
    service: 'movies-api',
    kind: 2,
    name: 'GET /api/movies/:id',
    parentSpanId: browserSpanId,
  });
});

it('names a document’s server span with an honest flag, and sends no trace of pictures and of the shell', () => {
  expect(serverTiming).toMatch(/^traceparent;desc="00-[0-9a-f]{32}-[0-9a-f]{16}-00"$/);
  const roots = spans.filter(({ parentSpanId }) => !parentSpanId).map(({ name }) => name);
  expect(roots).toEqual(['GET /api/visitor']);
});

it('rejects with a reason when a server cannot start', async () => {
  const { port } = collector;
  await expect(
    startService({ name: 'ratings', file: 'servers/ratings.cjs', collectorUrl: collector.url, port }),
  ).rejects.toThrow(/^ratings \(process \d+\) ended with code 1$/);
});
