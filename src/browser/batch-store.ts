import type { Clock, EpochMillis } from './clock.js';
import { nativeSetTimeout } from './natives.js';

/** An export request that this page or a later one sends. */
export interface StoredBatch {
  /** The collector's URL: apps of one origin may have different collectors. */
  readonly endpoint: string;
  readonly signal: 'traces' | 'logs' | 'metrics';
  readonly body: string;
  /** Length of `body` in UTF-16 units; close to bytes, since most of it is ASCII. */
  readonly bytes: number;
  /** Number of records in `body`. */
  readonly records: number;
  /** Time of storing. */
  readonly at: EpochMillis;
}

export interface BatchStore {
  /**
   * Starts the write synchronously; after the call the batch outlives the page. Calls `onLost` if the browser later
   * refuses the write for lack of space.
   * @returns false if nothing can be stored now
   */
  put(batch: Pick<StoredBatch, 'signal' | 'body' | 'records'>, onLost: () => void): boolean;
  /** Whether `put` can succeed. */
  hasRoom(): boolean;
  /** Whether this tab knows of no stored batch of its endpoint. */
  isEmpty(): boolean;
  /**
   * Passes the batches to `send`, oldest first, one per second, in one tab of the origin at a time. A batch is deleted
   * after `send` resolves to true; false ends the draining.
   */
  drain(send: (batch: StoredBatch) => Promise<boolean>): Promise<void>;
  /** Closes the database after the batch that is being sent, if any. */
  close(): void;
}

export interface BatchStoreHooks {
  /** Called with a batch that was deleted unsent: it was too old, or the store was full. */
  readonly onDrop: (batch: StoredBatch) => void;
  /** Called when the store has opened and holds batches of this endpoint. */
  readonly onFound: () => void;
}

const NAME = 'otel-rum';
const TABLE = 'batches';
const MAX_AGE_MILLIS = 24 * 60 * 60_000;
const MAX_BYTES = 4 * 1024 * 1024;
const DRAIN_INTERVAL_MILLIS = 1_000;

/** Deletes the stored batches of all endpoints of this origin. */
export function deleteBatches(): void {
  try {
    indexedDB.deleteDatabase(NAME);
  } catch {
    // The browser has no IndexedDB, or blocks it.
  }
}

const finished = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * Opens the store, in IndexedDB. Never throws: `put` returns false if IndexedDB is missing, blocked, or was upgraded by
 * a later version of otel-rum.
 */
export function openBatchStore(
  endpoint: string,
  clock: Clock,
  { onDrop, onFound }: BatchStoreHooks,
): BatchStore {
  let db: IDBDatabase | undefined;
  let isClosed = false;
  let isDraining = false;
  let heldBytes = 0;
  let isFull = false;
  let ownBatches = 0;

  const close = () => {
    isClosed = true;
    // The batch in flight has to be deleted when it has been sent.
    if (isDraining) return;
    db?.close();
    db = undefined;
  };
  const table = () => {
    if (!db) throw new Error('closed');
    return db.transaction(TABLE, 'readwrite', { durability: 'relaxed' }).objectStore(TABLE);
  };
  const isExpired = ({ at }: StoredBatch) => Math.abs(clock.epochNow() - at) > MAX_AGE_MILLIS;

  /** Deletes batches that are too old, then the oldest of those that exceed the size limit. */
  const sweep = () => {
    const cursors = table().openCursor(null, 'prev');
    cursors.onsuccess = () => {
      const cursor = cursors.result;
      if (!cursor) {
        if (ownBatches) onFound();
        return;
      }
      const batch = cursor.value as StoredBatch;
      if (isExpired(batch) || heldBytes + batch.bytes > MAX_BYTES) {
        cursor.delete();
        onDrop(batch);
      } else {
        heldBytes += batch.bytes;
        if (batch.endpoint === endpoint) ownBatches++;
      }
      cursor.continue();
    };
  };

  try {
    const opening = indexedDB.open(NAME, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE, { autoIncrement: true });
    opening.onerror = (event) => event.preventDefault();
    opening.onsuccess = () => {
      db = opening.result;
      // A later version of otel-rum upgrades the database, or the user deletes it.
      db.onversionchange = db.onclose = close;
      try {
        if (isClosed) close();
        else sweep();
      } catch {
        // The database opened, but does not work.
        close();
      }
    };
  } catch {
    // IndexedDB is missing, or blocked as in a sandboxed frame.
  }

  const oldest = async () => {
    const cursors = table().openCursor();
    for (;;) {
      const cursor = await finished(cursors);
      if (!cursor || cursor.value.endpoint === endpoint) return cursor;
      cursor.continue();
    }
  };
  const sendAll = async (send: (batch: StoredBatch) => Promise<boolean>) => {
    for (;;) {
      const cursor = await oldest();
      if (!cursor) {
        ownBatches = 0;
        return;
      }
      const { primaryKey, value } = cursor;
      if (isExpired(value)) onDrop(value);
      else if (!(await send(value))) return;
      await finished(table().delete(primaryKey));
      heldBytes = Math.max(0, heldBytes - value.bytes);
      isFull = false;
      if (isClosed) return;
      await new Promise<void>((resolve) => nativeSetTimeout(resolve, DRAIN_INTERVAL_MILLIS));
    }
  };

  return {
    put({ signal, body, records }, onLost) {
      const bytes = body.length;
      if (isClosed || heldBytes + bytes > MAX_BYTES) return false;
      try {
        const store = table();
        store.add({ endpoint, signal, body, bytes, records, at: clock.epochNow() } satisfies StoredBatch);
        // The page may be gone before an automatic commit: https://w3c.github.io/IndexedDB/#dom-idbtransaction-commit
        store.transaction.commit?.();
        heldBytes += bytes;
        ownBatches++;
        store.transaction.onabort = () => {
          isFull = true;
          heldBytes -= bytes;
          ownBatches--;
          onLost();
        };
        return true;
      } catch {
        return false;
      }
    },
    hasRoom: () => !!db && !isFull && heldBytes < MAX_BYTES,
    isEmpty: () => !ownBatches,
    async drain(send) {
      if (isDraining) return;
      isDraining = true;
      try {
        // Insecure pages have no locks (https://w3c.github.io/web-locks/): there, two tabs may send the same batch.
        const locks = navigator.locks as LockManager | undefined;
        if (!locks) await sendAll(send);
        else await locks.request(NAME, { ifAvailable: true }, (lock) => lock && sendAll(send));
      } catch {
        // The store was closed, or the browser's storage fails: the batches stay stored.
      }
      isDraining = false;
      if (isClosed) close();
    },
    close,
  };
}
