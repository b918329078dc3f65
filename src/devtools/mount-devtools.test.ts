import { expect, it } from 'vitest';
import { mountDevtools } from './mount-devtools.js';

it('does nothing on a server', () => {
  const before = Reflect.ownKeys(globalThis);
  expect(mountDevtools()()).toBeUndefined();
  expect(Reflect.ownKeys(globalThis)).toEqual(before);
});
