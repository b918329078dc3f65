import type { Attributes } from '@opentelemetry/api';
import type { Signal } from '../record.js';
import * as names from '../semconv.js';

/** Adds to a counter of our own. */
export type Count = (name: string, unit: string, value: number, attributes: Attributes) => void;

/** Counts what became of records, and what that cost, for whoever watches over the telemetry itself. */
export interface ExportStats {
  /** They have left; with `errorType` they have not, and never will. */
  exported(signal: Signal, records: number, errorType?: string): void;
  /** There was no room for them. */
  dropped(signal: Signal, records?: number): void;
  /** They are to be sent once more, and the collector may have them already. */
  resent(signal: Signal, records: number): void;
  /** A request has been made. */
  requested(bytes: number): void;
  /** So long otel-rum kept the main thread busy. */
  worked(millis: number): void;
}

const UNITS = { traces: '{span}', logs: '{log_record}', metrics: '{data_point}' };
const EXPORTED = {
  traces: names.METRIC_SPANS_EXPORTED,
  logs: names.METRIC_LOGS_EXPORTED,
  metrics: names.METRIC_POINTS_EXPORTED,
};
const PROCESSED = {
  ...EXPORTED,
  traces: names.METRIC_SPANS_PROCESSED,
  logs: names.METRIC_LOGS_PROCESSED,
};
const RESENT = { ...EXPORTED, traces: names.METRIC_SPANS_RESENT, logs: names.METRIC_LOGS_RESENT };

/** @param onLoss called when records are counted that were lost */
export function createExportStats(count: Count, onLoss: () => void): ExportStats {
  const add = (name: string, unit: string, value: number, errorType?: string) => {
    if (!value) return;
    if (errorType) onLoss();
    count(name, unit, value, errorType ? { [names.ERROR_TYPE]: errorType } : {});
  };
  return {
    exported: (signal, records, errorType) => add(EXPORTED[signal], UNITS[signal], records, errorType),
    dropped: (signal, records = 1) => add(PROCESSED[signal], UNITS[signal], records, 'queue_full'),
    resent: (signal, records) => add(RESENT[signal], UNITS[signal], records),
    requested: (bytes) => add(names.METRIC_REQUEST_BYTES, 'By', bytes),
    worked: (millis) => add(names.METRIC_MAIN_THREAD, 's', millis / 1_000),
  };
}
