import { useInsertionEffect } from 'react';
import { getRum } from '../../index.js';

/**
 * Names the route of the page view in progress, for routers that no adapter knows. Call it in the component of the route
 * itself, not in a layout around it.
 * @example function Film() { useRoute('/movies/:id'); … }
 */
export function useRoute(template: string): void {
  // After each render: a route that stays, with another parameter, is another page view. The first of all effects: what
  // goes wrong in this very commit is to have its route.
  useInsertionEffect(() => getRum().setRoute(template));
}
