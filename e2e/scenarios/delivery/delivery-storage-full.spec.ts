import { expectMemoryToDo } from '../../harness/delivery-memory.js';
import { openBystander, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';

/** The browser's answer to a page that writes. */
const writeOne = () =>
  new Promise<string>((resolve) => {
    const opening = indexedDB.open('somebody-else');
    opening.onupgradeneeded = () => opening.result.createObjectStore('things').put('x'.repeat(100_000), 1);
    opening.onsuccess = () => resolve('written');
    opening.onerror = () => resolve(opening.error?.name ?? '');
  });

for (const [what, isThere] of Object.entries({ 'from the start': false, 'after it was made': true }))
  test(`IndexedDB full ${what}: memory suffices, and the page is unaffected`, async ({
    context,
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    if (isThere) {
      const before = await context.newPage();
      await before.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
      await receiver.waitForSpan('documentLoad');
      await before.close();
    }
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 1 });
    const bystander = await openBystander({ context, site });
    expect(await bystander.evaluate(writeOne)).toBe('AbortError');
    await bystander.close();
    await expectMemoryToDo(page, { site, receiver }, consoleOutput);
  });
