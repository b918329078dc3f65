import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lifecycle } from '../browser/lifecycle.js';
import { createGuard } from '../diagnostics/guard.js';
import { createPageContext, type PageView, pageAttributes } from './page-view.js';

const guard = createGuard({ warn: () => {}, debug: () => {} });
const place = { href: '' };
let view: EventTarget;
beforeEach(() => {
  view = new EventTarget();
  vi.stubGlobal('window', view);
  vi.stubGlobal('document', {});
  vi.stubGlobal('location', place);
});

/** A page at this URL. History is e2e's; here a traversal stands for every change. */
function open(url: string) {
  place.href = url;
  const time = { now: 100 };
  let restore = (_moment: number) => {};
  const lifecycle = {
    onRestore: (callback: (moment: number) => void) => {
      restore = callback;
      return () => {};
    },
  };
  const clock = { pageNow: () => time.now, epochNow: () => time.now, toEpoch: (moment: number) => moment };
  const page = createPageContext(clock, lifecycle as unknown as Lifecycle, guard);
  const views: PageView[] = [];
  page.onChange((next) => views.push(next));
  const goTo = (next: string) => {
    place.href = next;
    view.dispatchEvent(new Event('popstate'));
  };
  return { page, views, goTo, time, restore: (moment: number) => restore(moment) };
}

describe('a page view', () => {
  it('begins with the document', () => {
    const { page } = open('https://shop.example/');
    expect(page.current()).toMatchObject({
      url: 'https://shop.example/',
      type: 'document',
      startedAt: 0,
      previous: undefined,
      route: undefined,
    });
    expect(page.current().id).toMatch(/^[\da-f]{16}$/);
  });

  it.each([
    ['https://shop.example/', 'https://shop.example/movies'],
    ['https://shop.example/movies/1', 'https://shop.example/movies/2'],
    ['https://shop.example/#/movies', 'https://shop.example/#/movies/7'],
    ['https://shop.example/', 'https://shop.example/#/movies'],
    ['https://shop.example/#!/a', 'https://shop.example/#!/b'],
    ['https://shop.example/a?x=1', 'https://shop.example/b?x=1'],
  ])('is another from %s to %s', (from, to) => {
    const { page, views, goTo, time } = open(from);
    const before = page.current().id;
    time.now = 500;
    goTo(to);
    expect(views).toHaveLength(1);
    expect(page.current()).toMatchObject({ url: to, startedAt: 500, previous: { url: from } });
    expect(page.current().id).not.toBe(before);
  });

  it.each([
    ['https://shop.example/a', 'https://shop.example/a?page=2'],
    ['https://shop.example/a?page=1', 'https://shop.example/a?page=2'],
    ['https://shop.example/a', 'https://shop.example/a#reviews'],
    ['https://shop.example/a?x=1#top', 'https://shop.example/a?x=2#end'],
    ['https://shop.example/#/movies', 'https://shop.example/#/movies?page=2'],
    ['https://shop.example/?x=1#/movies', 'https://shop.example/?x=2#/movies'],
  ])('stays the same from %s to %s, and has the new URL', (from, to) => {
    const { page, views, goTo } = open(from);
    const before = page.current().id;
    goTo(to);
    expect(views).toEqual([]);
    expect(page.current()).toMatchObject({ id: before, url: to });
  });

  it('stays the same, with its route, where nothing changes', () => {
    const { page, views, goTo } = open('https://shop.example/movies/7');
    page.setRoute('/movies/:id');
    goTo('https://shop.example/movies/7');
    expect(views).toEqual([]);
    expect(page.current().route).toBe('/movies/:id');
  });

  it('has no route of the one before', () => {
    const { page, goTo } = open('https://shop.example/movies/7');
    page.setRoute('/movies/:id');
    const before = page.current();
    goTo('https://shop.example/search');
    expect(page.current().route).toBeUndefined();
    expect(before.route).toBe('/movies/:id');
  });

  it('begins anew with a return from the back/forward cache', () => {
    const { page, views, restore } = open('https://shop.example/');
    const before = page.current().id;
    restore(9_000);
    expect(views).toHaveLength(1);
    expect(page.current()).toMatchObject({ type: 'back_forward_cache', startedAt: 9_000 });
    expect(page.current().id).not.toBe(before);
  });
});

describe('whoever follows page views', () => {
  it('hears no more after it has stopped, or the page context has', () => {
    const { page, views, goTo } = open('https://shop.example/');
    const heard = vi.fn();
    const stop = page.onChange(heard);
    stop();
    goTo('https://shop.example/a');
    expect(heard).not.toHaveBeenCalled();
    expect(views).toHaveLength(1);
    page.stop();
    goTo('https://shop.example/b');
    expect(views).toHaveLength(1);
  });
});

describe('the attributes of a page view', () => {
  it('have the route once it is known', () => {
    const { page } = open('https://shop.example/movies/7');
    const { id } = page.current();
    const bare = { 'browser.page_view.id': id, 'browser.document.url.full': 'https://shop.example/movies/7' };
    expect(pageAttributes(page.current())).toEqual(bare);
    page.setRoute('/movies/:id');
    expect(pageAttributes(page.current())).toEqual({
      ...bare,
      'browser.document.url.template': '/movies/:id',
    });
  });
});
