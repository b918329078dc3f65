import type { Page } from '@playwright/test';
import { bundle } from './bundle.js';
import type { Collector } from './collector.js';
import { type LiveServer, startLiveServer } from './live-server.js';
import { serveModulePage } from './pages.js';
import type { Site } from './site.js';
import { test as base } from './test.js';

export { expect, flush } from './test.js';

interface World {
  page: Page;
  site: Site;
  collector: Collector;
}

/** Tests with a server for live connections. */
export const test = base.extend<{ live: LiveServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  live: async ({}, use) => {
    const live = await startLiveServer();
    await use(live);
    await live.close();
  },
});

/** Opens a page with `otel-rum` and all of `otel-rum/extras`, which runs this code after their start. */
export async function openWithExtras(world: World, code = ''): Promise<void> {
  await open(
    world,
    '/with',
    `import { getRum, initRum } from 'otel-rum';
    import { beacons, consoleMessages, eventSources, resourceSpans, webSockets } from 'otel-rum/extras';
    initRum({
      serviceName: 'shop',
      endpoint: '${world.collector.url}',
      ignoreUrls: [/\\/ignored$/],
      instrumentations: (ours) => [...ours, webSockets(), eventSources(), beacons(), consoleMessages(), resourceSpans()],
    });
    window.otelRum = getRum();
    ${code}`,
  );
}

/** Opens a page without either, which runs this code. */
export async function openWithout(world: World, code: string): Promise<void> {
  await open(world, '/without', code);
}

async function open({ page, site }: World, path: string, code: string): Promise<void> {
  await page.goto(serveModulePage(site, path, await bundle(`declare const window: any;\n${code}`)));
}
