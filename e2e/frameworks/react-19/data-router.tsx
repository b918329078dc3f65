import { instrumentReactRouter, rumRootOptions } from 'otel-rum/react';
import { createRoot } from 'react-dom/client';
import {
  createBrowserRouter,
  Link,
  Outlet,
  type RouteObject,
  RouterProvider,
  redirect,
  useParams,
  useSearchParams,
} from 'react-router-dom';
import { startRum } from '../start-rum.js';
import { fail, Links, load } from './router-pages.js';

const Layout = ({ children = <Outlet /> }) => (
  <>
    <Links link={(to) => <Link to={to}>{to}</Link>} />
    {children}
  </>
);
const Movie = () => {
  const [search] = useSearchParams();
  const tab = search.get('tab');
  return <h1>{`Movie ${useParams().id}${tab ? `, ${tab}` : ''}`}</h1>;
};
const Person = () => (
  <section>
    <Outlet />
  </section>
);
const Film = () => {
  const { person, film } = useParams();
  return <h1>{`Film ${film} of ${person}`}</h1>;
};
const File = () => <h1>{`File ${useParams()['*']}`}</h1>;

const routes: RouteObject[] = [
  {
    path: '/',
    element: <Layout />,
    errorElement: (
      <Layout>
        <h1>Not found</h1>
      </Layout>
    ),
    children: [
      { index: true, element: <h1>Home</h1> },
      { path: 'movies/:id', loader: load, element: <Movie /> },
      {
        path: 'people/:person',
        loader: load,
        element: <Person />,
        children: [{ children: [{ path: 'films/:film', loader: load, element: <Film /> }] }],
      },
      { path: 'lazy', lazy: async () => ({ Component: (await import('./lazy-page.js')).LazyPage }) },
      { path: 'old/:id', loader: ({ params }) => redirect(`/movies/${params.id}`) },
      { path: 'files/*', loader: load, element: <File /> },
      { path: 'broken', loader: fail, element: null, errorElement: <h1>Broken</h1> },
    ],
  },
];

startRum();
const router = instrumentReactRouter(createBrowserRouter(routes));
createRoot(document.getElementById('app') as HTMLElement, rumRootOptions()).render(
  <RouterProvider router={router} />,
);
