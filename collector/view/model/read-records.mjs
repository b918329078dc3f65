import { readAttributes } from './read-attributes.mjs';

/**
 * Calls back with each record of a request, and its sender.
 *
 * @param {any} request OTLP/JSON of any signal
 * @param {(record: any, source: Source) => void} onRecord
 *
 * @typedef {object} Source
 * @property {string} service
 * @property {boolean} isBrowser
 * @property {Record<string, any>} resource
 * @property {string} scope
 */
export function readRecords(request, onRecord) {
  const groups = request.resourceSpans ?? request.resourceLogs ?? request.resourceMetrics ?? [];
  for (const group of groups) {
    const resource = readAttributes(group.resource?.attributes);
    const service = String(resource['service.name'] ?? 'unknown');
    const isBrowser = resource['telemetry.sdk.language'] === 'webjs';
    for (const { scope, spans, logRecords, metrics } of group.scopeSpans ??
      group.scopeLogs ??
      group.scopeMetrics ??
      []) {
      const source = { service, isBrowser, resource, scope: scope?.name ?? '' };
      for (const record of spans ?? logRecords ?? metrics ?? []) onRecord(record, source);
    }
  }
}
