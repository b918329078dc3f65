export {
  instrumentReactRouter,
  type ReactRouter,
  type ReactRouterState,
} from './instrument-react-router.js';
export {
  instrumentTanStackRouter,
  type TanStackMatch,
  type TanStackRouter,
} from './instrument-tanstack-router.js';
export {
  RumErrorBoundary,
  type RumErrorBoundaryProps,
  type RumFallback,
  type RumProblem,
} from './rum-error-boundary.js';
export { RumProfiler, type RumProfilerProps } from './rum-profiler.js';
export { type RootErrorHandlers, type RootErrorInfo, rumRootOptions } from './rum-root-options.js';
export { useRoute } from './use-route.js';
export { useRum } from './use-rum.js';
