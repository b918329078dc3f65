// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createElement, type ReactElement, useState } from 'react';
import {
  MemoryRouter,
  type NavigateFunction,
  Outlet,
  Route,
  type RouteObject,
  Routes,
  useNavigate,
  useParams,
} from 'react-router';
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { getRum } from '../../index.js';
import { RumRoutes } from './rum-routes.js';
import { useRumRoutes } from './use-rum-routes.js';

let setRoute: Mock<(template: string) => void>;
let navigate: NavigateFunction;
/** The name that counts: the last. */
const named = () => setRoute.mock.calls.splice(0).flat().at(-1);

const Pages = ({ routes }: { routes: RouteObject[] }): ReactElement | null => {
  navigate = useNavigate();
  return useRumRoutes(routes);
};
const open = (routes: RouteObject[], path: string) =>
  render(createElement(MemoryRouter, { initialEntries: [path] }, createElement(Pages, { routes })));

const Counter = () => {
  const [count, setCount] = useState(0);
  return createElement(
    'button',
    { type: 'button', onClick: () => setCount(count + 1) },
    `${useParams().id}: ${count}`,
  );
};
const Layout = () => createElement('main', null, createElement(Outlet));

describe('useRumRoutes', () => {
  beforeEach(() => {
    setRoute = vi.spyOn(getRum(), 'setRoute') as never;
    // React Router 6 warns about flags for its next version, and about unknown routes.
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(cleanup);

  it('names each page by all routes around it, and keeps the state of a route that stays', () => {
    open(
      [
        {
          path: '/',
          element: createElement(Layout),
          children: [
            { index: true, element: 'home' },
            { path: 'movies', children: [{ path: ':id', Component: Counter }] },
            { path: 'files/*', element: 'files' },
          ],
        },
      ],
      '/',
    );
    expect(named()).toBe('/');
    act(() => navigate('/movies/7'));
    expect(named()).toBe('/movies/:id');
    fireEvent.click(screen.getByText('7: 0'));
    act(() => navigate('/movies/8'));
    screen.getByText('8: 1');
    expect(named()).toBe('/movies/:id');
    act(() => navigate('/files/a/b'));
    expect(named()).toBe('/files/*');
  });

  it('names what no route matches *, unless it is within another route', () => {
    const Inner = () =>
      createElement(RumRoutes, null, createElement(Route, { path: 'cart', element: 'cart' }));
    open([{ path: 'shop/*', element: createElement(Inner) }], '/nowhere');
    expect(named()).toBe('*');
    act(() => navigate('/shop/cart'));
    expect(named()).toBe('/shop/cart');
    act(() => navigate('/shop/nowhere'));
    expect(named()).toBe('/shop/*');
  });

  it('names another parameter of the same route as well', () => {
    open([{ path: 'movies/:id', element: 'a film' }], '/movies/7');
    named();
    act(() => navigate('/movies/8'));
    expect(named()).toBe('/movies/:id');
  });
});

describe('RumRoutes', () => {
  it('renders what Routes renders', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const routes = [
      createElement(
        Route,
        { key: 1, path: '/', element: createElement(Layout) },
        createElement(Route, { path: 'plain' }, createElement(Route, { path: ':id', Component: Counter })),
      ),
    ];
    const html = (kind: typeof Routes) =>
      render(
        createElement(MemoryRouter, { initialEntries: ['/plain/7'] }, createElement(kind, null, ...routes)),
      ).container.innerHTML;
    expect(html(RumRoutes)).toBe(html(Routes));
    expect(html(Routes)).toBe('<main><button type="button">7: 0</button></main>');
    cleanup();
  });
});
