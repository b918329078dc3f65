const MAX_REQUESTS = 60;
const BUCKET_MILLIS = 2_000;
const BUCKETS = 60;

/** The signals in display order. */
export const SIGNALS = ['traces', 'logs', 'metrics'];

/** Received data: totals by signal, bytes over the last two minutes, and the last requests. */
export function createWireStore() {
  let totals = emptyTotals();
  let requests = [];
  let sequence = 0;
  /** @type {Map<number, Record<string, number>>} encoded bytes by slot of time, then by signal */
  const slots = new Map();

  return {
    /** @param {import('../../ingest.mjs').Accepted} accepted */
    add({ signal, records, encodedBytes, rawBytes, contentType, receivedAtMillis, request }) {
      const total = totals[signal];
      total.requests += 1;
      total.records += records;
      total.encodedBytes += encodedBytes;
      total.rawBytes += rawBytes;
      sequence += 1;
      const encoding = contentType.includes('protobuf') ? 'protobuf' : 'JSON';
      const isPacked = encodedBytes !== rawBytes;
      const brief = {
        id: sequence,
        signal,
        records,
        encodedBytes,
        rawBytes,
        encoding,
        isPacked,
        receivedAtMillis,
        request,
      };
      requests = [brief, ...requests].slice(0, MAX_REQUESTS);

      const slot = Math.floor(receivedAtMillis / BUCKET_MILLIS);
      const bySignal = slots.get(slot) ?? { traces: 0, logs: 0, metrics: 0 };
      bySignal[signal] += encodedBytes;
      slots.set(slot, bySignal);
      for (const old of slots.keys()) if (old < slot - BUCKETS) slots.delete(old);
    },
    totals: () => totals,
    requests: () => requests,
    /**
     * @param {number} nowMillis
     * @returns {{ traces: number, logs: number, metrics: number }[]} oldest first, the last one still open
     */
    history(nowMillis) {
      const now = Math.floor(nowMillis / BUCKET_MILLIS);
      return Array.from(
        { length: BUCKETS },
        (_, index) => slots.get(now - BUCKETS + 1 + index) ?? { traces: 0, logs: 0, metrics: 0 },
      );
    },
    historyMillis: BUCKETS * BUCKET_MILLIS,
    clear() {
      totals = emptyTotals();
      requests = [];
      slots.clear();
    },
  };
}

function emptyTotals() {
  return Object.fromEntries(
    SIGNALS.map((signal) => [signal, { requests: 0, records: 0, encodedBytes: 0, rawBytes: 0 }]),
  );
}
