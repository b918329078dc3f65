import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { servers } from '../../../demo/full/servers.mjs';
import { startTwoTier } from '../../../scripts/examples/two-tier.mjs';
import { test as base } from './test.js';
import { type MadeVisit, requestsOf } from './two-tier-visits.js';

export { expect } from './test.js';

type TwoTier = Awaited<ReturnType<typeof startTwoTier>>;

interface Fixtures {
  prometheusUrl: string;
  twoTier: TwoTier;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`npm run test:examples two-tier\``);
  return value;
}

export const test = base.extend<Fixtures>({
  prometheusUrl: async ({ dir }, use) => {
    const prometheus = await servers.prometheus(fromEnvironment('OTEL_RUM_PROMETHEUS'), dir);
    await use(prometheus.url);
    await prometheus.close();
  },

  twoTier: async ({ dir, backend, prometheusUrl }, use) => {
    const twoTier = await startTwoTier({
      command: fromEnvironment('OTEL_RUM_TWO_TIER_COLLECTOR'),
      folder: join(dir, 'two-tier'),
      backendUrl: backend.url,
      prometheusUrl,
    });
    await use(twoTier);
    await twoTier.close();
  },
});

/** Visitors at once. */
const AT_ONCE = 8;

/**
 * Sends all requests of the visits, a visit's in turn to the gateways; a gateway that is away is tried again, as the
 * proxy and the page do.
 *
 * @param twoTier
 * @param visits
 * @param routes how many routes they have in all
 * @param onVisit is called when a visit was accepted whole, with the number of visits so far
 */
export async function sendVisits(
  { gateways }: TwoTier,
  visits: MadeVisit[],
  routes: number,
  onVisit: (accepted: number) => void = () => {},
): Promise<void> {
  const waiting = [...visits];
  let accepted = 0;
  const visitor = async () => {
    for (let visit = waiting.shift(); visit; visit = waiting.shift()) {
      for (const [index, { path, body }] of requestsOf(visit, routes).entries())
        await post(gateways, visit.number + index, path, body);
      accepted += 1;
      onVisit(accepted);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
}

async function post(gateways: TwoTier['gateways'], first: number, path: string, body: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const gateway = gateways[(first + attempt) % gateways.length];
    const response = await fetch(`${gateway?.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).catch((error) => error as Error);
    if ('ok' in response && response.ok) return;
    if (attempt > 20) throw response instanceof Error ? response : new Error(await response.text());
  }
}

/** The trace of every span that a sampler has received, from its journal. */
export async function tracesInJournal(dir: string): Promise<string[]> {
  const journal = join(dir, 'journal');
  const files = await readdir(journal);
  const texts = await Promise.all(files.map((file) => readFile(join(journal, file), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/"traceId":"(\w+)"/g)].map(([, id]) => id as string));
}
