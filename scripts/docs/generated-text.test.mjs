// @ts-check
import { expect, test } from 'vitest';
import { betweenMarks } from './generated-text.mjs';

test('generated text stands between the marks of the page, also the first time', () => {
  const first = betweenMarks('# Cost\n<!-- cost:start -->\n<!-- cost:end -->\nend', 'cost', 'table 1');
  expect(first).toContain('table 1');
  const second = betweenMarks(first, 'cost', 'table 2');
  expect(second).toBe(first.replace('table 1', 'table 2'));
  expect(() => betweenMarks('# Cost', 'cost', 'table')).toThrow('are missing');
});
