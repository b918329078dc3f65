import { fileURLToPath } from 'node:url';
import { createSymbolicator } from 'otel-rum-sourcemaps';
import { startCollector } from '../../collector/server.mjs';

const maps = fileURLToPath(new URL('../.maps', import.meta.url));

/**
 * Starts the embedded collector with the live view. Stacks are symbolicated with the source maps that the
 * builds of the fronts have put into demo/.maps.
 * @param {{ port?: number, dataDir: string }} options
 */
export const startWindow = ({ port, dataDir }) => {
  const { symbolicateRequest } = createSymbolicator({ maps, context: 2 });
  return startCollector({ port, dataDir, prepare: symbolicateRequest });
};
