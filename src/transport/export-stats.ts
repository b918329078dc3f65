import type { Attributes } from '@opentelemetry/api';
import type { Signal } from '../record.js';
import * as names from '../semconv.js';

/** Adds to one of our own counters. */
export type Count = (name: string, unit: string, value: number, attributes: Attributes) => void;

/** Counts the results and the cost of exports, to monitor the telemetry itself. */
export interface ExportStats {
  /** Counts records that were sent; with `errorType`, records that were lost. */
  exported(signal: Signal, records: number, errorType?: string): void;
  /** Counts records that were dropped for lack of room. */
  dropped(signal: Signal, records?: number): void;
  /** Counts records that are sent again and may arrive twice. */
  resent(signal: Signal, records: number): void;
  /** Counts the bytes of a request. */
  requested(bytes: number): void;
  /** Adds main-thread time of otel-rum. */
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

/** @param onLoss called when lost records are counted, with the reason */
export function createExportStats(
  count: Count,
  onLoss: (records: number, reason: string) => void,
): ExportStats {
  const add = (name: string, unit: string, value: number, errorType?: string) => {
    if (!value) return;
    if (errorType) onLoss(value, errorType);
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
