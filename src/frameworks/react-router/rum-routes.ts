import type { ReactElement } from 'react';
import { createRoutesFromChildren, type RoutesProps } from 'react-router';
import { useRumRoutes } from './use-rum-routes.js';

/**
 * react-router's `Routes`, which also sets each page view's route to the one that it renders.
 * @example <RumRoutes><Route path="/movies/:id" element={<Film />} /></RumRoutes>
 */
export function RumRoutes({ children, location }: RoutesProps): ReactElement | null {
  return useRumRoutes(createRoutesFromChildren(children), location);
}
