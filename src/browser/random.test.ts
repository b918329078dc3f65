import { expect, it, vi } from 'vitest';
import { randomHex } from './random.js';

it('ids are made by what the browser had when we were loaded', () => {
  vi.stubGlobal('crypto', undefined);
  const ids = [randomHex(16), randomHex(16)];
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{32}$/);
});
