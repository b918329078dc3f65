import type { Signal } from '../record.js';
import type { Encoded } from './encode.js';
import { PRIORITY, type Priority, SIGNALS } from './order.js';

/** A record in the queue. */
export interface OutboxRecord extends Encoded {
  readonly signal: Signal;
  readonly priority: Priority;
  readonly count: number;
  /** Size of its JSON in UTF-8 bytes. */
  readonly bytes: number;
}

export interface Outbox {
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** Puts records that could not be sent back at the front. */
  putBack(records: readonly OutboxRecord[]): void;
  /** Takes the most important records of a signal; of equal ones the oldest. */
  take(signal: Signal, limits: OutboxLimits): OutboxRecord[];
  /** Takes the most important records of these signals. */
  takeImportant(maxBytes: number, signals?: readonly Signal[]): OutboxRecord[];
  /** Returns what `takeImportant` would take, without removing it. */
  peekImportant(maxBytes: number, signals?: readonly Signal[]): OutboxRecord[];
  /** Returns number and bytes of the queued records of one signal, or of all. */
  size(signal?: Signal): { records: number; bytes: number };
  clear(): void;
}

export interface OutboxLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

export const NO_LIMIT: OutboxLimits = {
  maxRecords: Number.POSITIVE_INFINITY,
  maxBytes: Number.POSITIVE_INFINITY,
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
const NOT_ASCII = /[^\u0000-\u007f]/;

/** Returns the length in UTF-8 bytes; an upper bound if the platform has no encoder, such as jsdom. */
export function byteLength(text: string): number {
  if (!NOT_ASCII.test(text)) return text.length;
  try {
    return new TextEncoder().encode(text).length;
  } catch {
    return text.length * 3;
  }
}

/** Upper bound of the envelope and separators of a record. */
const RECORD_OVERHEAD_BYTES = 64;

/**
 * Creates the queue of encoded records of all signals, with limits. When it is full, the oldest of the least important records is
 * dropped and passed to `onDrop`.
 */
export function createOutbox(limits: OutboxLimits, onDrop: (signal: Signal, count: number) => void): Outbox {
  /** One queue per priority. */
  let queues: OutboxRecord[][] = [];
  let sizes: Record<string, { records: number; bytes: number }> = {};

  const clear = () => {
    queues = Object.values(PRIORITY).map(() => []);
    sizes = {};
    for (const name of ['all', ...SIGNALS]) sizes[name] = { records: 0, bytes: 0 };
  };
  clear();
  const size = (signal?: Signal) => sizes[signal ?? 'all'] as { records: number; bytes: number };
  /** Adds a record to the sizes, or removes it if `sign` is -1. */
  const count = ({ signal, bytes }: OutboxRecord, sign: 1 | -1) => {
    for (const of of [size(), size(signal)]) {
      of.records += sign;
      of.bytes += sign * bytes;
    }
  };

  const makeRoom = () => {
    while (size().records > limits.maxRecords || size().bytes > limits.maxBytes) {
      let least: OutboxRecord[] = [];
      for (const queue of queues) if (queue.length) least = queue;
      const victim = least.shift() as OutboxRecord;
      count(victim, -1);
      onDrop(victim.signal, victim.count);
    }
  };
  const pick = (
    { maxRecords, maxBytes }: OutboxLimits,
    isWanted: (record: OutboxRecord) => boolean,
  ): OutboxRecord[] => {
    const picked: OutboxRecord[] = [];
    let room = maxBytes;
    for (const record of queues.flat()) {
      if (picked.length >= maxRecords) break;
      if (!isWanted(record) || record.bytes > room) continue;
      room -= record.bytes;
      picked.push(record);
    }
    return picked;
  };
  const remove = (records: readonly OutboxRecord[]): OutboxRecord[] => {
    const gone = new Set(records);
    queues = queues.map((queue) => queue.filter((record) => !gone.has(record)));
    for (const record of gone) count(record, -1);
    return [...gone];
  };
  const peekImportant = (maxBytes: number, signals = SIGNALS) =>
    pick({ ...NO_LIMIT, maxBytes }, ({ signal }) => signals.includes(signal));

  return {
    add(signal, priority, { scope, json, count: own = 1 }) {
      const bytes = byteLength(json) + RECORD_OVERHEAD_BYTES;
      // It would displace all other records.
      if (bytes > limits.maxBytes) return onDrop(signal, own);
      const record = { signal, priority, scope, json, count: own, bytes };
      queues[priority]?.push(record);
      count(record, 1);
      makeRoom();
    },
    putBack(returned) {
      queues = queues.map((queue, priority) => [
        ...returned.filter((record) => record.priority === priority),
        ...queue,
      ]);
      for (const record of returned) count(record, 1);
      makeRoom();
    },
    take(signal, batch) {
      const isOwn = (record: OutboxRecord) => record.signal === signal;
      const [first] = pick({ ...NO_LIMIT, maxRecords: 1 }, isOwn);
      // A record larger than a batch is sent alone.
      return remove(first && first.bytes > batch.maxBytes ? [first] : pick(batch, isOwn));
    },
    takeImportant: (maxBytes, signals) => remove(peekImportant(maxBytes, signals)),
    peekImportant,
    size,
    clear,
  };
}
