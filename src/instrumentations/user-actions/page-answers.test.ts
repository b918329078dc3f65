// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPageAnswers, type PageAnswers } from './page-answers.js';

const PAGE = '<button>Pay</button><p><input><select><option>a<option>b</select><textarea></textarea></p>';
let navigation: EventTarget;
let answers: PageAnswers;
let button: HTMLElement;
beforeEach(() => {
  document.body.innerHTML = PAGE;
  button = document.querySelector('button') as HTMLElement;
  navigation = document.createElement('i');
  vi.stubGlobal('navigation', navigation);
  vi.stubGlobal('alert', vi.fn());
  // The environment's window is not one of its own event targets.
  vi.stubGlobal('window', document);
  vi.stubGlobal('top', document);
});
afterEach(() => {
  answers.stop();
});
const start = () => {
  answers = createPageAnswers();
  return answers;
};
/** A task later: the document's changes have been reported. */
const reported = () => new Promise((resolve) => setTimeout(resolve, 0));
const field = <T extends Element>(selector: string) => document.querySelector(selector) as T;

describe('an answer is', () => {
  test.each<[what: string, happen: () => void]>([
    ['a change of the document', () => button.setAttribute('title', 'x')],
    ...[
      'scroll',
      'toggle',
      'play',
      'pause',
      'seeking',
      'copy',
      'input',
      'close',
      'animationstart',
      'beforeprint',
    ].map((type): [string, () => void] => [
      `the event ${type}`,
      () => document.dispatchEvent(new Event(type)),
    ]),
    ['a transition elsewhere', () => field('p').dispatchEvent(new Event('transitionrun', { bubbles: true }))],
    ['a navigation, or a download', () => navigation.dispatchEvent(new Event('navigate'))],
    ['a click of the page’s own', () => field<HTMLElement>('input').click()],
    ['an alert', () => alert('no')],
    ['the value of a field', () => Object.assign(field('input'), { value: '5' })],
    ['a checked field', () => Object.assign(field('input'), { checked: true })],
    ['a choice', () => Object.assign(field('select'), { value: 'b' })],
    ['a text', () => Object.assign(field('textarea'), { value: 'b' })],
    ['a focus', () => field<HTMLElement>('textarea').focus()],
  ])('%s, the first after watch() alone', async (_, happen) => {
    start();
    happen();
    await reported();
    expect(answers.count()).toBe(0);
    document.body.innerHTML = PAGE;
    button = field('button');
    answers.watch(button);
    await reported();
    expect(answers.count()).toBe(0);
    happen();
    await reported();
    expect(answers.count()).toBe(1);
  });

  test.each<[what: string, happen: () => void]>([
    ['a rule that was inserted', () => (document.styleSheets[0] as CSSStyleSheet).insertRule('p {}', 0)],
    [
      'a sheet that was disabled',
      () => Object.assign(document.styleSheets[0] as CSSStyleSheet, { disabled: true }),
    ],
  ])('%s', (_, happen) => {
    document.head.innerHTML = '<style>b {}</style>';
    start().watch(button);
    happen();
    expect(answers.count()).toBe(1);
  });
});

test('a transition of the pressed element is no answer', () => {
  start().watch(button);
  button.dispatchEvent(new Event('transitionrun', { bubbles: true }));
  expect(answers.count()).toBe(0);
});

test('after the first answer and after stop() nothing is observed, and the page’s functions are its own', async () => {
  const { play } = HTMLMediaElement.prototype;
  start().watch(button);
  document.dispatchEvent(new Event('scroll'));
  document.dispatchEvent(new Event('scroll'));
  expect(answers.count()).toBe(1);
  answers.watch(button);
  expect(HTMLMediaElement.prototype.play).not.toBe(play);
  answers.stop();
  document.dispatchEvent(new Event('scroll'));
  expect(answers.count()).toBe(1);
  expect(HTMLMediaElement.prototype.play).toBe(play);
});

test('a browser without the Navigation API has the other answers', () => {
  vi.stubGlobal('navigation', undefined);
  start().watch();
  document.dispatchEvent(new Event('scroll'));
  expect(answers.count()).toBe(1);
});

describe('unseen is', () => {
  test.each<[what: string, isUnseen: boolean, arrange: () => void]>([
    ['nothing of a plain page', false, () => {}],
    [
      'no element that only looks like a component',
      false,
      () => document.body.append(document.createElement('app-root')),
    ],
    ['a frame whose parent is of another origin', true, () => vi.stubGlobal('top', {})],
    [
      'no frame whose parent can be read',
      false,
      () => {
        vi.stubGlobal('top', {});
        vi.stubGlobal('frameElement', button);
      },
    ],
    ['an open shadow tree from before', true, () => field('p').attachShadow({ mode: 'open' })],
    [
      'a component from before, whose tree may be closed',
      true,
      () => {
        customElements.get('x-pay') ?? customElements.define('x-pay', class extends HTMLElement {});
        document.body.append(document.createElement('x-pay'));
      },
    ],
    [
      'a page with very many fields',
      true,
      () => document.body.append(...Array.from({ length: 101 }, () => document.createElement('input'))),
    ],
  ])('%s', (_, isUnseen, arrange) => {
    arrange();
    expect(start().hasUnseen()).toBe(isUnseen);
  });
});
