import type { Clock, EpochMillis } from './clock.js';
import { nativeSetTimeout } from './natives.js';

/** An export request that is to be sent later, by this page or another. */
export interface StoredBatch {
  /** Where it goes: another app of this origin may have another collector. */
  readonly endpoint: string;
  readonly signal: 'traces' | 'logs' | 'metrics';
  readonly body: string;
  /** Its length in UTF-16 units: most of it is ASCII. */
  readonly bytes: number;
  /** How many records it holds. */
  readonly records: number;
  /** When it was stored. */
  readonly at: EpochMillis;
}

export interface BatchStore {
  /**
   * Begins to write within this call; from then on the batch survives the page. `onLost` is called where it turns out
   * that the browser has no room for it.
   * @returns false where nothing can be stored now
   */
  put(batch: Pick<StoredBatch, 'signal' | 'body' | 'records'>, onLost: () => void): boolean;
  /** Whether it is worth while to ask. */
  hasRoom(): boolean;
  /** Whether there is nothing to drain, as far as this tab knows. */
  isEmpty(): boolean;
  /**
   * Gives the batches, the oldest first, one a second, to one tab of the origin at a time. Each is deleted after `send`
   * has said so; where it says no, the draining ends.
   */
  drain(send: (batch: StoredBatch) => Promise<boolean>): Promise<void>;
  close(): void;
}

export interface BatchStoreHooks {
  /** A batch was too old, or there was no room for it any more. */
  readonly onDrop: (batch: StoredBatch) => void;
  /** The store is open, and there is something in it. */
  readonly onFound: () => void;
}

const NAME = 'otel-rum';
const TABLE = 'batches';
const MAX_AGE_MILLIS = 24 * 60 * 60_000;
const MAX_BYTES = 4 * 1024 * 1024;
const DRAIN_INTERVAL_MILLIS = 1_000;

/** Forgets what this origin's pages have stored, whatever its endpoint. */
export function deleteBatches(): void {
  try {
    indexedDB.deleteDatabase(NAME);
  } catch {
    // There is none.
  }
}

const finished = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** IndexedDB; where that is missing, blocked, or of a later version, everything is refused, and nothing throws. */
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
    // What is being sent now must be deleted after it.
    if (isDraining) return;
    db?.close();
    db = undefined;
  };
  const table = () => {
    if (!db) throw new Error('closed');
    return db.transaction(TABLE, 'readwrite', { durability: 'relaxed' }).objectStore(TABLE);
  };
  const isExpired = ({ at }: StoredBatch) => Math.abs(clock.epochNow() - at) > MAX_AGE_MILLIS;

  /** Drops what is too old or too much, the oldest first. */
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
      // A later version of ours, or the user, wants the database: they come first.
      db.onversionchange = db.onclose = close;
      try {
        if (isClosed) close();
        else sweep();
      } catch {
        // It opens, and that is all it does.
        close();
      }
    };
  } catch {
    // A sandboxed frame, or no IndexedDB at all.
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
        // The page may be gone before the transaction would commit by itself.
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
        // Only secure pages have locks; elsewhere two tabs may send the same batch.
        const locks = navigator.locks as LockManager | undefined;
        if (!locks) await sendAll(send);
        else await locks.request(NAME, { ifAvailable: true }, (lock) => lock && sendAll(send));
      } catch {
        // Closed meanwhile, or the browser's storage is out of order: what is stored stays.
      }
      isDraining = false;
      if (isClosed) close();
    },
    close,
  };
}
