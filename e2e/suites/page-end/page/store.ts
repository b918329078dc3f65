const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Returns the number of objects in this origin's IndexedDB. */
async function countStored(): Promise<number> {
  let count = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name ?? ''));
    const tables = [...database.objectStoreNames];
    if (tables.length) {
      const transaction = database.transaction(tables);
      for (const table of tables) count += await settled(transaction.objectStore(table).count());
    }
    database.close();
  }
  return count;
}

const LOOK_MILLIS = 100;

/** Polls, since IndexedDB has no events for changes. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
}

export const whenStoreIsEmpty = () => until(async () => (await countStored()) === 0);

/** Resolves when otel-rum has opened its database: requests to open a database are handled in order. */
export async function whenStoreIsOpen(): Promise<void> {
  await until(async () => (await indexedDB.databases()).length > 0);
  await countStored();
}
