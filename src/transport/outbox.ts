import type { Signal } from '../record.js';
import type { Encoded } from './encode.js';

/** What leaves first, and is dropped last: 0 is the most important. */
export const PRIORITY = { error: 0, metric: 1, action: 2, request: 3, rest: 4 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** A record that waits to be sent. */
export interface OutboxRecord extends Encoded {
  readonly signal: Signal;
  readonly priority: Priority;
  readonly count: number;
  /** Bytes of its JSON in UTF-8. */
  readonly bytes: number;
}

export interface Outbox {
  add(signal: Signal, priority: Priority, encoded: Encoded): void;
  /** Puts back at the front what could not be sent. */
  putBack(records: readonly OutboxRecord[]): void;
  /** Takes the most important records of a signal, of equals the oldest. */
  take(signal: Signal, limits: OutboxLimits): OutboxRecord[];
  /** Takes the most important records of all signals. */
  takeImportant(maxBytes: number): OutboxRecord[];
  /** What `takeImportant` would take; it stays. */
  peekImportant(maxBytes: number): OutboxRecord[];
  size(): { records: number; bytes: number };
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

const encoder = /* @__PURE__ */ new TextEncoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
const NOT_ASCII = /[^\u0000-\u007f]/;

/** Bytes of a text in UTF-8. */
export const byteLength = (text: string): number =>
  NOT_ASCII.test(text) ? encoder.encode(text).length : text.length;

/** Envelope and separators, generously. */
const RECORD_OVERHEAD_BYTES = 64;

/**
 * All signals wait here, encoded, within bounds: when it is full the oldest of the least important gives way, and
 * `onDrop` is told of it.
 */
export function createOutbox(limits: OutboxLimits, onDrop: (signal: Signal, count: number) => void): Outbox {
  /** A queue for each priority. */
  let queues: OutboxRecord[][] = [];
  let waiting = 0;
  let bytes = 0;

  const clear = () => {
    queues = Object.values(PRIORITY).map(() => []);
    waiting = bytes = 0;
  };
  clear();

  const makeRoom = () => {
    while (waiting > limits.maxRecords || bytes > limits.maxBytes) {
      let least: OutboxRecord[] = [];
      for (const queue of queues) if (queue.length) least = queue;
      const victim = least.shift() as OutboxRecord;
      waiting--;
      bytes -= victim.bytes;
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
    waiting -= gone.size;
    for (const record of gone) bytes -= record.bytes;
    return [...gone];
  };
  const peekImportant = (maxBytes: number) => pick({ ...NO_LIMIT, maxBytes }, () => true);

  return {
    add(signal, priority, { scope, json, count: own = 1 }) {
      const size = byteLength(json) + RECORD_OVERHEAD_BYTES;
      // Room for it would be made of all the others.
      if (size > limits.maxBytes) return onDrop(signal, own);
      queues[priority]?.push({ signal, priority, scope, json, count: own, bytes: size });
      waiting++;
      bytes += size;
      makeRoom();
    },
    putBack(returned) {
      queues = queues.map((queue, priority) => [
        ...returned.filter((record) => record.priority === priority),
        ...queue,
      ]);
      waiting += returned.length;
      for (const record of returned) bytes += record.bytes;
      makeRoom();
    },
    take(signal, batch) {
      const isOwn = (record: OutboxRecord) => record.signal === signal;
      const [first] = pick({ ...NO_LIMIT, maxRecords: 1 }, isOwn);
      // A record that is larger than a batch goes alone.
      return remove(first && first.bytes > batch.maxBytes ? [first] : pick(batch, isOwn));
    },
    takeImportant: (maxBytes) => remove(peekImportant(maxBytes)),
    peekImportant,
    size: () => ({ records: waiting, bytes }),
    clear,
  };
}
