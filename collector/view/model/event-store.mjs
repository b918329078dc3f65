import { readAttributes, readValue } from './read-attributes.mjs';

const MAX_EVENTS = 500;

/** The last log records, with and without an event name, newest first. */
export function createEventStore() {
  let events = [];
  let total = 0;

  return {
    /**
     * @param {any} record a log record as OTLP/JSON
     * @param {import('./read-records.mjs').Source} source
     * @returns {any} the event
     */
    add(record, { service, isBrowser }) {
      total += 1;
      const attributes = readAttributes(record.attributes);
      const time = Number(record.timeUnixNano ?? 0) || Number(record.observedTimeUnixNano ?? 0);
      const event = {
        id: total,
        name: record.eventName || 'log',
        timeMillis: time / 1e6,
        severityNumber: record.severityNumber ?? 0,
        body: record.body && readValue(record.body),
        attributes,
        session: attributes['session.id'],
        traceId: record.traceId || undefined,
        spanId: record.spanId || undefined,
        service,
        isBrowser,
      };
      events = [event, ...events].slice(0, MAX_EVENTS);
      return event;
    },
    list: () => events,
    total: () => total,
    clear() {
      events = [];
      total = 0;
    },
  };
}
