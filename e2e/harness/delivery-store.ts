import type { Page } from '@playwright/test';

/** A batch in the store of the page's origin. */
export interface StoredBatch {
  signal: string;
  bytes: number;
  endpoint: string;
}

/** Reads the stored batches of the page's origin, without their bodies. */
export function storedBatches(page: Page): Promise<StoredBatch[]> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Opening the database would create it.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'otel-rum')) return [];
    const database = await done(indexedDB.open('otel-rum'));
    const batches: StoredBatch[] = await done(
      database.transaction('batches').objectStore('batches').getAll(),
    );
    database.close();
    return batches.map(({ signal, bytes, endpoint }) => ({ signal, bytes, endpoint }));
  });
}

/** Waits until the page can store: a database opens for one after the other, and the page has asked before. */
export async function whenStoreIsOpen(page: Page): Promise<void> {
  await page.waitForFunction(async () =>
    (await indexedDB.databases()).some(({ name }) => name === 'otel-rum'),
  );
  await storedBatches(page);
}
