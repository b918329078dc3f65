import { useInsertionEffect } from 'react';
import { getRum } from '../../index.js';

/**
 * Sets the route of the current page view, for routers without an adapter. Call it in the component of the route itself, not in a
 * layout around it.
 * @example function Film() { useRoute('/movies/:id'); … }
 */
export function useRoute(template: string): void {
  // After each render, since another parameter of the same route is another page view. An insertion effect runs before all
  // others, so that errors in the same commit have the route.
  useInsertionEffect(() => getRum().setRoute(template));
}
