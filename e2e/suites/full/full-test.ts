import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFull } from '../../../demo/full/start-full.mjs';
import { followWindow } from '../../harness/demo.js';
import type { Inbox } from '../../harness/inbox.js';
import { test as base, expect } from '../../harness/test.js';

type Full = Awaited<ReturnType<typeof startFull>> & { inbox: Inbox; dataDir: string };

/** A test beside the full demo, which runs as long as the worker does. */
export const test = base.extend<object, { full: Full }>({
  full: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'otel-rum-full-data-'));
      const complaints: string[] = [];
      const demo = await startFull({ dataDir, onProgress: (line) => complaints.push(line) });
      // Later log messages are about records that were not written.
      complaints.length = 0;
      const { inbox, stop } = followWindow(demo.windowUrl);
      await use({ ...demo, inbox, dataDir });
      await stop();
      await demo.close();
      expect(complaints, 'Elasticsearch took every document').toEqual([]);
      await rm(dataDir, { recursive: true });
    },
    { scope: 'worker', timeout: 400_000 },
  ],
});

export { expect };
