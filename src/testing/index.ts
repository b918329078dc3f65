export { createTestRum, type TestRum } from './create-test-rum.js';
export type { TestLog, TestMetric, TestSpan } from './decode.js';
export {
  type PageLike,
  type PageTelemetry,
  type RecordOptions,
  recordTelemetry,
} from './record-telemetry.js';
export type { Records } from './records.js';
export { createTelemetry, type Telemetry, type TelemetryStore } from './telemetry.js';
export type { WaitOptions, Waits } from './waits.js';
