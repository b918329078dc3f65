import type { Clock } from '../browser/clock.js';
import { isHidden } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Batch, Sender } from './sender.js';

/** The net under a tab that is killed: the browser keeps a copy of what waits, and sends it when the page has died. */
export interface FetchLaterBuffer {
  /** What waits has changed. */
  refresh(): void;
  /** What waited is about to be sent: it must not be sent twice. */
  forget(): void;
}

/** Of the browser's 64 KiB for an origin, which its frames share. */
const MAX_BYTES = 16 * 1024;
const INTERVAL_MILLIS = 1_000;

/** Copies what `peek` gives, at most once a second. */
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
      // A hidden page's timers may run once a minute, and it may be killed before: the copy is made after this task.
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
      // What comes next has no net yet.
      keptAt = Number.NEGATIVE_INFINITY;
    },
  };
}
