/** A small key-value store; where the browser refuses one, it forgets. Never throws. */
export interface Storage {
  get(key: string): string | null;
  set(key: string, value: string): unknown;
  remove(key: string): void;
}

const attempt = <T>(fn: (storage: globalThis.Storage) => T): T | null => {
  try {
    return fn(localStorage);
  } catch {
    // Blocked by the user, a sandboxed frame, or full.
    return null;
  }
};

/** localStorage. The first touch may block for tens of milliseconds: not before the page is ready. */
export const sharedStorage: Storage = {
  get: (key) => attempt((storage) => storage.getItem(key)),
  set: (key, value) => attempt((storage) => storage.setItem(key, value)),
  remove: (key) => attempt((storage) => storage.removeItem(key)),
};

/** The storage, while it may be used; what it holds may be removed at any time. */
export const gate = (storage: Storage, isAllowed: () => boolean): Storage => ({
  get: (key) => (isAllowed() ? storage.get(key) : null),
  set: (key, value) => isAllowed() && storage.set(key, value),
  remove: storage.remove,
});
