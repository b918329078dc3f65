import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { freeAddresses } from './free-addresses.js';
import { expectSameOriginDelivery } from './same-origin.js';
import { startTee } from './tee.js';
import { test } from './test.js';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

test('through Vite’s dev proxy an app’s telemetry stays on its own origin', async ({
  page,
  site,
  collector,
  dir,
}) => {
  const tee = await startTee(collector.url);
  const [address] = await freeAddresses(1);
  process.env.OTLP_COLLECTOR = tee.url;
  const vite = await createServer({
    configFile: pathOf('../../../examples/vite/vite.config.mjs'),
    root: pathOf('vite-app'),
    cacheDir: join(dir, 'vite'),
    logLevel: 'error',
    server: {
      host: '127.0.0.1',
      port: Number(address?.split(':')[1]),
      strictPort: true,
      proxy: { '/api': site.url },
    },
  });
  await vite.listen();
  await expectSameOriginDelivery({ page, site, tee, collector, origin: `http://${address}` });
  await vite.close();
  await tee.close();
});
