// @ts-check
import { expect, it } from 'vitest';
import { debugIdOf, isDebugId, mapPathOf } from './debug-id.mjs';

it('is the same for the same content, and a UUID', () => {
  expect(debugIdOf('let a = 1')).toBe(debugIdOf('let a = 1'));
  expect(debugIdOf('let a = 1')).not.toBe(debugIdOf('let a = 2'));
  expect(debugIdOf('')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('leads to a file two levels below the folder', () => {
  const id = debugIdOf('x');
  expect(mapPathOf(id)).toBe(`${id.slice(0, 2)}/${id}.map`);
});

it.each([
  '../../etc/passwd',
  '85314830-023f-4cf1-a267-535f4e37bb17/../../x',
  '85314830-023f-4cf1-a267-535f4e37bb17\n',
  '85314830-023F-4CF1-A267-535F4E37BB17',
  '..314830-023f-4cf1-a267-535f4e37bb17',
  '',
  undefined,
  7,
  ['85314830-023f-4cf1-a267-535f4e37bb17'],
])('is never a path: %j', (id) => {
  expect(isDebugId(id)).toBe(false);
  expect(() => mapPathOf(/** @type {any} */ (id))).toThrow(TypeError);
});
