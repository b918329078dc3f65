import { createMemoryRouter as createRouter6 } from 'react-router';
import { createMemoryRouter as createRouter7 } from 'react-router-7';
import { createMemoryRouter as createRouter8 } from 'react-router-8';
import { beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { getRum } from '../../index.js';
import { instrumentReactRouter, type ReactRouter, type ReactRouterState } from './instrument-react-router.js';

/** What the tests write of a route. */
interface Route {
  path?: string;
  index?: true;
  children?: Route[];
  loader?: (given: { params: Record<string, string | undefined> }) => unknown;
  action?: () => unknown;
  lazy?: () => Promise<object>;
}
/** The part of a router that the tests use. */
interface Router extends ReactRouter {
  state: ReactRouterState & {
    readonly location: { readonly pathname: string };
    readonly navigation: { readonly state: string };
  };
  navigate(to: string | number, options?: { formMethod: 'post'; formData: FormData }): Promise<void>;
  fetch(key: string, routeId: string, href: string): unknown;
  patchRoutes(routeId: string | null, children: Route[]): void;
}
type CreateRouter = (routes: Route[], options?: { initialEntries: string[] }) => Router;

const VERSIONS = {
  6: createRouter6 as unknown as CreateRouter,
  7: createRouter7 as unknown as CreateRouter,
  8: createRouter8 as unknown as CreateRouter,
};

let setRoute: Mock<(template: string) => void>;
let capture: Mock;

/** A router in use, at a path, with what named its views so far. */
function start(create: CreateRouter, routes: Route[], path = '/') {
  const router = create([{ path: '/', children: routes }], { initialEntries: [path] });
  expect(instrumentReactRouter(router)).toBe(router);
  return router;
}
const named = () => setRoute.mock.calls.splice(0).flat();

/** Resolves when the router has nothing to do. */
const idle = async (router: Router) =>
  vi.waitFor(() => expect(router.state.navigation.state).toBe('idle'), { interval: 1 });

/** Makes the router call back while the page stays. */
async function tellOfSomethingElse(router: Router): Promise<void> {
  const reported = vi.fn();
  router.subscribe(reported);
  router.fetch('key', '0-0', router.state.location.pathname);
  await vi.waitFor(() => expect(reported).toHaveBeenCalled());
  await idle(router);
}

describe.each(Object.entries(VERSIONS))('instrumentReactRouter, react-router %s', (_, create) => {
  beforeEach(() => {
    setRoute = vi.spyOn(getRum(), 'setRoute') as never;
    capture = vi.spyOn(getRum(), 'captureError') as never;
    // As in a browser: for React Router 6 a server's router has no fetchers.
    vi.stubGlobal('window', Object.assign(new EventTarget(), { document: { createElement() {} } }));
    // It warns about flags for its next version.
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });

  it('names the first page at once, also while it loads', async () => {
    let arrive = (_: string) => {};
    const answer = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const router = start(create, [{ path: 'movies/:id', loader: () => answer }], '/movies/7/');
    expect(named()).toEqual(['/movies/:id']);
    arrive('a film');
    await idle(router);
  });

  it('names lazy and patched routes, layouts without a path, index routes, and other parameters of one route', async () => {
    const router = start(create, [
      { index: true },
      { children: [{ path: 'people/:person', children: [{ path: 'films/:film' }] }] },
      { path: 'late', lazy: async () => ({ loader: async () => 'late' }) },
    ]);
    await idle(router);
    expect(named()).toEqual(['/']);
    router.patchRoutes(null, [{ path: '/new/:thing' }]);
    for (const path of ['/people/1/films/2', '/people/3/films/4', '/people/3', '/late', '/new/5', '/']) {
      await router.navigate(path);
    }
    expect([...new Set(named())]).toEqual([
      '/people/:person/films/:film',
      '/people/:person',
      '/late',
      '/new/:thing',
      '/',
    ]);
  });

  it('names no page by the matches of the one before while it loads, as after Back', async () => {
    let arrive = (_: string) => {};
    const router = start(create, [
      { path: 'a', loader: () => new Promise<string>((resolve) => (arrive = resolve)) },
      { path: 'b' },
    ]);
    const visit = router.navigate('/a');
    await vi.waitFor(() => expect(router.state.navigation.state).toBe('loading'));
    arrive('a');
    await visit;
    await router.navigate('/b');
    named();
    const back = router.navigate(-1);
    await vi.waitFor(() => expect(router.state.navigation.state).toBe('loading'));
    expect(named()).toEqual([]);
    arrive('a');
    await back;
    await idle(router);
    expect(named()).toEqual(['/a']);
  });

  it('sets the route of a redirect’s target', async () => {
    const redirect = () => new Response(null, { status: 302, headers: { Location: '/movies/7' } });
    const router = start(create, [{ path: 'old', loader: redirect }, { path: 'movies/:id' }]);
    await router.navigate('/old');
    await idle(router);
    expect(named().at(-1)).toBe('/movies/:id');
    expect(router.state.location.pathname).toBe('/movies/7');
    expect(capture).not.toHaveBeenCalled();
  });

  it('names a URL that no route matches *, and one for which a loader has no answer by its route', async () => {
    const router = start(
      create,
      [
        {
          path: 'movies/:id',
          loader: () => {
            throw new Response('no such film', { status: 404 });
          },
        },
      ],
      '/nowhere/at/all',
    );
    expect(named()).toEqual(['*']);
    await router.navigate('/movies/7');
    expect(named()).toEqual(['/movies/:id']);
    await router.navigate('/nowhere');
    expect(named()).toEqual(['*']);
    expect(capture).not.toHaveBeenCalled();
  });

  it('reports what loaders and actions throw, once', async () => {
    // An app's own error may have a status, and is an error all the same.
    const [loading, acting] = [Object.assign(new Error('loader'), { status: 500 }), new Error('action')];
    const router = start(create, [
      {
        path: 'broken',
        loader: () => {
          throw loading;
        },
      },
      {
        path: 'form',
        action: () => {
          throw acting;
        },
      },
      { path: 'text', loader: () => Promise.reject('text') },
    ]);
    await router.navigate('/broken');
    await router.navigate('/form', { formMethod: 'post', formData: new FormData() });
    await router.navigate('/text');
    await tellOfSomethingElse(router);
    expect(capture.mock.calls).toEqual(
      [loading, acting, 'text'].map((error) => [error, { mechanism: 'react-router' }]),
    );
  });

  it('does not set the route again when something else in the router’s state changes', async () => {
    const router = start(create, [{ index: true, loader: async () => 'home' }]);
    await idle(router);
    named();
    await tellOfSomethingElse(router);
    expect(named()).toEqual([]);
  });
});
