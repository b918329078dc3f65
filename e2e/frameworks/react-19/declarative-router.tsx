import { RumErrorBoundary } from 'otel-rum/react';
import { RumRoutes, useRumRoutes } from 'otel-rum/react-router';
import { lazy, type ReactElement, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import {
  BrowserRouter,
  Link,
  Navigate,
  Route,
  type RouteObject,
  useParams,
  useSearchParams,
} from 'react-router-dom';
import { startRum } from '../start-rum.js';
import { fail, Links } from './router-pages.js';

const LazyPage = lazy(async () => ({ default: (await import('./lazy-page.js')).LazyPage }));

const Movie = () => {
  const [search] = useSearchParams();
  const tab = search.get('tab');
  return <h1>{`Movie ${useParams().id}${tab ? `, ${tab}` : ''}`}</h1>;
};
const Film = () => {
  const { person, film } = useParams();
  return <h1>{`Film ${film} of ${person}`}</h1>;
};
/** Routes within a route. */
const Films = () => (
  <RumRoutes>
    <Route path="films/:film" element={<Film />} />
  </RumRoutes>
);
const Old = () => <Navigate to={`/movies/${useParams().id}`} replace />;
const File = () => <h1>{`File ${useParams()['*']}`}</h1>;
const Broken = (): ReactElement => fail();

const ROUTES: RouteObject[] = [
  {
    path: '/',
    children: [
      { index: true, element: <h1>Home</h1> },
      { path: 'movies/:id', element: <Movie /> },
      { path: 'people/:person/*', element: <Films /> },
      { path: 'lazy', element: <LazyPage /> },
      { path: 'old/:id', element: <Old /> },
      { path: 'files/*', Component: File },
      {
        path: 'broken',
        element: (
          <RumErrorBoundary fallback={<h1>Broken</h1>}>
            <Broken />
          </RumErrorBoundary>
        ),
      },
    ],
  },
];
const Pages = () => useRumRoutes(ROUTES) ?? <h1>Not found</h1>;

startRum();
createRoot(document.getElementById('app') as HTMLElement).render(
  <BrowserRouter>
    <Links link={(to) => <Link to={to}>{to}</Link>} />
    <Suspense>
      <Pages />
    </Suspense>
  </BrowserRouter>,
);
