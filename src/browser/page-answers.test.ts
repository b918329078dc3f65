import { beforeEach, expect, test, vi } from 'vitest';
import { createPageAnswers } from './page-answers.js';

let changes: Set<() => void>;
let page: EventTarget;
let navigation: EventTarget;
beforeEach(() => {
  changes = new Set();
  page = new EventTarget();
  navigation = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', {});
  vi.stubGlobal('navigation', navigation);
  vi.stubGlobal(
    'MutationObserver',
    class {
      constructor(readonly onChange: () => void) {}
      observe() {
        changes.add(this.onChange);
      }
      disconnect() {
        changes.delete(this.onChange);
      }
    },
  );
});
const change = () => {
  for (const onChange of [...changes]) onChange();
};

test.each<[what: string, happen: () => void]>([
  ['a change of the document', change],
  ...['scroll', 'toggle', 'play', 'pause', 'copy'].map((type): [string, () => void] => [
    `the event ${type}`,
    () => page.dispatchEvent(new Event(type)),
  ]),
  ['a navigation, or a download', () => navigation.dispatchEvent(new Event('navigate'))],
])('%s is an answer, the first after watch() alone', (_, happen) => {
  const answers = createPageAnswers();
  happen();
  expect(answers.count()).toBe(0);
  answers.watch();
  answers.watch();
  happen();
  happen();
  expect(answers.count()).toBe(1);
  answers.watch();
  happen();
  expect(answers.count()).toBe(2);
});

test('after the first answer, and after stop(), nothing is observed', () => {
  const answers = createPageAnswers();
  answers.watch();
  expect(changes.size).toBe(1);
  change();
  expect(changes.size).toBe(0);
  answers.watch();
  answers.stop();
  page.dispatchEvent(new Event('scroll'));
  expect(changes.size).toBe(0);
  expect(answers.count()).toBe(1);
});

test('a browser without the Navigation API has the other answers', () => {
  vi.stubGlobal('navigation', undefined);
  const answers = createPageAnswers();
  answers.watch();
  change();
  expect(answers.count()).toBe(1);
});
