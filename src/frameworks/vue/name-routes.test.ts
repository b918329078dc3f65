// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as vueRouter4 from 'vue-router-4';
import * as vueRouter5 from 'vue-router-5';
import { setRunningRum } from '../../current.js';
import { inertRum } from '../../rum.js';
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
  ['/:pathMatch(.*)*', '/no/such/page', '*'],
  ['/:rest(.*)', '/no/such/page', '*'],
  ['/chapters/:chapters+', '/chapters/1/2', '/chapters/:chapters+'],
  ['/prices(net)', '/prices(net)', '/prices(net)'],
];

describe.each([
  ['4', vueRouter4],
  ['5', vueRouter5 as unknown as typeof vueRouter4],
])('nameRoutes, vue-router %s', (_version, { createMemoryHistory, createRouter }) => {
  /** A router with the plugin, before the first navigation. */
  const start = (routes: vueRouter4.RouteRecordRaw[], location: string) => {
    const history = createMemoryHistory();
    history.replace(location);
    const router = createRouter({ history, routes });
    return { router, stop: nameRoutes(router) };
  };

  it.each(cases)('%s: %s is named %s, before its guards have run and after', async (path, url, template) => {
    const { router } = start([{ path, component: page }], url);
    expect(setRoute.mock.calls).toEqual([[template]]);
    await router.push(url);
    expect(setRoute.mock.calls).toEqual([[template], [template]]);
  });

  it('names a child by its whole path, and a URL that no route matches *', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { router } = start(
      [{ path: '/users/:id', component: page, children: [{ path: 'posts', component: page }] }],
      '/users/3/posts',
    );
    await router.push('/nowhere');
    expect(setRoute.mock.calls).toEqual([['/users/:id/posts'], ['*']]);
  });

  it('does not name a page that only leads to another', async () => {
    const { router } = start(
      [
        { path: '/old/:id', redirect: ({ params }) => `/films/${params.id}` },
        { path: '/films/:id', component: page },
      ],
      '/old/7',
    );
    expect(setRoute).not.toHaveBeenCalled();
    await router.push('/old/7');
    expect(setRoute.mock.calls).toEqual([['/films/:id']]);
  });

  it('sets no route if a navigation was refused, and none after it was stopped', async () => {
    const { router, stop } = start(
      [
        { path: '/', component: page },
        { path: '/secret', component: page, beforeEnter: () => false },
        { path: '/shops', component: page },
      ],
      '/',
    );
    await router.push('/');
    await router.push('/secret');
    stop();
    await router.push('/shops');
    expect(setRoute.mock.calls).toEqual([['/'], ['/']]);
  });
});
