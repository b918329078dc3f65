import type { KeptRecord } from './journal.js';

/** A span of a waterfall. */
export interface WaterfallRow {
  readonly record: KeptRecord;
  /** 0: begins the trace, or its parent has not been captured. */
  readonly depth: number;
  /** Its start and its length, as parts of the trace's length. */
  readonly from: number;
  readonly length: number;
}

/** A trace. */
export interface Waterfall {
  readonly traceId: string;
  /** The record that names it: of its spans without a known parent, the first. */
  readonly root: KeptRecord;
  readonly durationMillis: number;
  /** Parents before their children, then by start. */
  readonly rows: readonly WaterfallRow[];
  /** Exceptions within it. */
  readonly errors: readonly KeptRecord[];
}

type SpanRecord = KeptRecord & Required<Pick<KeptRecord, 'span'>>;

/** Builds the waterfalls of all traces of the records; the latest trace first. */
export function buildWaterfalls(records: readonly KeptRecord[]): Waterfall[] {
  const traces = new Map<string, SpanRecord[]>();
  for (const record of records) {
    if (!record.span) continue;
    const { traceId } = record.span;
    const spans = traces.get(traceId) ?? [];
    spans.push(record as SpanRecord);
    // A trace is as recent as its latest span.
    traces.delete(traceId);
    traces.set(traceId, spans);
  }
  return [...traces.values()].reverse().map((spans) => build(spans, records));
}

function build(spans: SpanRecord[], records: readonly KeptRecord[]): Waterfall {
  spans.sort((a, b) => a.span.startMillis - b.span.startMillis);
  const ids = new Set(spans.map(({ span }) => span.spanId));
  const children = new Map<string, SpanRecord[]>();
  for (const record of spans) {
    const { parentSpanId = '', spanId } = record.span;
    const parent = ids.has(parentSpanId) && parentSpanId !== spanId ? parentSpanId : '';
    children.set(parent, [...(children.get(parent) ?? []), record]);
  }
  const startMillis = Math.min(...spans.map(({ span }) => span.startMillis));
  const endMillis = Math.max(...spans.map(({ span }) => span.startMillis + span.durationMillis));
  // A trace of 0 ms fills its row.
  const durationMillis = endMillis - startMillis;
  const whole = durationMillis || 1;
  const rows: WaterfallRow[] = [];
  const add = (parent: string, depth: number) => {
    for (const record of children.get(parent) ?? []) {
      const { span } = record;
      rows.push({
        record,
        depth,
        from: (span.startMillis - startMillis) / whole,
        length: durationMillis ? span.durationMillis / whole : 1,
      });
      add(span.spanId, depth + 1);
    }
  };
  add('', 0);
  const root = (children.get('') ?? spans)[0] as SpanRecord;
  const { traceId } = root.span;
  return {
    traceId,
    root,
    durationMillis,
    rows,
    errors: records.filter(({ name, log }) => name === 'exception' && log?.traceId === traceId),
  };
}
