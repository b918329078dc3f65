import { beforeEach, describe, expect, it, vi } from 'vitest';
import { onUrlChange, placeTemplate, resolveUrl } from './location.js';

describe('resolveUrl', () => {
  it('resolves against the base that is given', () => {
    expect(resolveUrl('/otlp', 'https://shop.example')?.href).toBe('https://shop.example/otlp');
    expect(resolveUrl('https://collector.example', 'https://shop.example')?.origin).toBe(
      'https://collector.example',
    );
  });

  it('resolves only absolute URLs if the origin is opaque, as in a sandboxed frame', () => {
    expect(resolveUrl('https://collector.example', 'null')?.origin).toBe('https://collector.example');
    expect(resolveUrl('/otlp', 'null')).toBeUndefined();
  });

  it('returns undefined for an invalid URL', () => {
    expect(resolveUrl('http://[::', 'https://shop.example')).toBeUndefined();
  });
});

describe('placeTemplate', () => {
  it.each([
    ['https://shop.example/cart?coupon=secret#summary', '</cart>'],
    ['https://shop.example/#/users/7?tab=secret', '</#/users/7>'],
    ['https://shop.example/#!/users', '</#!/users>'],
    ['https://shop.example/#/', '</>'],
    ['https://other.example/secret', 'https:'],
    ['mailto:ada@shop.example', 'mailto:'],
    ['blob:https://shop.example/550e8400', 'blob:'],
    ['http://[::', undefined],
  ])('of %s is %s', (url, expected) => {
    vi.stubGlobal('self', { origin: 'https://shop.example' });
    vi.stubGlobal('location', new URL('https://shop.example/'));
    vi.stubGlobal('document', {});
    expect(placeTemplate(url, (path) => `<${path}>`)).toBe(expected);
  });

  it.each([
    ['capacitor://localhost/', 'capacitor://localhost/films/7?tab=secret', '</films/7>'],
    ['app://shop/index.html', 'app://shop/index.html#/films/7', '</index.html#/films/7>'],
    ['app://shop/index.html', 'app://other/secret', 'app:'],
    ['app://shop/index.html', 'https://shop/secret', 'https:'],
    ['file:///home/ada/index.html', 'file:///home/ada/index.html', 'file:'],
    ['file:///home/ada/index.html', 'file:///home/ada/index.html#/films/7', '</#/films/7>'],
    ['about:blank', 'about:blank', 'about:'],
  ])('in a web view at %s, of %s is %s', (page, url, expected) => {
    vi.stubGlobal('self', { origin: 'null' });
    vi.stubGlobal('location', new URL(page));
    vi.stubGlobal('document', {});
    expect(placeTemplate(url, (path) => `<${path}>`)).toBe(expected);
  });
});

describe('onUrlChange', () => {
  const SHOP = 'https://shop.example/';
  const place = { href: '' };
  let page: EventTarget;
  let navigation: EventTarget;
  /** Dispatches an event of the Navigation API, which also reports calls of `History`, during the call. */
  const change = (navigationType: string, url: string) => {
    place.href = SHOP + url;
    navigation.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType }));
  };
  let reported: unknown[][];
  const follow = () => onUrlChange((...change) => reported.push(change));

  beforeEach(() => {
    reported = [];
    place.href = SHOP;
    page = new EventTarget();
    navigation = new EventTarget();
    vi.stubGlobal('window', page);
    vi.stubGlobal('location', place);
    vi.stubGlobal('navigation', navigation);
    vi.stubGlobal(
      'History',
      class {
        pushState(_state: unknown, _unused: string, url: string) {
          if (url === 'refused') throw new Error('refused');
          change('push', url);
        }
        replaceState(_state: unknown, _unused: string, url: string) {
          change('replace', url);
        }
      },
    );
    vi.stubGlobal('history', new History());
  });

  it('reports changes by History once each, after they are done', () => {
    const stop = follow();
    const history = new History();
    history.pushState({}, '', 'films');
    history.replaceState({}, '', 'films#/a');
    history.pushState({}, '', 'films#/a');
    history.pushState({}, '', 'films#/b');
    expect(() => history.pushState({}, '', 'refused')).toThrow('refused');
    stop();
    history.pushState({}, '', 'nobody');
    expect(reported).toEqual([
      ['push', `${SHOP}films`, SHOP],
      ['replace', `${SHOP}films#/a`, `${SHOP}films`],
      ['push', `${SHOP}films#/b`, `${SHOP}films#/a`],
    ]);
  });

  it('reports what a router does that has replaced methods of its history object', () => {
    vi.stubGlobal('navigation', undefined);
    const history = new History();
    history.pushState = (_state, _unused, url) => {
      place.href = SHOP + url;
    };
    vi.stubGlobal('history', history);
    const own = history.pushState;
    const stop = follow();
    history.pushState({}, '', 'films');
    history.replaceState({}, '', 'login');
    expect(history.pushState).not.toBe(own);
    stop();
    expect(history.pushState).toBe(own);
    expect(reported.map(([type]) => type)).toEqual(['push', 'replace']);
  });

  it('reports changes by the Navigation API', () => {
    const stop = follow();
    change('push', 'films');
    change('replace', 'login');
    change('traverse', '');
    change('push', '#/a');
    change('replace', '#/b');
    change('push', '#/c');
    change('traverse', '#/b');
    change('push', '#faq-3');
    change('push', '#faq-4');
    stop();
    change('push', 'nobody');
    expect(reported.map(([type]) => type)).toEqual(
      'push replace traverse push replace push traverse push hash'.split(' '),
    );
  });

  it('reports Back, Forward and fragments without the Navigation API', () => {
    vi.stubGlobal('navigation', undefined);
    const entries = { length: 3 };
    vi.stubGlobal('history', entries);
    const stop = follow();
    for (const [url, length] of [
      ['films', 3],
      ['films#top', 4],
      ['films#/a', 5],
      ['films#/b', 6],
      ['films#/a', 6],
    ] as const) {
      place.href = SHOP + url;
      entries.length = length;
      page.dispatchEvent(new Event('popstate'));
    }
    stop();
    expect(reported.map(([type]) => type)).toEqual(['traverse', 'hash', 'push', 'push', 'traverse']);
  });
});
