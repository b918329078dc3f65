import { fileURLToPath } from 'node:url';
import { createSymbolicator } from 'otel-rum-sourcemaps';
import { startCollector } from '../collector/server.mjs';
import { ensureBuilt } from './start/ensure-built.mjs';
import { startService } from './start/start-service.mjs';

const mapsDir = fileURLToPath(new URL('./.maps', import.meta.url));

/**
 * Starts the whole demo: collector, ratings service, API server with the pages. Builds what is missing or old first.
 * Every port is free unless given.
 * @param {object} [options]
 * @param {number} [options.port]           of the pages and the API
 * @param {number} [options.collectorPort]
 * @param {string} [options.dataDir]        where the collector keeps what it received; default demo/.data
 * @param {(message: string) => void} [options.onProgress]
 * @param {(message: string) => void} [options.onServiceExit]  a service has ended that nobody closed
 * @returns {Promise<{ url: string, apiUrl: string, collectorUrl: string, close: () => Promise<void> }>}
 */
export const startDemo = async ({
  port = 0,
  collectorPort = 0,
  dataDir = fileURLToPath(new URL('./.data', import.meta.url)),
  onProgress = () => {},
  onServiceExit = () => {},
} = {}) => {
  await ensureBuilt({ onProgress });

  /** What runs, in the order in which it was started; it is stopped the other way round, the collector last. */
  const running = [];
  let isClosing = false;
  const close = async () => {
    isClosing = true;
    for (const part of running.splice(0).reverse()) await part.close();
  };
  const start = async (starting) => {
    const part = await starting;
    running.push(part);
    part.exited?.then((message) => {
      if (!isClosing) onServiceExit(message);
    });
    return part.url;
  };

  try {
    // Readable stacks: the fronts' builds have put their maps into this folder.
    const { symbolicateRequest } = createSymbolicator({ maps: mapsDir, context: 2 });
    const collectorUrl = await start(
      startCollector({ port: collectorPort, dataDir, prepare: symbolicateRequest }),
    );
    const ratingsUrl = await start(
      startService({ name: 'ratings', file: 'servers/ratings.cjs', collectorUrl }),
    );
    const url = await start(
      startService({
        name: 'movies-api',
        file: 'servers/api.cjs',
        port,
        collectorUrl,
        env: { RATINGS_URL: ratingsUrl, COLLECTOR_URL: collectorUrl },
      }),
    );
    return { url, apiUrl: `${url}/api`, collectorUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
};
