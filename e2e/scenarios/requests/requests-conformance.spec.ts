import { accepted } from '../../fixtures/conformance/accepted.js';
import {
  acceptedInFirefox,
  hangInFirefox,
  racesInFirefox,
} from '../../fixtures/conformance/accepted-in-firefox.js';
import { differences } from '../../fixtures/conformance/compare.js';
import { GROUPS } from '../../fixtures/conformance/groups.js';
import { runGroup, type Subject } from '../../fixtures/conformance/run.js';
import { startServer } from '../../fixtures/conformance/server.js';
import { expect, test } from '../../harness/test.js';

/** Results of other subjects are for the table in docs/ (scripts/conformance/table.mjs), without assertions. */
const subject = (process.env.CONFORMANCE_SUBJECT ?? 'otel-rum') as Subject;

/** Groups that make no request with a patched function. */
const UNTRACED: readonly string[] = ['shape', 'history-timers', 'worker'];

test.describe('conformance: an app sees the same on patched functions as on native ones', () => {
  for (const file of GROUPS) {
    test(file, async ({ browser, browserName, collector }, testInfo) => {
      testInfo.setTimeout(browserName === 'firefox' ? 180_000 : 60_000);
      const isFirefox = browserName === 'firefox';
      const server = await startServer();
      const native = await runGroup(browser, server, file, 'native', collector.url);
      const patched = await runGroup(browser, server, file, subject, collector.url);
      await server.close();

      // Otherwise two native runs would be compared.
      const isTraced = subject !== 'native' && !UNTRACED.includes(file);
      expect([native.traced, patched.traced > 0], 'the patch works').toEqual([0, isTraced]);
      const results = native.group.cases.map((tested) => {
        const [expected, got] = [native.runs.get(tested.name), patched.runs.get(tested.name)];
        if (!expected || !got) throw new Error(`'${tested.name}' was not run`);
        return {
          name: tested.name,
          differences: differences(
            isFirefox && racesInFirefox.includes(tested.name) ? { ...tested, isRace: true } : tested,
            expected,
            got,
          ),
          failed: expected.failed ?? expected.threw,
        };
      });
      await testInfo.attach('conformance', {
        contentType: 'application/json',
        body: JSON.stringify({ group: native.group.name, results }),
      });
      if (subject !== 'otel-rum') return;

      for (const { name, differences } of results) {
        const reason = (isFirefox ? acceptedInFirefox : accepted)[name];
        if (reason) expect.soft(differences, `${name}: no longer differs (${reason})`).not.toEqual([]);
        else expect.soft(differences, name).toEqual([]);
      }
      const failed = [...native.runs].filter(
        ([name, { failed, threw }]) => (failed || threw) && !(isFirefox && hangInFirefox.includes(name)),
      );
      expect(failed, 'every case runs on the native functions').toEqual([]);
    });
  }
});
