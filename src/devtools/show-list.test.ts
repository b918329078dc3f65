// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { showList } from './show-list.js';

const list = document.createElement('ol');
const show = (...items: string[]) => {
  showList(
    list,
    items,
    (item) => item,
    (item) => Object.assign(document.createElement('li'), { textContent: item }),
  );
  return [...list.children];
};

it('keeps the elements of items that stay, wherever others come and go', () => {
  const [b, c] = show('b', 'c');
  expect(show('a', 'b', 'c', 'd').slice(1, 3)).toEqual([b, c]);
  expect(list.textContent).toBe('abcd');
  const moves: string[] = [];
  const insertBefore = list.insertBefore.bind(list);
  list.insertBefore = (node, before) => {
    moves.push(node.textContent ?? '');
    return insertBefore(node, before);
  };
  show('e', 'b', 'c');
  expect(list.textContent).toBe('ebc');
  expect(moves).toEqual(['e']);
});

it('puts items in a new order', () => {
  show('e', 'b', 'c');
  show('c', 'e', 'b');
  expect(list.textContent).toBe('ceb');
});
