/**
 * Joins the paths of a route and its parents, outermost first, to one template. A path with a leading slash replaces those before;
 * routes without a path (layouts, index routes) add nothing.
 * @example routeTemplate(['/', 'movies', ':id']) // '/movies/:id'
 */
export function routeTemplate(paths: readonly (string | undefined)[]): string {
  let template = '';
  for (const path of paths) if (path) template = path.startsWith('/') ? path : `${template}/${path}`;
  return template.replace(/\/{2,}/g, '/').replace(/\/$/, '') || '/';
}
