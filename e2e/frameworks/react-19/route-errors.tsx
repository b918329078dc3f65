import { instrumentReactRouter, rumRootOptions } from 'otel-rum/react';
import { RumRouteError, useRumRouteError } from 'otel-rum/react-router';
import { type ReactElement, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Await, createBrowserRouter, Link, Outlet, type RouteObject, RouterProvider } from 'react-router-dom';
import { startRum } from '../start-rum.js';

const fail = (why: string) => (): ReactElement => {
  throw new Error(why);
};
const Broken = fail('while rendering');
const Inner = fail('of a child');
const rejected = Promise.reject(new Error('of an await'));
rejected.catch(() => {});

const Own = () => <h1>{`Own: ${(useRumRouteError() as Error).message}`}</h1>;
const failed = <RumRouteError fallback={(error) => <h1>{`Failed: ${(error as Error).message}`}</h1>} />;
const Layout = () => (
  <>
    {['render', 'nested', 'await', 'loader'].map((to) => (
      <Link key={to} to={`/${to}`}>
        {to}
      </Link>
    ))}
    <Outlet />
  </>
);

const routes: RouteObject[] = [
  {
    path: '/',
    element: <Layout />,
    children: [
      { index: true, element: <h1>Home</h1> },
      { path: 'render', element: <Broken />, errorElement: failed },
      {
        path: 'nested',
        element: <Outlet />,
        errorElement: <Own />,
        children: [{ index: true, element: <Inner /> }],
      },
      {
        path: 'await',
        element: (
          <Suspense fallback={<h1>Waiting</h1>}>
            <Await resolve={rejected} errorElement={failed}>
              {() => null}
            </Await>
          </Suspense>
        ),
      },
      {
        path: 'loader',
        loader: () => {
          throw new Error('of a loader');
        },
        element: null,
        errorElement: failed,
      },
    ],
  },
];

startRum();
createRoot(document.getElementById('app') as HTMLElement, rumRootOptions()).render(
  <RouterProvider router={instrumentReactRouter(createBrowserRouter(routes))} />,
);
