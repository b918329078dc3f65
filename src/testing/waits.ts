import type { TestLog, TestMetric, TestSpan } from './decode.js';
import { listNames, type Records } from './records.js';
import type { Telemetry } from './telemetry.js';

/** What is waited for, beside a name. */
export interface WaitOptions<T> {
  /** Which of that name. @default any */
  where?: (record: T) => boolean;
  /** Longest wait, in milliseconds. @default 5000 */
  timeoutMillis?: number;
}

/** Waits for records. Each throws after the timeout, with the names of what was recorded. */
export interface Waits {
  /** Waits for a span; with `within`, for one below that span. */
  waitForSpan(
    name: string | RegExp,
    options?: WaitOptions<TestSpan> & { within?: TestSpan },
  ): Promise<TestSpan>;
  waitForEvent(name: string | RegExp, options?: WaitOptions<TestLog>): Promise<TestLog>;
  waitForMetric(name: string | RegExp, options?: WaitOptions<TestMetric>): Promise<TestMetric>;
}

const TIMEOUT_MILLIS = 5_000;
/** What is waited for is looked for this often. */
const INTERVAL_MILLIS = 50;
// As they were at load: a test may have put a fake clock in their place.
const later = setTimeout;
const { now } = Date;

/** @param flush called before each look */
export function createWaits(telemetry: Telemetry, flush: () => Promise<void>): Waits {
  const waitFor = async <T extends { readonly name: string | undefined }>(
    kind: string,
    records: Records<T>,
    name: string | RegExp,
    { where = () => true, timeoutMillis = TIMEOUT_MILLIS }: WaitOptions<T> = {},
  ): Promise<T> => {
    const deadline = now() + timeoutMillis;
    for (;;) {
      await flush();
      const found = records.named(name).find(where);
      if (found) return found;
      if (now() >= deadline)
        throw new Error(
          `no such ${kind} ${String(name)} within ${timeoutMillis} ms; recorded: ${listNames(records.all)}`,
        );
      await new Promise((resolve) => later(resolve, INTERVAL_MILLIS));
    }
  };
  return {
    waitForSpan: (name, { within, where = () => true, ...rest } = {}) =>
      waitFor('span', telemetry.spans, name, {
        ...rest,
        where: (span) => where(span) && (!within || telemetry.isWithin(span, within)),
      }),
    waitForEvent: (name, wait) => waitFor('event', telemetry.events, name, wait),
    waitForMetric: (name, wait) => waitFor('metric', telemetry.metrics, name, wait),
  };
}
