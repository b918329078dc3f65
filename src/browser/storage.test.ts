import { describe, expect, it, vi } from 'vitest';
import { randomHex } from './random.js';
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

  it('forgets, and does not throw, where the browser refuses', () => {
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

describe('a random id', () => {
  it('has two hex digits a byte, leading zeros kept', () => {
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      (array as Uint8Array).set([0, 1, 15, 16, 255]);
      return array;
    });
    expect(randomHex(5)).toBe('00010f10ff');
  });

  it('is another each time', () => {
    expect(new Set(Array.from({ length: 100 }, () => randomHex(16))).size).toBe(100);
    expect(randomHex(8)).toMatch(/^[\da-f]{16}$/);
  });
});
