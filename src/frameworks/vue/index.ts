export { RumErrorBoundary, type RumErrorBoundaryProps, type RumProblem } from './rum-error-boundary.js';
export { type PiniaActionContext, type PiniaContext, type RumPiniaOptions, rumPinia } from './rum-pinia.js';
export { type RumPluginOptions, rumPlugin } from './rum-plugin.js';
export { useRum } from './use-rum.js';
export type { VueRoute, VueRouter } from './vue-router.js';
