import { createErrorStore } from './error-store.mjs';
import { createEventStore } from './event-store.mjs';
import { createMetricStore } from './metric-store.mjs';
import { readAttributes } from './read-attributes.mjs';
import { readRecords } from './read-records.mjs';
import { createTraceStore } from './trace-store.mjs';
import { createWebVitals } from './web-vitals.mjs';
import { createWireStore } from './wire-store.mjs';

const MAX_SESSIONS = 20;

/** Everything that the view shows, from accepted requests, in bounded memory. */
export function createTelemetry() {
  const traces = createTraceStore();
  const vitals = createWebVitals();
  const errors = createErrorStore();
  const events = createEventStore();
  const metrics = createMetricStore();
  const wire = createWireStore();
  /** @type {Map<string, { isBrowser: boolean }>} */
  const services = new Map();
  /** @type {Set<string>} the one met last is last */
  const sessions = new Set();

  const meet = ({ service, isBrowser }, session) => {
    if (!services.has(service)) services.set(service, { isBrowser });
    if (!session || sessions.has(session)) return;
    sessions.add(session);
    if (sessions.size > MAX_SESSIONS) sessions.delete(sessions.keys().next().value);
  };

  const takers = {
    traces(record, source) {
      traces.add(record, source);
      meet(source, readAttributes(record.attributes)['session.id']);
      for (const event of record.events ?? []) {
        if (event.name !== 'exception') continue;
        const { traceId, spanId } = record;
        const { service, isBrowser } = source;
        const attributes = readAttributes(event.attributes);
        errors.add({
          attributes,
          timeMillis: Number(event.timeUnixNano) / 1e6,
          service,
          isBrowser,
          traceId,
          spanId,
        });
      }
    },
    logs(record, source) {
      const event = events.add(record, source);
      meet(source, event.session);
      if (event.name === 'exception') errors.add(event);
      if (event.name === 'browser.web_vital') vitals.addEvent(event);
    },
    metrics(record, source) {
      metrics.add(record, source);
      meet(source);
    },
  };

  return {
    traces,
    vitals,
    errors,
    events,
    metrics,
    wire,
    services: () => services,
    sessions: () => [...sessions].reverse(),
    /** @param {import('../../ingest.mjs').Accepted} accepted */
    apply(accepted) {
      wire.add(accepted);
      readRecords(accepted.request, takers[accepted.signal]);
    },
    clear() {
      for (const store of [traces, vitals, errors, events, metrics, wire, sessions]) store.clear();
    },
  };
}
