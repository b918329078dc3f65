import type { Signal } from '../record.js';
import type { Encoded } from './encode.js';

/** What leaves first at the page's end, and is dropped last: 0 is the most important. */
export const PRIORITY = { error: 0, metric: 1, action: 2, request: 3, rest: 4 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** A record that waits to be sent. */
export interface OutboxRecord extends Encoded {
  readonly signal: Signal;
  readonly priority: Priority;
  /** Bytes of its JSON in UTF-8. */
  readonly bytes: number;
}

export interface Outbox {
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** Puts back at the front what could not be sent. */
  putBack(records: readonly OutboxRecord[]): void;
  /** Takes the oldest records of a signal. */
  take(signal: Signal, limits: OutboxLimits): OutboxRecord[];
  /** Takes the most important records of all signals. */
  takeImportant(maxBytes: number): OutboxRecord[];
  size(): { records: number; bytes: number };
  clear(): void;
  /** How many records were dropped for want of room. */
  dropped(): number;
}

export interface OutboxLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

const encoder = /* @__PURE__ */ new TextEncoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
const NOT_ASCII = /[^\u0000-\u007f]/;

/** Bytes of a text in UTF-8. */
export const byteLength = (text: string): number =>
  NOT_ASCII.test(text) ? encoder.encode(text).length : text.length;

/** Envelope and separators, generously. */
const RECORD_OVERHEAD_BYTES = 64;

/** All signals wait here, encoded, within bounds: when it is full the oldest of the least important gives way. */
export function createOutbox(limits: OutboxLimits): Outbox {
  let records: OutboxRecord[] = [];
  let bytes = 0;
  let dropped = 0;

  const remove = (gone: ReadonlySet<OutboxRecord>) => {
    records = records.filter((record) => !gone.has(record));
    for (const record of gone) bytes -= record.bytes;
  };
  const makeRoom = () => {
    while (records.length > limits.maxRecords || bytes > limits.maxBytes) {
      let victim = records[0] as OutboxRecord;
      for (const record of records) if (record.priority > victim.priority) victim = record;
      remove(new Set([victim]));
      dropped++;
    }
  };
  const takeWhile = (
    candidates: readonly OutboxRecord[],
    maxRecords: number,
    maxBytes: number,
  ): OutboxRecord[] => {
    const taken = new Set<OutboxRecord>();
    let room = maxBytes;
    for (const record of candidates) {
      if (taken.size >= maxRecords) break;
      if (record.bytes > room) continue;
      room -= record.bytes;
      taken.add(record);
    }
    remove(taken);
    return [...taken];
  };

  return {
    add(signal, priority, { scope, json }) {
      const size = byteLength(json) + RECORD_OVERHEAD_BYTES;
      // Room for it would be made of all the others.
      if (size > limits.maxBytes) {
        dropped++;
        return;
      }
      records.push({ signal, priority, scope, json, bytes: size });
      bytes += size;
      makeRoom();
    },
    putBack(returned) {
      records = [...returned, ...records];
      for (const record of returned) bytes += record.bytes;
      makeRoom();
    },
    take: (signal, { maxRecords, maxBytes }) => {
      const candidates = records.filter((record) => record.signal === signal);
      // A record that is larger than a batch goes alone.
      const first = candidates[0];
      if (first && first.bytes > maxBytes) return takeWhile([first], 1, first.bytes);
      return takeWhile(candidates, maxRecords, maxBytes);
    },
    takeImportant: (maxBytes) =>
      takeWhile(
        [...records].sort((a, b) => a.priority - b.priority),
        Number.POSITIVE_INFINITY,
        maxBytes,
      ),
    size: () => ({ records: records.length, bytes }),
    clear() {
      records = [];
      bytes = 0;
    },
    dropped: () => dropped,
  };
}
