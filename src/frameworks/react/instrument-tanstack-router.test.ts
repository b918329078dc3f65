// @vitest-environment jsdom
import {
  type AnyRoute,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { getRum } from '../../index.js';
import { instrumentTanStackRouter } from './instrument-tanstack-router.js';

interface Options {
  path?: string;
  id?: string;
  loader?: () => unknown;
  beforeLoad?: () => void;
  notFoundComponent?: () => null;
}

let setRoute: Mock<(template: string) => void>;
let capture: Mock;
const named = () => setRoute.mock.calls.splice(0).flat();

const root = createRootRoute();
const route = (options: Options, parent: AnyRoute = root): AnyRoute =>
  createRoute({ ...options, getParentRoute: () => parent } as never);

function start(routes: AnyRoute[], path = '/') {
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  expect(instrumentTanStackRouter(router)).toBe(router);
  return router;
}

describe('instrumentTanStackRouter', () => {
  beforeEach(() => {
    setRoute = vi.spyOn(getRum(), 'setRoute') as never;
    capture = vi.spyOn(getRum(), 'captureError') as never;
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it('names the first page at once, and the next ones when they are there', async () => {
    const person = route({ path: 'people/$person' });
    const layout = route({ id: '_layout' }, person);
    const film = route({ path: 'films/$film' }, layout);
    const router = start(
      [
        route({ path: '/' }),
        route({ path: 'movies/$id/' }),
        route({ path: 'files/$' }),
        person.addChildren([layout.addChildren([film])]),
      ],
      '/movies/7',
    );
    expect(named()).toEqual(['/movies/$id']);
    await router.load();
    for (const to of ['/people/1/films/2', '/people/1', '/files/a/b', '/']) await router.navigate({ to });
    expect([...new Set(named())]).toEqual([
      '/movies/$id',
      '/people/$person/films/$film',
      '/people/$person',
      '/files/$',
      '/',
    ]);
  });

  it('names a URL that no route matches *, also a first one', async () => {
    const router = start([route({ path: '/' })], '/nowhere');
    expect(named()).toEqual(['*']);
    await router.load();
    await router.navigate({ to: '/' });
    expect(named().at(-1)).toBe('/');
    await router.navigate({ to: '/movies/7/nothing' });
    expect(named()).toEqual(['*']);
    expect(capture).not.toHaveBeenCalled();
  });

  it('reports errors of a loader, but neither a missing page nor a redirect', async () => {
    const error = new Error('the loader failed');
    const thrower = (thrown: () => unknown) => () => {
      throw thrown();
    };
    const router = start([
      route({ path: '/' }),
      route({ path: 'broken', loader: thrower(() => error) }),
      route({
        path: 'missing/$id',
        loader: thrower(() => notFound()),
        notFoundComponent: () => null,
      }),
      route({ path: 'old', beforeLoad: thrower(() => redirect({ to: '/' })) }),
    ]);
    await router.load();
    await router.navigate({ to: '/broken' });
    expect(named().at(-1)).toBe('/broken');
    await router.navigate({ to: '/missing/7' });
    expect(named()).toEqual(['/missing/$id']);
    await router.navigate({ to: '/old' });
    expect(named()).toEqual(['/']);
    expect(capture.mock.calls).toEqual([[error, { mechanism: 'tanstack-router' }]]);
  });
});
