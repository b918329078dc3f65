import { getRum } from 'otel-rum';
import type { createBrowserRouter } from 'react-router';

type Router = ReturnType<typeof createBrowserRouter>;

/** The pattern of the page that a router shows, `/movies/:id`, from the router's own matches. */
const templateOf = ({ matches }: Router['state']) => {
  const path = matches.map(({ route }) => route.path ?? '').filter((part) => part !== '' && part !== '/');
  return path.at(-1) === '*' ? '*' : `/${path.join('/')}`;
};

/** Tells otel-rum what the page in view is called: at once, and whenever the router has come to another one. */
export const nameRoutes = (router: Router) => {
  getRum().setRoute(templateOf(router.state));
  router.subscribe((state) => {
    if (state.navigation.state === 'idle') getRum().setRoute(templateOf(state));
  });
};
