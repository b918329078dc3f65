import { describe, expect, it, vi } from 'vitest';
import { sharedStorage } from './storage.js';

describe('storage', () => {
  it('gets, sets and removes', () => {
    const map = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => map.get(key) ?? null,
      setItem: (key: string, value: string) => map.set(key, value),
      removeItem: (key: string) => map.delete(key),
    });
    sharedStorage.set('k', 'v');
    expect(sharedStorage.get('k')).toBe('v');
    sharedStorage.remove('k');
    expect(sharedStorage.get('k')).toBeNull();
  });

  it('returns null and does not throw if the browser refuses', () => {
    const refuse = () => {
      throw new Error('SecurityError');
    };
    for (const storage of [{ getItem: refuse, setItem: refuse, removeItem: refuse }, undefined, null]) {
      vi.stubGlobal('localStorage', storage);
      expect(sharedStorage.get('k')).toBeNull();
      expect(() => sharedStorage.set('k', 'v')).not.toThrow();
      expect(() => sharedStorage.remove('k')).not.toThrow();
    }
  });

  it('is not touched by loading the library', () => {
    // There is none here at all: a touch at import would have thrown.
    expect('localStorage' in globalThis && globalThis.localStorage).toBeFalsy();
  });
});
