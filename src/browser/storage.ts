/** A small key-value store; a no-op if the browser refuses one. Never throws. */
export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): unknown;
  remove(key: string): void;
}

const attempt = <T>(fn: (storage: globalThis.Storage) => T): T | null => {
  try {
    return fn(localStorage);
  } catch {
    // Blocked by the user or a sandboxed frame, or full.
    return null;
  }
};

/** localStorage. The first access may block for tens of milliseconds: use it only when the page is ready. */
export const sharedStorage: Storage = {
  get: (key) => attempt((storage) => storage.getItem(key)),
  set: (key, value) => attempt((storage) => storage.setItem(key, value)),
  remove: (key) => attempt((storage) => storage.removeItem(key)),
};

/** Wraps a storage: reads and writes only while `isAllowed` returns true; removal always works. */
export const gate = (storage: Storage, isAllowed: () => boolean): Storage => ({
  get: (key) => (isAllowed() ? storage.get(key) : null),
  set: (key, value) => isAllowed() && storage.set(key, value),
  remove: storage.remove,
});
