import { expect, it, vi } from 'vitest';

/** A copy that has not asked the browser for anything yet. */
async function load() {
  vi.resetModules();
  return (await import('./random.js')).randomHex;
}

it('ids use the functions that the browser had at load', async () => {
  const randomHex = await load();
  vi.stubGlobal('crypto', undefined);
  const ids = [randomHex(16), randomHex(16)];
  vi.unstubAllGlobals();
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/);
});

it('has two hex digits a byte, leading zeros kept', async () => {
  const randomHex = await load();
  vi.spyOn(crypto, 'getRandomValues').mockImplementationOnce((array) => {
    (array as Uint32Array).set([0x00010f10, 0xff]);
    return array;
  });
  expect(randomHex(8)).toBe('00010f10000000ff');
});

it('is another each time', async () => {
  const randomHex = await load();
  expect(new Set(Array.from({ length: 100 }, () => randomHex(16))).size).toBe(100);
  expect(randomHex(8)).toMatch(/^[\da-f]{16}$/);
});
