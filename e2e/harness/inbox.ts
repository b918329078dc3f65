import { EventEmitter, once } from 'node:events';
import type { Log, Metric, Point, Records, Span } from './otlp.js';

/** The records that have arrived, and a wait for further ones. */
export interface Inbox extends Records {
  /** Descriptions of requests that should not have arrived in this form. */
  faults: string[];
  add(records: Records): void;
  fault(message: string): void;
  /**
   * Waits until `find` returns a result for the records that have arrived; called again at each arrival.
   *
   * @throws {Error} after `timeoutMillis`, with the records that have arrived
   */
  waitFor<T>(
    find: (records: Records) => T | undefined | false,
    what: string,
    timeoutMillis?: number,
  ): Promise<T>;
  waitForSpan(name: string | RegExp, matches?: (span: Span) => boolean): Promise<Span>;
  waitForEvent(name: string, matches?: (log: Log) => boolean): Promise<Log>;
  waitForPoint(
    metric: string,
    matches?: (point: Point, metric: Metric) => boolean,
  ): Promise<Point & { metric: Metric }>;
}

const TIMEOUT_MILLIS = 15_000;

export function createInbox(): Inbox {
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(100);
  const faults: string[] = [];
  const received: Records = { spans: [], logs: [], metrics: [] };

  const waitFor: Inbox['waitFor'] = async (find, what, timeoutMillis = TIMEOUT_MILLIS) => {
    const timeout = AbortSignal.timeout(timeoutMillis);
    for (;;) {
      const found = find(received);
      if (found) return found;
      if (faults.length > 0) throw new Error(`Waiting for ${what}, but received:\n${faults.join('\n')}`);
      await once(arrivals, 'arrival', { signal: timeout }).catch(() => {
        throw new Error(`No ${what} within ${timeoutMillis} ms. Received:\n${summary(received)}`);
      });
    }
  };

  return {
    ...received,
    faults,
    add({ spans, logs, metrics }) {
      received.spans.push(...spans);
      received.logs.push(...logs);
      received.metrics.push(...metrics);
      arrivals.emit('arrival');
    },
    fault(message) {
      faults.push(message);
      arrivals.emit('arrival');
    },
    waitFor,
    waitForSpan: (name, matches = () => true) =>
      waitFor(
        ({ spans }) =>
          spans.find(
            (span) => (name instanceof RegExp ? name.test(span.name) : span.name === name) && matches(span),
          ),
        `span ${name}`,
      ),
    waitForEvent: (name, matches = () => true) =>
      waitFor(({ logs }) => logs.find((log) => log.eventName === name && matches(log)), `event ${name}`),
    waitForPoint: (name, matches = () => true) =>
      waitFor(({ metrics }) => {
        for (const metric of metrics.filter((metric) => metric.name === name)) {
          const point = metric.points.find((point) => matches(point, metric));
          if (point) return { ...point, metric };
        }
        return undefined;
      }, `data point of ${name}`),
  };
}

function summary({ spans, logs, metrics }: Records): string {
  const lines = [
    ...spans.map(({ kind, name, traceId, spanId, parentSpanId }) => {
      return `span ${kind} "${name}" ${traceId.slice(0, 6)}…/${spanId} parent ${parentSpanId ?? 'none'}`;
    }),
    ...logs.map(
      ({ eventName, attributes }) => `event ${eventName} ${JSON.stringify(attributes).slice(0, 200)}`,
    ),
    ...metrics.map(({ kind, name, points }) => `${kind} ${name}: ${points.length} points`),
  ];
  return lines.length > 0 ? lines.join('\n') : '(nothing)';
}
