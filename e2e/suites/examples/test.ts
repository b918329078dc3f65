import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCollector } from '../../../collector/server.mjs';
import { createInbox, type Inbox } from '../../harness/inbox.js';
import { flatten } from '../../harness/otlp.js';
import { test as base } from '../../harness/test.js';
import { type RealCollector, type Settings, startRealCollector } from './real-collector.js';

export { expect, flush } from '../../harness/test.js';

/** The backend of the OpenTelemetry Collector. */
interface Backend {
  url: string;
  inbox: Inbox;
}

interface Fixtures {
  /** The test's own folder. */
  dir: string;
  backend: Backend;
  /** Starts the OpenTelemetry Collector for this site in front of this backend; later ones have the same files. */
  start(settings?: Partial<Settings>, changes?: object): Promise<RealCollector>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  dir: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'otel-rum-deploy-'));
    await use(dir);
    await rm(dir, { recursive: true });
  },

  backend: async ({ dir }, use) => {
    const collector = await startCollector({ dataDir: join(dir, 'backend') });
    const inbox = createInbox();
    collector.onAccepted(({ request }) => inbox.add(flatten(request)));
    await use({ url: collector.url, inbox });
    await collector.close();
  },

  start: async ({ dir, site, backend }, use) => {
    const started: RealCollector[] = [];
    await use(async (settings, changes) => {
      const all = { RUM_BACKEND: backend.url, RUM_ALLOWED_ORIGINS: `[${site.url}]`, ...settings };
      const collector = await startRealCollector(join(dir, 'real'), all, changes);
      started.push(collector);
      return collector;
    });
    for (const collector of started) await collector.close();
  },
});
