import type { ActionReport, BatchReport, IgnoredReport, Report, RequestReport } from '../index.js';
import { EVENT_WEB_VITAL, METRIC_MAIN_THREAD } from '../semconv.js';
import {
  type Attributes,
  decodeLog,
  decodeMetric,
  decodeSpan,
  type TestLog,
  type TestMetric,
  type TestSpan,
} from '../testing/decode.js';
import { isSoft, vitalName } from './vital.js';

interface Kept {
  readonly id: number;
  /** Milliseconds since the Unix epoch. */
  readonly atMillis: number;
}

/** A captured record. */
export interface KeptRecord extends Kept {
  readonly name: string;
  /** OTLP/JSON. */
  readonly otlp: string;
  readonly span?: TestSpan;
  readonly log?: TestLog;
  readonly metric?: TestMetric;
  /** Whether it stands for a user action that has not ended. */
  readonly isOpen?: boolean;
}

/** A request of the page; `record` is its span, once it has ended. */
export interface KeptRequest extends Kept {
  readonly report: RequestReport | IgnoredReport;
  record?: KeptRecord;
}

/** A user action that has not ended; `atMillis` is its start. */
export interface KeptAction extends Kept {
  readonly report: ActionReport;
}

/** A batch that was answered, or a message. */
export interface KeptMessage extends Kept {
  readonly text: string;
  readonly isWarning: boolean;
  readonly batch?: BatchReport;
  /** Why a batch may have failed: the latest warning of a Content Security Policy. */
  readonly policy?: string | undefined;
}

/** What became of records, since the panel was mounted. */
export interface Totals {
  sent: number;
  refused: number;
  errors: number;
  /** Characters of the bodies, before compression. */
  bytes: number;
  /** Main-thread time of otel-rum; undefined until it was measured. */
  mainThreadMillis: number | undefined;
}

/** Keeps the latest reports. */
export interface Journal {
  readonly records: readonly KeptRecord[];
  readonly requests: readonly KeptRequest[];
  readonly messages: readonly KeptMessage[];
  /** User actions that have not ended. */
  readonly actions: readonly KeptAction[];
  readonly totals: Readonly<Totals>;
  /** The latest report of each vital of the document, by its name. */
  readonly vitals: ReadonlyMap<string, KeptRecord>;
  /** Those of soft navigations: not every vital is reported for each. */
  readonly softVitals: ReadonlyMap<string, KeptRecord>;
  /** Attributes of the latest span or log record: session, page view and user. */
  readonly latest: Attributes;
  /** Keeps a report as it is: it is called within the page's tasks. */
  add(report: Report): void;
  /** Decodes reports that were added. */
  update(): void;
  clear(): void;
}

/**
 * Creates a journal.
 * @param maxRecords the maximum of records, of requests and of messages; of more, the oldest are forgotten
 */
export function createJournal(maxRecords: number, now: () => number = Date.now): Journal {
  let pending: { report: Report; atMillis: number }[] = [];
  let id = 0;
  let policy: string | undefined;
  let records: KeptRecord[] = [];
  let requests: KeptRequest[] = [];
  let messages: KeptMessage[] = [];
  let latest: Attributes = {};
  const actions = new Map<string, KeptAction>();
  const vitals = new Map<string, KeptRecord>();
  const softVitals = new Map<string, KeptRecord>();
  const totals: Totals = { sent: 0, refused: 0, errors: 0, bytes: 0, mainThreadMillis: undefined };

  const keep = <T>(list: T[], item: T) => {
    list.push(item);
    if (list.length > maxRecords) list.shift();
  };
  const keepRecord = (kept: Kept, signal: string, otlp: string) => {
    const json = JSON.parse(otlp);
    const name = String(json.name ?? json.eventName ?? 'log');
    if (signal === 'metrics') {
      const metric = decodeMetric(json);
      if (name === METRIC_MAIN_THREAD)
        for (const { value } of metric.points)
          totals.mainThreadMillis = (totals.mainThreadMillis ?? 0) + value * 1_000;
      return keep(records, { ...kept, name, otlp, metric });
    }
    if (signal === 'logs') {
      const record = { ...kept, name, otlp, log: decodeLog(json) };
      latest = record.log.attributes;
      if (name === 'exception') totals.errors++;
      if (name === EVENT_WEB_VITAL) (isSoft(latest) ? softVitals : vitals).set(vitalName(latest), record);
      return keep(records, record);
    }
    const record = { ...kept, name, otlp, span: decodeSpan(json) };
    latest = record.span.attributes;
    const request = requests.find(
      ({ report }) => report.about === 'request' && report.spanId === record.span.spanId,
    );
    if (request) request.record = record;
    keep(records, record);
  };
  const keepReport = ({ text, isWarning, detail }: Report, atMillis: number) => {
    const kept = { id: ++id, atMillis };
    switch (detail?.about) {
      case 'record':
        return keepRecord(kept, detail.signal, detail.otlp);
      case 'request':
      case 'ignored':
        return keep(requests, { ...kept, report: detail });
      case 'action':
        actions.delete(detail.spanId);
        if (detail.isOpen) actions.set(detail.spanId, { ...kept, report: detail });
        return;
      case 'batch':
        totals.bytes += detail.size;
        if (detail.outcome === 'sent') totals.sent += detail.records - (detail.rejected ?? 0);
        if (detail.outcome === 'refused') totals.refused += detail.records;
        totals.refused += detail.rejected ?? 0;
        return keep(messages, { ...kept, text, isWarning, batch: detail, policy });
      default:
        if (text.includes('Content Security Policy')) policy = text;
        keep(messages, { ...kept, text, isWarning });
    }
  };
  const journal: Journal = {
    get records() {
      return records;
    },
    get requests() {
      return requests;
    },
    get messages() {
      return messages;
    },
    get actions() {
      return [...actions.values()];
    },
    get latest() {
      return latest;
    },
    totals,
    vitals,
    softVitals,
    add(report) {
      pending.push({ report, atMillis: now() });
      // In a hidden page the panel is not drawn for minutes.
      if (pending.length >= maxRecords) journal.update();
    },
    update() {
      const added = pending;
      pending = [];
      for (const { report, atMillis } of added) keepReport(report, atMillis);
    },
    clear() {
      journal.update();
      records = [];
      requests = [];
      messages = [];
    },
  };
  return journal;
}
