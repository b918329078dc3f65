import { describe, expect, it, test } from 'vitest';
import { describeElement } from './selector.js';

/** As much of an element as a description may read: anything else would throw. */
const element = (tag: string, attributes: Record<string, string> = {}, parent: Element | null = null) =>
  ({
    localName: tag,
    getAttribute: (name: string) => attributes[name] ?? null,
    parentElement: parent,
  }) as Element;
const body = element('body', {}, element('html'));

describe('an element is described', () => {
  it('by the name that the app gives it, before its id and its role', () => {
    const attributes = { 'data-rum-name': 'Buy 2', id: 'buy', role: 'link' };
    expect(describeElement(element('a', attributes, body))).toBe('a[data-rum-name="Buy 2"]');
  });

  it('by its id, before its role', () => {
    expect(describeElement(element('div', { id: 'buy', role: 'button' }, body))).toBe('div#buy');
  });

  it('by the way to it from the nearest that has a name or an id', () => {
    const form = element('form', { id: 'search' }, element('main', {}, body));
    const row = element('div', { role: 'row', class: 'x', title: 'Secret' }, form);
    expect(describeElement(element('button', { value: 'Secret' }, row))).toBe(
      'form#search>div[role="row"]>button',
    );
  });

  it('by four levels at most', () => {
    let at = body;
    for (const tag of ['main', 'section', 'ul', 'li', 'button']) at = element(tag, {}, at);
    expect(describeElement(at)).toBe('section>ul>li>button');
  });

  it('by nothing where there is none', () => {
    expect(describeElement(null)).toBe('');
  });
});

const isName = (id: string) => describeElement(element('b', { id })) === `b#${id}`;

test.each([
  'buy',
  'Buy',
  'searchForm',
  'btnStripHtml',
  'main-nav',
  'add_to_cart',
  'shop.cart.open',
  'HTML',
  'suche-größe',
  'Поиск',
  'newsletter-sign-up-form',
])('the id %s is a name', (id) => {
  expect(isName(id)).toBe(true);
});

test.each([
  ...[':r1:', ':r1a:', '«r1»', '_r_a_', 'radix-:ra:', 'field-_r_b_', 'headlessui-menu-button-:rb:'],
  ...[
    'v-0',
    'ember12',
    'mat-input-3',
    'cdk-overlay-0',
    'mui-42',
    'react-select-2-input',
    '__BVID__12',
    'rc_select_0',
  ],
  ...['Card_root__x1Y2z', 'item-4711', 'order_9f3c', '550e8400-e29b-41d4-a716-446655440000', 'a1'],
  ...['field-kqzptxw', 'mantine-xkcdqwrtz'],
  ...['how-to-cook-rice-in-ten-minutes', 'jane@shop.example', '+49-170', 'two words', 'a/b', '-', ''],
])('the id %j is none', (id) => {
  expect(isName(id)).toBe(false);
});
