// @vitest-environment jsdom
import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { pathTo } from '../../browser/element-name.js';
import { isDerivedClick, readClick } from './clicked.js';

/** What the browser makes of a press: e2e/scenarios/user-actions/frustration.spec.ts. */
let page: { selection: string; isActive: boolean };
beforeEach(() => {
  page = { selection: 'Caret', isActive: true };
  vi.stubGlobal('getSelection', () => ({ type: page.selection }));
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: page });
});

const click = (html: string, detail = 1) => {
  document.body.innerHTML = html;
  const element = document.querySelector('[it]') as HTMLElement;
  return readClick({ detail, target: element } as unknown as MouseEvent, pathTo(element));
};

it('a click on a button can be judged, and is idle until something comes of it', () => {
  const clicked = click('<p><button it></button><i tabindex="0"></i></p>');
  expect(clicked?.target.localName).toBe('button');
  expect(clicked?.isIdle()).toBe(true);
  document.querySelector('i')?.focus();
  expect(clicked?.isIdle()).toBe(false);
  document.querySelector('i')?.blur();
  expect(clicked?.isIdle()).toBe(true);
  page.isActive = false;
  expect(clicked?.isIdle()).toBe(false);
});

it('a browser that does not know of activation has no idle clicks', () => {
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: undefined });
  expect(click('<button it></button>')?.isIdle()).toBeFalsy();
});

it('nothing should come of a click on what cannot be pressed', () => {
  expect(click('<p it></p>')?.isIdle()).toBe(false);
});

describe('a click is not judged', () => {
  it.each([
    ['in a form', '<form><button it></button></form>'],
    ['on a label', '<label it></label>'],
    ['on a link that leads somewhere', '<a it href="/cart"></a>'],
    ['on a link to a part of the page', '<a it href="#reviews"></a>'],
    ['on a link by mail', '<a it href="mailto:a@shop.example"></a>'],
    ['on a button that opens a popover', '<button it popovertarget="menu"></button>'],
    ['on the current tab', '<button it aria-current="page"></button>'],
    ['on a player', '<video it></video>'],
  ])('%s', (_, html) => {
    expect(click(html)).toBeUndefined();
  });

  it.each([
    ['beside a frame', '<div><p><button it></button></p><iframe></iframe></div>'],
    ['on a pad', `<div><p><button it></button></p>${'<button></button>'.repeat(9)}</div>`],
    ['with a canvas on the page', '<canvas></canvas><button it></button>'],
  ])('%s, which is looked up when it seems to be dead', (_, html) => {
    const clicked = click(html);
    expect(clicked?.isSeen()).toBe(false);
    expect(clicked?.isIdle()).toBe(false);
  });

  it('by a key', () => {
    expect(click('<button it></button>', 0)).toBeUndefined();
  });

  it('that selected text', () => {
    const clicked = click('<button it></button>');
    page.selection = 'Range';
    expect(clicked?.isSeen()).toBe(false);
    expect(clicked?.isIdle()).toBe(false);
  });

  it('in a shadow tree', () => {
    document.body.innerHTML = '<p></p>';
    const host = document.querySelector('p') as Element;
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<button></button>';
    const path = pathTo(root.querySelector('button'));
    expect(readClick({ detail: 1, target: host } as unknown as MouseEvent, path)).toBeUndefined();
  });
});

const press = { detail: 1, pointerId: 1, screenX: 5, screenY: 7, target: 'label' };
test.each([
  ['the next press on the same place', { ...press, detail: 2 }, false],
  ['a press elsewhere', { ...press, target: 'button', screenX: 90 }, false],
  ['a click by a key', { ...press, detail: 0, pointerId: -1, target: 'button' }, true],
  ['a click that a label causes', { ...press, target: 'input' }, true],
  [
    'the same without coordinates',
    { ...press, pointerId: -1, screenX: 0, screenY: 0, target: 'input' },
    true,
  ],
])('after a press, %s is derived from it: %o, %s', (_, event, expected) => {
  expect(isDerivedClick(event as unknown as Event, press as unknown as Event)).toBe(expected);
});
