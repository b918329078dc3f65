import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lifecycle } from '../browser/lifecycle.js';
import type { UserAction } from '../causality/user-action.js';
import { createGuard } from '../diagnostics/guard.js';
import { createPageContext, type PageView, pageAttributes, type ViewPart } from './page-view.js';
import { createUrlTemplate } from './url-template.js';

const guard = createGuard({ warn: () => {}, debug: () => {} });
const place = { href: '' };
let view: EventTarget;
let history: History;
let page: EventTarget & { prerendering?: boolean };
beforeEach(() => {
  view = new EventTarget();
  page = new EventTarget();
  vi.stubGlobal('window', view);
  vi.stubGlobal('document', page);
  vi.stubGlobal('location', place);
  vi.stubGlobal('self', { origin: 'https://shop.example' });
  vi.stubGlobal(
    'History',
    class {
      pushState(_state: unknown, _unused: string, url: string) {
        place.href = url;
      }
      replaceState(_state: unknown, _unused: string, url: string) {
        place.href = url;
      }
    },
  );
  history = new History();
  vi.stubGlobal('history', history);
});

/** A page at this URL. */
function open(url: string, viewsBy: readonly ViewPart[] = []) {
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
  const acting: { action: UserAction | undefined } = { action: undefined };
  const page = createPageContext(
    clock,
    lifecycle as unknown as Lifecycle,
    guard,
    { current: () => acting.action },
    viewsBy,
    createUrlTemplate([]),
  );
  const views: PageView[] = [];
  page.onChange((next) => views.push(next));
  const goTo = (next: string) => {
    place.href = next;
    view.dispatchEvent(new Event('popstate'));
  };
  return {
    ...{ page, views, goTo, time, acting },
    push: (next: string) => history.pushState({}, '', next),
    replace: (next: string) => history.replaceState({}, '', next),
    /** Says whether it has settled. */
    settle: (isSettled: boolean) => {
      page.current().isSettling = !isSettled;
    },
    restore: (moment: number) => restore(moment),
  };
}

describe('a page view', () => {
  it('begins with the document', () => {
    const { page } = open('https://shop.example/');
    expect(page.current()).toMatchObject({
      url: 'https://shop.example/',
      type: 'document',
      startedAt: 0,
      previous: undefined,
      route: '/',
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

  it('stays the same, with its route, if nothing changes', () => {
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
    expect(page.current().route).toBe('/search');
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

  it('of a return from the back/forward cache keeps its route, which no router names again', () => {
    const { page, views, restore } = open('https://shop.example/movies/7');
    page.setRoute('/movies/:id');
    restore(9_000);
    expect(views).toMatchObject([{ type: 'back_forward_cache', route: '/movies/:id' }]);
  });

  it('starts with the call of a router that handles Back before otel-rum, and gets its route', () => {
    const { page, views, push, goTo } = open('https://shop.example/movies/7');
    page.setRoute('/movies/:id');
    push('https://shop.example/');
    // Now in the order of a router that was there first: it speaks before the change is known.
    place.href = 'https://shop.example/movies';
    page.setRoute('/movies');
    goTo('https://shop.example/movies');
    expect(views).toMatchObject([
      { url: 'https://shop.example/', route: '/' },
      { url: 'https://shop.example/movies', type: 'traverse', route: '/movies' },
    ]);
    expect(views).toHaveLength(2);
  });
});

describe('what begins a page view', () => {
  const SHOP = 'https://shop.example/a';
  it.each<[string, ViewPart[], string, string, boolean]>([
    ['a query, by choice', ['query'], '?page=1', '?page=2', true],
    ['a query that comes', ['query'], '', '?page=2', true],
    ['a route’s query, by choice', ['query'], '#/films?page=1', '#/films?page=2', true],
    ['no fragment where queries are chosen', ['query'], '#top', '#end', false],
    ['a fragment, by choice', ['hash'], '#top', '#end', true],
    ['a fragment that goes', ['hash'], '#top', '', true],
    ['no empty fragment', ['hash'], '', '#', false],
    ['no query where fragments are chosen', ['hash'], '?page=1', '?page=2', false],
    ['no route’s query where fragments are chosen', ['hash'], '#/films?page=1', '#/films?page=2', false],
    ['a fragment after a query', ['query', 'hash'], '?page=1#top', '?page=1#end', true],
    ['nothing where both are the same', ['query', 'hash'], '?page=1#top', '?page=1#top', false],
  ])('is %s', (_, viewsBy, from, to, isAnother) => {
    const { views, push } = open(SHOP + from, viewsBy);
    push(SHOP + to);
    expect(views).toHaveLength(isAnother ? 1 : 0);
  });
});

describe('a redirect', () => {
  const [from, guarded, login] = ['', 'films', 'login'].map((path) => `https://shop.example/${path}`) as [
    string,
    string,
    string,
  ];
  const click = {} as UserAction;

  /** A click has led to a view that is not settled yet, and whose route is known. */
  function follow() {
    const shop = open(from);
    shop.acting.action = click;
    shop.push(guarded);
    shop.page.setRoute('/films');
    shop.settle(false);
    return shop;
  }

  it('is no view, but the URL of the one that it leads to, without the route that was named for another', () => {
    const { page, views, replace } = follow();
    const { id } = page.current();
    replace(`${login}/old`);
    replace(login);
    expect(views).toHaveLength(1);
    expect(page.current()).toMatchObject({ id, url: login, type: 'push', previous: { url: from } });
    expect(page.current().route).toBe('/login');
  });

  it('leaves the route where only the query is replaced', () => {
    const { page, replace } = follow();
    replace(`${guarded}?page=1`);
    expect(page.current()).toMatchObject({ url: `${guarded}?page=1`, route: '/films' });
  });

  it('may come when the click’s action has closed', () => {
    const { views, replace, acting } = follow();
    acting.action = undefined;
    replace(login);
    expect(views).toHaveLength(1);
  });

  it('is a view of its own if the previous one has settled', () => {
    const { page, views, replace, settle } = follow();
    settle(true);
    replace(login);
    expect(views).toHaveLength(2);
    expect(page.current()).toMatchObject({ url: login, type: 'replace', previous: { url: guarded } });
  });

  it('is none after another user action', () => {
    const { views, replace, acting } = follow();
    acting.action = {} as UserAction;
    replace(login);
    expect(views).toHaveLength(2);
  });

  it('is none if the URL is pushed: the user can go back to it', () => {
    const { views, push } = follow();
    push(login);
    expect(views).toHaveLength(2);
  });

  it('corrects the document too', () => {
    const { page, views, replace, settle } = open(from);
    settle(false);
    replace(login);
    expect(views).toEqual([]);
    expect(page.current()).toMatchObject({ type: 'document', url: login, previous: undefined });
  });

  it('is not detected if settling is not watched', () => {
    const { views, replace } = open(from);
    replace(login);
    expect(views).toHaveLength(1);
  });
});

describe('a prerendered page', () => {
  it('is one view until it is shown, whatever its router does', () => {
    page.prerendering = true;
    const { page: context, views, push } = open('https://shop.example/');
    push('https://shop.example/home');
    expect(views).toEqual([]);
    expect(context.current()).toMatchObject({ type: 'document', url: 'https://shop.example/home' });
    page.prerendering = false;
    page.dispatchEvent(new Event('prerenderingchange'));
    push('https://shop.example/films');
    expect(views).toHaveLength(1);
  });
});

describe('a listener of page views', () => {
  it('is not called after it or the page context has stopped', () => {
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

describe('the route of a page view', () => {
  it.each([
    ['https://shop.example/', '/'],
    ['https://shop.example/movies/4711?q=1#cast', '/movies/{id}'],
    ['https://shop.example/#/users/7?tab=1', '/#/users/{id}'],
    ['https://shop.example/app/#!/users/7/edit', '/app/#!/users/{id}/edit'],
    ['https://shop.example/#/', '/'],
    ['about:blank', 'about:'],
    ['data:text/html,secret', 'data:'],
  ])('is the template of its place if no router names it: %s', (url, route) => {
    expect(open(url).page.current().route).toBe(route);
  });

  it('is of a view of its own in a hash-routed app', () => {
    const { page, goTo, views } = open('https://shop.example/');
    goTo('https://shop.example/#/');
    expect(views).toEqual([]);
    goTo('https://shop.example/#/users/7');
    goTo('https://shop.example/#/users/8');
    expect(views.map(({ route }) => route)).toEqual(['/#/users/{id}', '/#/users/{id}']);
    goTo('https://shop.example/#');
    expect(page.current()).toMatchObject({ route: '/' });
  });
});

describe('the attributes of a page view', () => {
  it('have the template of the path until the route is known', () => {
    const { page } = open('https://shop.example/movies/7');
    const place = {
      'otel_rum.page_view.id': page.current().id,
      'browser.document.url.full': 'https://shop.example/movies/7',
    };
    expect(pageAttributes(page.current())).toEqual({
      ...place,
      'otel_rum.document.url.template': '/movies/{id}',
    });
    page.setRoute('/movies/:id');
    expect(pageAttributes(page.current())).toEqual({
      ...place,
      'otel_rum.document.url.template': '/movies/:id',
    });
  });
});
