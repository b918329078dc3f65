import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
  redirect,
} from '@tanstack/react-router';
import { instrumentTanStackRouter, rumRootOptions } from 'otel-rum/react';
import { createRoot } from 'react-dom/client';
import { startRum } from '../start-rum.js';
import { fail, Links, load } from './router-pages.js';

const Layout = ({ children = <Outlet /> }) => (
  <>
    <Links link={(to) => <Link to={to}>{to}</Link>} />
    {children}
  </>
);

const root = createRootRoute({
  component: Layout,
  notFoundComponent: () => <h1>Not found</h1>,
});
const home = createRoute({ getParentRoute: () => root, path: '/', component: () => <h1>Home</h1> });
const movie = createRoute({
  getParentRoute: () => root,
  path: 'movies/$id',
  validateSearch: ({ tab }: { tab?: string }) => (tab ? { tab } : {}),
  loader: load,
  component: () => {
    const { tab } = movie.useSearch();
    return <h1>{`Movie ${movie.useParams().id}${tab ? `, ${tab}` : ''}`}</h1>;
  },
});
const person = createRoute({
  getParentRoute: () => root,
  path: 'people/$person',
  loader: load,
  component: Outlet,
});
/** A layout without a path. */
const films = createRoute({ getParentRoute: () => person, id: '_films', component: Outlet });
const film = createRoute({
  getParentRoute: () => films,
  path: 'films/$film',
  loader: load,
  component: () => {
    const { person: of, film: number } = film.useParams();
    return <h1>{`Film ${number} of ${of}`}</h1>;
  },
});
const late = createRoute({
  getParentRoute: () => root,
  path: 'lazy',
  component: lazyRouteComponent(() => import('./lazy-page.js'), 'LazyPage'),
});
const old = createRoute({
  getParentRoute: () => root,
  path: 'old/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/movies/$id', params: { id: params.id } });
  },
});
const files = createRoute({
  getParentRoute: () => root,
  path: 'files/$',
  loader: load,
  component: () => <h1>{`File ${files.useParams()._splat}`}</h1>,
});
const broken = createRoute({
  getParentRoute: () => root,
  path: 'broken',
  loader: fail,
  errorComponent: () => <h1>Broken</h1>,
});

startRum();
const router = instrumentTanStackRouter(
  createRouter({
    routeTree: root.addChildren([
      home,
      movie,
      person.addChildren([films.addChildren([film])]),
      late,
      old,
      files,
      broken,
    ]),
  }),
);
createRoot(document.getElementById('app') as HTMLElement, rumRootOptions()).render(
  <RouterProvider router={router} />,
);
