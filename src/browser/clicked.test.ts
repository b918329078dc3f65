import { beforeEach, expect, it, vi } from 'vitest';
import { readClick } from './clicked.js';

/** A page with one button; each test says what is otherwise. What the browser makes of selectors: e2e/scenarios. */
let page: { canvas: object | null; activeElement: unknown; selection: string; isActive: boolean };
const button = (found: { unjudged?: boolean; around?: object; pressable?: boolean } = {}) => {
  const element = {
    closest: (selector: string) => {
      if (selector.startsWith('form')) return found.unjudged ? element : null;
      return found.pressable === false && selector.startsWith('button') ? null : element;
    },
    parentElement: { parentElement: { querySelector: () => found.around ?? null } },
  };
  return element as unknown as Element;
};
const event = (target: unknown, detail = 1) => ({ detail, target }) as MouseEvent;

beforeEach(() => {
  page = { canvas: null, activeElement: 'button', selection: 'Caret', isActive: true };
  vi.stubGlobal('document', {
    querySelector: () => page.canvas,
    body: 'body',
    get activeElement() {
      return page.activeElement;
    },
  });
  vi.stubGlobal('getSelection', () => ({ type: page.selection }));
  vi.stubGlobal('navigator', { userActivation: page });
});

it('a click on a button can be judged, and is idle until something comes of it', () => {
  const element = button();
  const clicked = readClick(event(element), element);
  expect(clicked?.target).toBe(element);
  expect(clicked?.isIdle()).toBe(true);
  page.activeElement = 'dialog';
  expect(clicked?.isIdle()).toBe(false);
  page.activeElement = 'body';
  expect(clicked?.isIdle()).toBe(true);
  page.isActive = false;
  expect(clicked?.isIdle()).toBe(false);
});

it('a browser that does not tell of activation has no idle clicks', () => {
  vi.stubGlobal('navigator', {});
  const element = button();
  expect(readClick(event(element), element)?.isIdle()).toBeFalsy();
});

it('nothing should come of a click on what cannot be pressed', () => {
  const element = button({ pressable: false });
  expect(readClick(event(element), element)?.isIdle()).toBe(false);
});

it.each<[where: string, arrange: () => [event: MouseEvent, element: Element]]>([
  ['by a key', () => [event(undefined, 0), button()]],
  ['in a shadow tree', () => [event({}), button()]],
  [
    'where the browser answers',
    () => {
      const element = button({ unjudged: true });
      return [event(element), element];
    },
  ],
  [
    'beside a field',
    () => {
      const element = button({ around: {} });
      return [event(element), element];
    },
  ],
  [
    'with a canvas on the page',
    () => {
      page.canvas = {};
      const element = button();
      return [event(element), element];
    },
  ],
  [
    'while text is selected',
    () => {
      page.selection = 'Range';
      const element = button();
      return [event(element), element];
    },
  ],
])('a click %s is not judged', (_, arrange) => {
  expect(readClick(...arrange())).toBeUndefined();
});
