import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../start/ensure-built.mjs';
import { freePorts } from '../start/free-ports.mjs';
import { runTogether } from '../start/run-together.mjs';
import { startService } from '../start/start-service.mjs';
import { startWindow } from '../start/start-window.mjs';
import { createElasticsearchWriter } from './elasticsearch-writer.mjs';
import { findParts } from './find-parts.mjs';
import { servers } from './servers.mjs';

/**
 * Starts the demo with all parts for which this machine has the tools: Flask services with Redis and Elasticsearch, the
 * OpenTelemetry Collector, Prometheus. Missing parts are named, and replaced by those of `startDemo()`.
 *
 * @param {object} [options]
 * @param {number} [options.port] of the pages and the API; any free one unless given
 * @param {number} [options.collectorPort] where telemetry is sent to; any free one unless given
 * @param {string} [options.dataDir] where the embedded collector keeps what it received; default demo/.data
 * @param {(message: string) => void} [options.onProgress]
 * @param {(message: string) => void} [options.onServiceExit] called when a part has ended that nobody closed
 */
export async function startFull({
  port = 0,
  collectorPort = 0,
  dataDir = fileURLToPath(new URL('../.data', import.meta.url)),
  onProgress = () => {},
  onServiceExit = () => {},
} = {}) {
  await ensureBuilt({ onProgress });
  const parts = await findParts(onProgress);
  const folder = await mkdtemp(join(tmpdir(), 'otel-rum-full-'));
  const { start, close: closeParts } = runTogether(onServiceExit);
  const close = async () => {
    await closeParts();
    await rm(folder, { recursive: true, force: true });
  };
  const startServer = async (name, ...site) => {
    if (!parts[name]) return undefined;
    const own = join(folder, name);
    await mkdir(own);
    return start(servers[name](parts[name], own, ...site));
  };

  try {
    onProgress('Starting the servers …');
    const [redis, elasticsearch, prometheus] = await Promise.all(
      ['redis', 'elasticsearch', 'prometheus'].map((name) => startServer(name)),
    );
    const writer = elasticsearch && (await start(createElasticsearchWriter(elasticsearch.url, onProgress)));
    // The Collector sends through `serve`; without a Collector pages send to the live view itself.
    const isBehindServe = Boolean(parts.collector);
    const window = await start(
      startWindow({ port: isBehindServe ? 0 : collectorPort, dataDir, isBehindServe }),
    );
    if (writer) window.onAccepted(writer.write);
    const serve = isBehindServe ? await start(servers.sourcemaps(window.url)) : undefined;
    const collector = await startServer('collector', {
      port: collectorPort,
      backendUrl: serve?.url ?? window.url,
      prometheusUrl: prometheus?.url,
    });
    const collectorUrl = collector?.url ?? window.url;

    const flask = async (name, env) =>
      (await start(servers.flask(parts.python, name, { collectorUrl, env }))).url;
    const pagesPort = port || Number((await freePorts(1))[0]);
    const url = `http://127.0.0.1:${pagesPort}`;
    const ratingsUrl =
      parts.python && redis
        ? await flask('ratings', { REDIS_URL: redis.url, PAGES_URL: url, COLLECTOR_URL: collectorUrl })
        : (await start(startService({ name: 'ratings', file: 'servers/ratings.cjs', collectorUrl }))).url;
    const searchUrl =
      parts.python && elasticsearch && (await flask('search', { ELASTICSEARCH_URL: elasticsearch.url }));

    await start(
      startService({
        name: 'movies-api',
        file: 'servers/api.cjs',
        telemetry: './servers/telemetry.mjs',
        port: pagesPort,
        collectorUrl,
        env: {
          RATINGS_URL: ratingsUrl,
          ...(searchUrl && { SEARCH_URL: searchUrl }),
          COLLECTOR_URL: collectorUrl,
          WINDOW_URL: window.url,
          OTEL_BAGGAGE_ATTRIBUTES: 'visitor.plan',
        },
      }),
    );
    return {
      url,
      apiUrl: `${url}/api`,
      /** URL of the live view. */
      windowUrl: window.url,
      collectorUrl,
      chartsUrl: parts.python && redis ? `${ratingsUrl}/charts` : undefined,
      elasticsearchUrl: elasticsearch?.url,
      prometheusUrl: prometheus?.url,
      leftOut: parts.leftOut,
      /** Resolves when all accepted documents can be searched. */
      flush: async () => writer?.flush(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
