export { RumRouteError, type RumRouteErrorProps, useRumRouteError } from './rum-route-error.js';
export { RumRoutes } from './rum-routes.js';
export { useRumRoutes } from './use-rum-routes.js';
