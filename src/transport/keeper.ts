import type { Clock } from '../browser/clock.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Batch, Sender } from './sender.js';

/** The net under a tab that is killed: the browser keeps a copy of what waits, and sends it when the page has died. */
export interface Keeper {
  /** What waits has changed. */
  refresh(): void;
  /** What waited is about to be sent: it must not be sent twice. */
  forget(): void;
}

/** Of the browser's 64 KiB for an origin, which its frames share. */
const MAX_BYTES = 16 * 1024;
const INTERVAL_MILLIS = 1_000;

/** Copies what `peek` gives, at most once a second. */
export function createKeeper(
  clock: Clock,
  { keep }: Pick<Sender, 'keep'>,
  peek: (maxBytes: number) => Batch[],
): Keeper {
  let timer: number | undefined;
  let keptAt = Number.NEGATIVE_INFINITY;
  let isKeeping = false;
  return {
    refresh() {
      if (!keep || timer !== undefined) return;
      const now = clock.pageNow();
      timer = nativeSetTimeout(
        () => {
          timer = undefined;
          const batches = peek(MAX_BYTES);
          if (!batches.length) return;
          keptAt = clock.pageNow();
          isKeeping = true;
          keep(batches);
        },
        Math.max(0, keptAt + INTERVAL_MILLIS - now),
      );
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
