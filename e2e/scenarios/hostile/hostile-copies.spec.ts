import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addedKeys, type Hostility, ourTag, visitBoth, type World } from '../../fixtures/hostile/page.js';
import { bundle } from '../../harness/bundle.js';
import { expect, flush, test } from '../../harness/test.js';

const bundleFile = fileURLToPath(new URL('../../../dist/otel-rum.iife.js', import.meta.url));

/** Served as modules, which run in order after the classic scripts. */
async function serveNpm({ site, collector }: World): Promise<string> {
  const body = await bundle(`
    import { initRum } from 'otel-rum';
    initRum({ serviceName: 'shop', serviceVersion: 'npm', endpoint: '${collector.url}', flushIntervalMillis: 200 });`);
  site.serve('/npm.js', { headers: { 'content-type': 'text/javascript' }, body });
  return '<script type="module" src="/npm.js"></script>';
}

/** Like another version: the same contract, another number. */
function serveOther({ site }: World): void {
  const body = readFileSync(bundleFile, 'utf8').replaceAll(/(["'`])0\.1\.0\1/g, '"99.0.0"');
  if (!body.includes('99.0.0')) throw new Error('The version is not where it was');
  site.serve('/other.js', { headers: { 'content-type': 'text/javascript' }, body });
}

type Copies = (world: World) => Promise<Hostility>;

const PAGES: Record<string, Copies> = {
  'the script twice': async ({ collector }) => ({ ours: ourTag(collector.url).repeat(2) }),
  'the script and npm': async (world) => ({ ours: `${ourTag(world.collector.url)}${await serveNpm(world)}` }),
  // A module runs after the document has been parsed; the app is a module too, so that its errors come later.
  'npm and the script, later': async (world) => ({
    ours: `${await serveNpm(world)}${ourTag(world.collector.url, {}, 'defer')}`,
    tag: 'type="module"',
  }),
  'two versions': async (world) => {
    serveOther(world);
    const [first, other] = [ourTag(world.collector.url), ourTag(world.collector.url)];
    return { ours: `${first}${other.replace('otel-rum.iife', 'other')}` };
  },
};

for (const [what, copies] of Object.entries(PAGES)) {
  test(`with ${what} the app is unaffected, and everything is reported once`, async ({
    page,
    site,
    collector,
  }) => {
    const world = { page, site, collector };
    const { native, ours } = await visitBoth(world, await copies(world));
    expect({ ...ours, keys: [] }).toEqual({ ...native, keys: [] });
    expect(ours.keys.filter((key) => !native.keys.includes(key)).sort()).toEqual(addedKeys());
    await collector.waitForSpan('documentLoad');
    await collector.waitForSpan('click');
    await flush(page);
    const named = (name: string) => collector.spans.filter((span) => span.name === name);
    const [click] = named('click');
    const ofClick = named('GET /api/ok').filter(({ parentSpanId }) => parentSpanId === click?.spanId);
    expect([named('documentLoad').length, named('click').length, ofClick.length]).toEqual([1, 1, 1]);
    const errors = collector.logs.filter(({ eventName }) => eventName === 'exception');
    expect(errors.map(({ attributes }) => attributes['exception.message']).sort()).toEqual([
      'not caught',
      'not handled',
    ]);
    const sources = [...collector.spans, ...collector.logs].map(({ resource }) =>
      [resource['service.version'] ?? 'script', resource['telemetry.distro.version']].join(' '),
    );
    expect(new Set(sources)).toEqual(new Set([what.startsWith('npm') ? 'npm 0.1.0' : 'script 0.1.0']));
  });
}
