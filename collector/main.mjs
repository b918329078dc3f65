import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCollector } from './server.mjs';

const USAGE = 'usage: node collector/main.mjs [--port 4318] [--data-dir .data]';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4318' },
    'data-dir': { type: 'string', default: fileURLToPath(new URL('../.data', import.meta.url)) },
    help: { type: 'boolean', default: false },
  },
});
const port = Number(values.port);

if (values.help) {
  console.log(USAGE);
} else if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port must be 0 to 65535, not "${values.port}"\n${USAGE}`);
  process.exitCode = 2;
} else {
  const dataDir = resolve(values['data-dir']);
  const collector = await startCollector({ port, dataDir });
  console.log(`Collector and live view: ${collector.url}\nWriting to ${dataDir}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void collector.close());
}
