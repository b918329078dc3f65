// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vueRouter4 from 'vue-router-4';
import * as vueRouter5 from 'vue-router-5';
import { setRunningRum } from '../current.js';
import { inertRum } from '../rum.js';
import { nameRoutes } from './name-routes.js';

const setRoute = vi.fn<(template: string) => void>();
const page = { template: '<p />' };

beforeEach(() => setRunningRum({ ...inertRum, setRoute }));
afterEach(() => {
  setRunningRum(undefined);
  setRoute.mockReset();
});

/** As the routes of a record's path and of its children are written, a URL, and the name that it is to have. */
const cases: [path: string, url: string, template: string][] = [
  ['/', '/', '/'],
  ['/movies/:id', '/movies/7', '/movies/:id'],
  ['/movies/:id(\\d+)', '/movies/7', '/movies/:id'],
  ['/movies/:id(\\d+)/cast/:role([a-z]+)?', '/movies/7/cast', '/movies/:id/cast/:role?'],
  ['/:lang(en|de)/about', '/de/about', '/:lang/about'],
  ['/tags/:tag((?:a|b\\)+)', '/tags/ab', '/tags/:tag'],
  ['/files/:path(.*)*', '/files/a/b', '/files/:path*'],
  ['/chapters/:chapters+', '/chapters/1/2', '/chapters/:chapters+'],
  ['/prices(net)', '/prices(net)', '/prices(net)'],
];

describe.each([
  ['4', vueRouter4],
  ['5', vueRouter5 as unknown as typeof vueRouter4],
])('nameRoutes, vue-router %s', (_version, { createMemoryHistory, createRouter }) => {
  it.each(cases)('%s: %s is named %s', async (path, url, template) => {
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path, component: page }] });
    nameRoutes(router);
    await router.push(url);
    expect(setRoute.mock.calls).toEqual([[template]]);
  });

  it('names a child by its whole path, and a URL that no route matches *', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/users/:id', component: page, children: [{ path: 'posts', component: page }] }],
    });
    nameRoutes(router);
    await router.push('/users/3/posts');
    await router.push('/nowhere');
    expect(setRoute.mock.calls).toEqual([['/users/:id/posts'], ['*']]);
  });

  it('names nothing where a navigation was refused', async () => {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/', component: page },
        { path: '/secret', component: page, beforeEnter: () => false },
      ],
    });
    nameRoutes(router);
    await router.push('/');
    await router.push('/secret');
    expect(setRoute.mock.calls).toEqual([['/']]);
  });

  it('names the page of a router that is ready, and stops when it is told to', async () => {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/:name', component: page }],
    });
    await router.push('/films');
    const stop = nameRoutes(router);
    expect(setRoute.mock.calls).toEqual([['/:name']]);
    stop();
    await router.push('/shops');
    expect(setRoute).toHaveBeenCalledOnce();
  });
});
