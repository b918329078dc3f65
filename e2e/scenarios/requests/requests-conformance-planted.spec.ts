import { differences } from '../../fixtures/conformance/compare.js';
import { runGroup } from '../../fixtures/conformance/run.js';
import { startServer } from '../../fixtures/conformance/server.js';
import { expect, test } from '../../harness/test.js';

/** Cases that a careless patch must fail, with a part of the expected difference. */
const PLANTED: Record<string, Record<string, string | RegExp>> = {
  'fetch-init': {
    'A plain init, untouched afterwards': 'traceparent',
    'An init that is frozen, with frozen headers': /Cannot assign to read only property|is read-only/,
    'A proxied init: each member is read as often as natively': 'set headers',
    'One init for two origins, of which one allows no headers': 'OPTIONS',
  },
  'fetch-order': {
    'Ticks until the app gets a response': 'ticks response',
    'Ticks until the app gets the error of an invalid call': 'ticks invalid',
  },
  shape: {
    'Shape: name and length': 'fetch',
    'Shape: looks native to a pattern match': 'fetch',
  },
};

test('the conformance suite finds the faults of a careless patch', async ({
  browser,
  browserName,
  collector,
}, testInfo) => {
  testInfo.setTimeout(browserName === 'firefox' ? 180_000 : 60_000);
  const server = await startServer();
  for (const [file, expected] of Object.entries(PLANTED)) {
    const native = await runGroup(browser, server, file, 'native', collector.url);
    const careless = await runGroup(browser, server, file, 'careless', collector.url);
    for (const tested of native.group.cases) {
      const [one, other] = [native.runs.get(tested.name), careless.runs.get(tested.name)];
      const found = one && other ? differences(tested, one, other) : [];
      const part = expected[tested.name];
      if (part) expect.soft(found.join('\n'), tested.name).toMatch(part);
    }
    expect(Object.keys(expected).filter((name) => !native.runs.has(name))).toEqual([]);
  }
  await server.close();
});
