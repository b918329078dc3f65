import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { freezeAll } from '../../fixtures/hostile/freeze.js';
import { addedKeys, type Hostility, visitBoth } from '../../fixtures/hostile/page.js';
import { expect, test } from '../../harness/test.js';

const require = createRequire(import.meta.url);
/** SES's shim as pages load it, with options that leave stacks and the console unchanged. */
const lockdown = `${readFileSync(require.resolve('ses/lockdown'), 'utf8')}
;lockdown({ errorTaming: 'unsafe', consoleTaming: 'unsafe', overrideTaming: 'severe', stackFiltering: 'verbose' });`;

const PAGES: Record<string, Hostility> = {
  'all frozen before us': { before: freezeAll },
  'all frozen after us': { after: freezeAll },
  'SES’s lockdown before us': { before: lockdown },
  'SES’s lockdown after us': { after: lockdown },
};

for (const [what, hostility] of Object.entries(PAGES)) {
  test(`with ${what} an app is unaffected, and is monitored`, async ({ page, site, collector }) => {
    const { native, ours } = await visitBoth({ page, site, collector }, hostility);
    expect({ ...ours, keys: [] }).toEqual({ ...native, keys: [] });
    expect(ours.keys.filter((key) => !native.keys.includes(key)).sort()).toEqual(addedKeys());
    expect(await page.evaluate(() => Object.isFrozen(Array.prototype))).toBe(true);
    await collector.waitForSpan('documentLoad');
    await collector.waitForEvent('browser.user_action.click');
    await collector.waitForEvent('exception');
    await collector.waitForSpan('GET /api/ok');
  });
}
