import {
  decodeLog,
  decodeMetric,
  decodeRequest,
  decodeSpan,
  type TestLog,
  type TestMetric,
  type TestSpan,
} from './decode.js';
import { createRecords, type Records } from './records.js';

/** What was recorded, decoded. */
export interface Telemetry {
  readonly spans: Records<TestSpan>;
  /** Log records with an event name: Web Vitals, clicks, page views, your own. */
  readonly events: Records<TestLog>;
  /** Errors: the events named `exception`. */
  readonly errors: Records<TestLog>;
  /** Log records without an event name. */
  readonly logs: Records<TestLog>;
  readonly metrics: Records<TestMetric>;
  /** Whether a span lies below another one of its trace, however deep. */
  isWithin(span: TestSpan, ancestor: TestSpan): boolean;
  /** Forgets all that was recorded. */
  clear(): void;
}

/** A telemetry that is filled by hand, as from `cy.intercept()`. */
export interface TelemetryStore extends Telemetry {
  /** Adds the records of one export request: its body as JSON text, or as parsed. */
  add(body: string | object): void;
  /** Adds one record of OTLP/JSON. */
  addRecord(signal: 'traces' | 'logs' | 'metrics', record: string | object): void;
}

const parse = (json: string | object) =>
  (typeof json === 'string' ? JSON.parse(json) : json) as Record<string, unknown>;

/**
 * Creates an empty telemetry.
 * @param beforeRead called before each look at the records
 * @example cy.intercept('POST', '**\/v1/*', (request) => { telemetry.add(request.body); request.reply({}); });
 */
export function createTelemetry(beforeRead: () => void = () => {}): TelemetryStore {
  const spans: TestSpan[] = [];
  const logs: TestLog[] = [];
  const metrics: TestMetric[] = [];
  const read = <T>(list: readonly T[], isWanted: (record: T) => boolean = () => true) => {
    beforeRead();
    return list.filter(isWanted);
  };
  const addRecord: TelemetryStore['addRecord'] = (signal, record) => {
    if (signal === 'traces') spans.push(decodeSpan(parse(record)));
    else if (signal === 'logs') logs.push(decodeLog(parse(record)));
    else metrics.push(decodeMetric(parse(record)));
  };
  return {
    spans: createRecords('span', () => read(spans)),
    events: createRecords('event', () => read(logs, ({ name }) => name !== undefined)),
    errors: createRecords('error', () => read(logs, ({ name }) => name === 'exception')),
    logs: createRecords('log', () => read(logs, ({ name }) => name === undefined)),
    metrics: createRecords('metric', () => read(metrics)),
    isWithin(span, ancestor) {
      const parents = new Map(
        spans.map(({ traceId, spanId, parentSpanId }) => [traceId + spanId, parentSpanId]),
      );
      for (let id = span.parentSpanId; id; id = parents.get(span.traceId + id))
        if (id === ancestor.spanId && span.traceId === ancestor.traceId) return true;
      return false;
    },
    clear() {
      for (const list of [spans, logs, metrics]) list.length = 0;
    },
    add(body) {
      const request = decodeRequest(parse(body));
      for (const span of request.spans) addRecord('traces', span);
      for (const log of request.logs) addRecord('logs', log);
      for (const metric of request.metrics) addRecord('metrics', metric);
    },
    addRecord,
  };
}
