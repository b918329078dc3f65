export type { UrlMatcher } from './browser/url-matcher.js';
export type { User } from './context/user.js';
export { getRum } from './current.js';
export { initRum } from './init.js';
export {
  type CreateTraces,
  type ErrorDetails,
  fromOtel,
  type Instrumentation,
  type InstrumentationContext,
  type Logger,
  type LogRecord,
  type OtelInstrumentation,
  type SpanDecision,
  type Teardown,
  type TracesConfig,
} from './instrumentation.js';
export { cspViolations } from './instrumentations/csp.js';
export { errors } from './instrumentations/errors.js';
export { fetchRequests } from './instrumentations/fetch.js';
export { type LongFramesOptions, longFrames } from './instrumentations/long-frames.js';
export { navigation } from './instrumentations/navigation.js';
export { pageLoad } from './instrumentations/page-load.js';
export { type ResourcesOptions, resources } from './instrumentations/resources.js';
export { userActions } from './instrumentations/user-action.js';
export { webVitals } from './instrumentations/web-vitals.js';
export { xhrRequests } from './instrumentations/xhr.js';
export type { RumOptions } from './options.js';
export type { LogDetails, LogLevel, TraceContext } from './record.js';
export type { Rum } from './rum.js';
