import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './start/ensure-built.mjs';
import { runTogether } from './start/run-together.mjs';
import { startService } from './start/start-service.mjs';
import { startWindow } from './start/start-window.mjs';

/**
 * Starts the whole demo: collector, ratings service, API server with the pages. First builds what is missing or outdated.
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
  const { start, close } = runTogether(onServiceExit);
  try {
    const { url: collectorUrl } = await start(startWindow({ port: collectorPort, dataDir }));
    const { url: ratingsUrl } = await start(
      startService({ name: 'ratings', file: 'servers/ratings.cjs', collectorUrl }),
    );
    const { url } = await start(
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
