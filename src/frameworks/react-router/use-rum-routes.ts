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

/** Template of the surrounding route, up to where its descendants' templates start. */
const Around = /* @__PURE__ */ createContext('');

/** Sets the page view's route. Each rendered route has one; effects run in the tree's order, so the innermost route wins. */
function Name({ template }: { template: string }): ReactNode {
  // An insertion effect runs before all others, so that errors in the same commit have the route.
  useInsertionEffect(() => getRum().setRoute(template));
  return null;
}

/**
 * Returns the routes with a `Name` before each element, so that the rendered routes set the name. Created anew for each location,
 * since another parameter of the same route is another page view.
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
 * react-router's `useRoutes`, which also sets each page view's route to the one that it renders; `*` if it renders none.
 * @example const element = useRumRoutes([{ path: '/movies/:id', element: <Film /> }])
 */
export function useRumRoutes(
  routes: RouteObject[],
  location?: Partial<Location> | string,
): ReactElement | null {
  const around = useContext(Around);
  const element = useRoutes(withNames(routes, [], around), location);
  useInsertionEffect(() => {
    // Within another route's element, that route has set the name.
    if (!element && !around) getRum().setRoute('*');
  });
  return element;
}
