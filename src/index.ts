export type { UrlMatcher } from './browser/url-matcher.js';
export type { User } from './context/user.js';
export { getRum } from './current.js';
export type {
  ActionReport,
  BatchReport,
  IgnoredReport,
  RecordReport,
  Report,
  RequestReport,
} from './diagnostics/report.js';
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
export { type LongFramesOptions, longFrames } from './instrumentations/long-frames.js';
export { navigation } from './instrumentations/navigation/navigation.js';
export { pageLoad } from './instrumentations/page-load.js';
export { fetchRequests } from './instrumentations/requests/fetch.js';
export { xhrRequests } from './instrumentations/requests/xhr.js';
export { type ResourcesOptions, resources } from './instrumentations/resources.js';
export { userActions } from './instrumentations/user-actions/user-actions.js';
export { webVitals } from './instrumentations/web-vitals.js';
export type { RumOptions } from './options.js';
export type { LogDetails, LogLevel, TraceContext } from './record.js';
export type { Rum, RumStatus } from './rum.js';
