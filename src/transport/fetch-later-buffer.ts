import type { Clock } from '../browser/clock.js';
import { isHidden } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Batch, Sender } from './sender.js';

/** Copies of queued records, which the browser keeps and sends if the page is killed. */
export interface FetchLaterBuffer {
  /** Updates the copy after a change of the queue. */
  refresh(): void;
  /** Deletes the copy, because its records are about to be sent. */
  forget(): void;
}

/** Share of the browser's 64 KiB per origin, which frames share. */
const MAX_BYTES = 16 * 1024;
const INTERVAL_MILLIS = 1_000;

/** Copies the batches that `peek` returns, at most once per second. */
export function createFetchLaterBuffer(
  clock: Clock,
  { keep }: Pick<Sender, 'keep'>,
  peek: (maxBytes: number) => Batch[],
): FetchLaterBuffer {
  let timer: number | undefined;
  let keptAt = Number.NEGATIVE_INFINITY;
  let isKeeping = false;
  const run = () => {
    nativeClearTimeout(timer);
    timer = undefined;
    const batches = peek(MAX_BYTES);
    if (!batches.length) return;
    keptAt = clock.pageNow();
    isKeeping = true;
    keep?.(batches);
  };
  return {
    refresh() {
      if (!keep) return;
      const delay = Math.max(0, keptAt + INTERVAL_MILLIS - clock.pageNow());
      // Timers of hidden pages may run once per minute, and the page may be killed before: copies after this task.
      if (!delay && isHidden()) {
        keptAt = clock.pageNow();
        void Promise.resolve().then(run);
      } else timer ??= nativeSetTimeout(run, delay);
    },
    forget() {
      nativeClearTimeout(timer);
      timer = undefined;
      if (isKeeping) keep?.([]);
      isKeeping = false;
      // In a hidden page a timer may run a minute late, so the next record is copied at once.
      if (isHidden()) keptAt = Number.NEGATIVE_INFINITY;
    },
  };
}
