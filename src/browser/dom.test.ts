// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { documentMember, documentState } from './dom.js';

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

it('a state that a script has set counts, an image of its name does not', () => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  expect(documentState('visibilityState')).toBe('hidden');
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    value: document.createElement('img'),
  });
  expect(documentState('visibilityState')).toBe('visible');
});
