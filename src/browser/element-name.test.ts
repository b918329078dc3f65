// @vitest-environment jsdom
import { beforeEach, describe, expect, it, test } from 'vitest';
import { createUrlTemplate } from '../context/url-template.js';
import { actionTarget, describeElement, describeInvoker, pathTo } from './element-name.js';

beforeEach(() => {
  document.body.innerHTML = '';
});
const template = createUrlTemplate([]);
/** Puts this into the page; describes what `#it` or `[it]` marks. */
const nameOf = (html: string) => {
  document.body.innerHTML = html;
  return describeElement(document.querySelector('[it]'), template);
};
const namesOf = (html: string, selector: string) => {
  document.body.innerHTML = html;
  return [...document.querySelectorAll(selector)].map((element) =>
    describeElement(actionTarget(pathTo(element)), template),
  );
};

describe('an element is described', () => {
  it.each([
    [
      'its own name, before its id and role',
      '<a it data-rum-name="Buy 2" id="buy" role="link"></a>',
      'a[data-rum-name="Buy 2"]',
    ],
    ['an attribute for tests', '<b it data-testid="add-to-cart" id="x"></b>', 'b[data-testid="add-to-cart"]'],
    [
      'another of these',
      '<p id="list"><b it data-cy="row-4711-open"></b></p>',
      'p#list>b[data-cy="row{id}"]',
    ],
    [
      'no attribute for tests that may hold a person',
      '<p id="list"><b it data-qa="user-ada.lovelace"></b></p>',
      'p#list>b',
    ],
    ['its id, before its role', '<div it id="buy" role="button"></div>', 'div#buy'],
    [
      'a longer id',
      '<i it id="newsletter-sign-up-form-in-footer"></i>',
      'i#newsletter-sign-up-form-in-footer',
    ],
    [
      'its field’s name',
      '<form id="sign-up"><input it name="user[email]" type="text"></form>',
      'form#sign-up>input[name="user[email]"]',
    ],
    [
      'its field’s name without the row',
      '<form><input it name="items[3][qty]"></form>',
      'form>input[name="items{id}"]',
    ],
    ['the control of its label', '<label it for="terms"></label>', 'label[for="terms"]'],
    [
      'its type',
      '<form id="f"><button it type="submit">Pay 30 EUR</button></form>',
      'form#f>button[type="submit"]',
    ],
    [
      'its role',
      '<ul role="tablist"><li it role="tab"></li><li role="tab"></li></ul>',
      'ul[role="tablist"]>li[role="tab"]:nth-of-type(1)',
    ],
    [
      'its link',
      '<nav><a it href="/movies/4711?from=home#cast">Heat</a></nav>',
      'nav>a[href="/movies/{id}"]',
    ],
    ['the route in its link', '<nav><a it href="#/users/7?tab=1"></a></nav>', 'nav>a[href="/#/users/{id}"]'],
    [
      'a link to elsewhere, by its scheme',
      '<nav><a it href="https://ada.example/private"></a></nav>',
      'nav>a[href="https:"]',
    ],
    ['a link to a person', '<nav><a it href="mailto:ada@shop.example"></a></nav>', 'nav>a[href="mailto:"]'],
    ['a link to nowhere', '<nav><a it href="#"></a></nav>', 'nav>a'],
    [
      'its way from the nearest ancestor with a name',
      '<form id="search"><p role="row" title="Secret"><b it value="Secret"></b></p></form>',
      'form#search>p[role="row"]>b',
    ],
    ['four levels', '<main><section><ul><li><b it></b></li></ul></section></main>', 'section>ul>li>b'],
    [
      'boxes left out',
      '<main id="cart"><div><div><div><span><b it></b></span></div></div></div></main>',
      'main#cart b',
    ],
    [
      'a name far away',
      '<div data-rum-name="cart"><ul><li><p><em><i><u it></u></i></em></p></li></ul></div>',
      'div[data-rum-name="cart"] p>em>i>u',
    ],
  ])('by %s', (_, html, expected) => {
    expect(nameOf(html)).toBe(expected);
  });

  it('never by a text, a value, a label, a title or a class', () => {
    const secret =
      'class="Secret" title="Secret" aria-label="Secret" alt="Secret" value="Secret" placeholder="Secret"';
    expect(nameOf(`<p ${secret}><button it ${secret}>Secret</button></p>`)).toBe('p>button');
  });

  it('by nothing if there is none, a text by its element', () => {
    expect(describeElement(null)).toBe('');
    document.body.innerHTML = '<p id="out">text</p>';
    expect(describeElement(document.querySelector('p')?.firstChild)).toBe('p#out');
  });

  it('also if it is a form whose fields hide its properties', () => {
    expect(
      nameOf(
        '<form it id="pay"><input name="getAttribute"><input name="localName"><input name="parentNode"><input name="nodeType"><input name="matches"></form>',
      ),
    ).toBe('form#pay');
  });

  it('also if it is another window’s', () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const other = (frame.contentDocument as Document).createElement('button');
    other.id = 'buy';
    frame.contentDocument?.body.append(other);
    expect(other instanceof Element).toBe(false);
    expect(actionTarget(pathTo(other))).toBe(other);
    expect(describeElement(other)).toBe('button#buy');
  });
});

describe('neighbours have names of their own', () => {
  const distinct = (names: string[]) => expect(new Set(names).size).toBe(names.length);

  it('fifteen links of a menu that lead nowhere', () => {
    const names = namesOf(`<div><ul>${'<li><a href="#">x</a></li>'.repeat(15)}</ul></div>`, 'a');
    distinct(names);
    expect(names[14]).toBe('ul>li:nth-of-type(15)>a');
  });

  it('links to films, by one name, and links to pages by their own', () => {
    expect(namesOf('<nav><a href="/cart"></a><a href="/help"></a></nav>', 'a')).toEqual([
      'nav>a[href="/cart"]',
      'nav>a[href="/help"]',
    ]);
    const films = namesOf(
      `<ul>${[1, 22, 333].map((id) => `<li><a href="/movies/${id}"></a></li>`).join('')}</ul>`,
      'a',
    );
    expect(new Set(films)).toEqual(new Set(['ul>li>a[href="/movies/{id}"]']));
  });

  it('a map’s + and −', () => {
    const names = namesOf(
      '<div class="leaflet-control-zoom"><a href="#" role="button" aria-label="Zoom in">+</a><a href="#" role="button">−</a></div>',
      'a',
    );
    expect(names).toEqual(['a[role="button"]:nth-of-type(1)', 'a[role="button"]:nth-of-type(2)']);
  });

  it('five buttons of a section whose ids hold digits', () => {
    const names = namesOf(
      `<section id="tools">${[1, 2, 3, 4, 5].map((n) => `<button id="btn-47${n}"></button>`).join('')}</section>`,
      'button',
    );
    distinct(names);
    expect(names[2]).toBe('section#tools>button:nth-of-type(3)');
  });

  it('the rows of a long table, up to a bound', () => {
    const names = namesOf(
      `<table><tbody>${'<tr><td><button></button></td></tr>'.repeat(500)}</tbody></table>`,
      'button',
    );
    expect(new Set(names).size).toBe(21);
    expect(names[499]).toBe('tbody>tr:nth-of-type(n+21)>td>button');
  });
});

describe('the pressed element', () => {
  it.each([
    ['<button><svg><path it></path></svg></button>', 'button'],
    ['<div role="menuitem"><b it></b></div>', 'div'],
    ['<div role="option"><b it></b></div>', 'div'],
    ['<div data-rum-name="row"><button><i it></i></button></div>', 'button'],
    ['<div data-rum-name="row"><p><i it></i></p></div>', 'div'],
    ['<p><i it></i></p>', 'i'],
  ])('in %s', (html, tag) => {
    document.body.innerHTML = html;
    expect(actionTarget(pathTo(document.querySelector('[it]')))?.localName).toBe(tag);
  });

  const component = (tag: string, inner: string, attributes = '') => {
    document.body.innerHTML = `<${tag} ${attributes}></${tag}>`;
    const host = document.body.firstElementChild as Element;
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = inner;
    return root;
  };

  it('is a component that has a name and one button', () => {
    const root = component('my-button', '<button><i it></i></button>', 'data-rum-name="buy"');
    const target = actionTarget(pathTo(root.querySelector('[it]')));
    expect(target?.localName).toBe('my-button');
    expect(describeElement(target)).toBe('my-button[data-rum-name="buy"]');
  });

  it('is the button of a component that has several', () => {
    const root = component('my-bar', '<button></button><button it></button>', 'data-rum-name="bar"');
    const target = actionTarget(pathTo(root.querySelector('[it]')));
    expect(describeElement(target)).toBe('my-bar[data-rum-name="bar"]>button:nth-of-type(2)');
  });

  it('is the component outside of nested ones', () => {
    const root = component('buy-now', '<my-button></my-button>', 'data-rum-name="buy"');
    const inner = (root.firstElementChild as Element).attachShadow({ mode: 'open' });
    inner.innerHTML = '<button it></button>';
    expect(describeElement(actionTarget(pathTo(inner.querySelector('[it]'))))).toBe(
      'buy-now[data-rum-name="buy"]',
    );
  });

  it('is nothing if the event is the window’s', () => {
    expect(actionTarget([window])).toBeUndefined();
  });
});

const isName = (id: string) => {
  document.body.innerHTML = '<b></b>';
  const element = document.querySelector('b') as Element;
  element.id = id;
  return describeElement(element) === `b#${id}`;
};

test.each([
  ...['buy', 'Buy', 'searchForm', 'btnStripHtml', 'main-nav', 'add_to_cart', 'shop.cart.open', 'HTML'],
  ...['suche-größe', 'Поиск', 'newsletter-sign-up-form', 'how-to-cook-rice-at-home'],
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
  ...['customer-4711-ada.lovelace', 'user-ada.lovelace', 'ada.lovelace'],
  ...['how-to-cook-rice-in-ten-minutes', 'jane@shop.example', '+49-170', 'two words', 'a/b', '-', ''],
])('the id %j is none', (id) => {
  expect(isName(id)).toBe(false);
});

test.each([
  ['BUTTON#buy.onclick', 'BUTTON#buy.onclick'],
  ['BUTTON#customer-4711-ada.lovelace.onclick', 'BUTTON.onclick'],
  ['MY-BUTTON#:r1:.onpointerdown', 'MY-BUTTON.onpointerdown'],
  ['INPUT#ada@shop.example.oninput', 'INPUT.oninput'],
  ['IMG[src=https://cdn.example/ada.png?token=1].onload', 'IMG.onload'],
  ['DIV#a\nb.onclick', 'DIV.onclick'],
  ['Window.onload', 'Window.onload'],
  ['TimerHandler:setTimeout', 'TimerHandler:setTimeout'],
  ['Response.json.then', 'Response.json.then'],
  ['https://shop.example/app.js', 'https://shop.example/app.js'],
  ['', ''],
])('the invoker %j is described as %j', (invoker, expected) => {
  expect(describeInvoker(invoker)).toBe(expected);
});
