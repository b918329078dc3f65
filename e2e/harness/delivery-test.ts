import { type FaultyReceiver, startFaultyReceiver } from './faulty-receiver.js';
import { test as base } from './test.js';

export { expect } from './test.js';

/** Tests with receivers that fail on demand: one of another origin than the site's, and one of the site's own. */
export const test = base.extend<{ receiver: FaultyReceiver; ownReceiver: FaultyReceiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  receiver: async ({}, use) => {
    const receiver = await startFaultyReceiver();
    await use(receiver);
    await receiver.close();
    base.expect(receiver.faults, 'everything that was sent is OTLP/JSON').toEqual([]);
  },

  ownReceiver: async ({ site }, use) => {
    const receiver = await startFaultyReceiver({ site: site.url });
    await use(receiver);
    await receiver.close();
    base.expect(receiver.faults, 'everything that was sent is OTLP/JSON').toEqual([]);
  },
});
