export { RumRoutes } from './rum-routes.js';
export { useRumRoutes } from './use-rum-routes.js';
