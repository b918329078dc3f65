// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { documentMember } from './dom.js';

const hide = (name: string) =>
  Object.defineProperty(document, name, { configurable: true, value: document.createElement('img') });

it.each(['body', 'createElement', 'readyState', 'baseURI', 'activeElement', 'querySelectorAll'] as const)(
  'the member %s of the document is read past an image of that name',
  (name) => {
    const native = document[name];
    hide(name);
    expect(documentMember(name)).toBe(native);
    Reflect.deleteProperty(document, name);
  },
);

it('an object that is no document of the platform keeps its own members', () => {
  hide('drawn');
  expect(documentMember('drawn' as 'body').localName).toBe('img');
});
