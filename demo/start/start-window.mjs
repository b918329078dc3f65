import { fileURLToPath } from 'node:url';
import { createSymbolicator } from 'otel-rum-sourcemaps';
import { startCollector } from '../../collector/server.mjs';

const maps = fileURLToPath(new URL('../.maps', import.meta.url));

/**
 * Starts the embedded collector with the live view. It symbolicates stacks with the source maps that the builds
 * of the fronts have put into demo/.maps, unless `otel-rum-sourcemaps serve` in front of it has done so.
 * @param {{ port?: number, dataDir: string, isBehindServe?: boolean }} options
 */
export const startWindow = ({ port, dataDir, isBehindServe = false }) => {
  if (isBehindServe) return startCollector({ port, dataDir });
  const { symbolicateRequest } = createSymbolicator({ maps, context: 2 });
  return startCollector({ port, dataDir, prepare: symbolicateRequest });
};
