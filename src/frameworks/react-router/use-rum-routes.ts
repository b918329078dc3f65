import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useInsertionEffect,
} from 'react';
import { type Location, Outlet, type RouteObject, useRoutes } from 'react-router';
import { getRum } from '../../index.js';
import { routeTemplate } from '../shared/route-template.js';

/** The template of the route around, up to where its descendants' begin. */
const Around = /* @__PURE__ */ createContext('');

/** Names the page view. Each route that is rendered has one; effects run in the tree's order, so the innermost counts. */
function Name({ template }: { template: string }): ReactNode {
  // The first of all effects: what goes wrong in this very commit is to have its route.
  useInsertionEffect(() => getRum().setRoute(template));
  return null;
}

/**
 * The routes, each with what names it before its own element: what react-router has matched is what it renders. Made
 * anew with each location, so that another parameter of the same route, which is another page view, is named as well.
 */
function withNames(routes: readonly RouteObject[], paths: readonly string[], around: string): RouteObject[] {
  return routes.map((route) => {
    const { path, element, Component, children } = route;
    const own = [...paths, path ?? ''];
    const template = routeTemplate([around, routeTemplate(own).slice(1)]);
    return {
      ...route,
      Component: null,
      element: createElement(
        Around.Provider,
        { value: template.replace(/\*$/, '') },
        createElement(Name, { template }),
        Component ? createElement(Component) : element === undefined ? createElement(Outlet) : element,
      ),
      ...(children && { children: withNames(children, own, around) }),
    } as RouteObject;
  });
}

/**
 * react-router's `useRoutes`, which names each page view by the route that it renders; `*` where it renders none.
 * @example const element = useRumRoutes([{ path: '/movies/:id', element: <Film /> }])
 */
export function useRumRoutes(
  routes: RouteObject[],
  location?: Partial<Location> | string,
): ReactElement | null {
  const around = useContext(Around);
  const element = useRoutes(withNames(routes, [], around), location);
  useInsertionEffect(() => {
    // Within another route's element, that one has named it.
    if (!element && !around) getRum().setRoute('*');
  });
  return element;
}
