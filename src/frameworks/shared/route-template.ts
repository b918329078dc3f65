/**
 * The paths of a route and of the routes around it, outermost first, as one template. One with a leading slash is whole,
 * and those without a path (layouts, index routes) add nothing.
 * @example routeTemplate(['/', 'movies', ':id']) // '/movies/:id'
 */
export function routeTemplate(paths: readonly (string | undefined)[]): string {
  let template = '';
  for (const path of paths) if (path) template = path.startsWith('/') ? path : `${template}/${path}`;
  return template.replace(/\/{2,}/g, '/').replace(/\/$/, '') || '/';
}
