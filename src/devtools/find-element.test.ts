// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { findElement } from './find-element.js';

beforeEach(() => {
  document.body.innerHTML = `<main><form id="search"><button>Go</button></form>
<a href="/movies/7">Seven</a><a href="/people/1">One</a><p></p><p></p></main>`;
});

it.each([
  ['form#search>button', 'BUTTON'],
  ['main>a[href="/movies/{id}"]', 'A'],
  ['main>p:nth-of-type(2)', 'P'],
])('finds the element of a name: %s', (name, tag) => {
  expect(findElement(name)?.tagName).toBe(tag);
});

it.each([undefined, 'main>p', 'main>video', 'no>>selector['])(
  'finds none if there is not exactly one: %s',
  (name) => {
    expect(findElement(name)).toBeUndefined();
  },
);
