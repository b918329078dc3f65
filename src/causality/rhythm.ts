import type { PageMillis } from '../browser/clock.js';

/** Whether a request keeps to a rhythm: polling. Each call notes one. */
export type Rhythm = (key: string, at: PageMillis) => boolean;

/** Requests that are remembered of each key; with the present one they make three gaps. */
const MAX_STARTS = 3;
const MAX_KEYS = 100;
/** What comes faster than this is a burst: five queries of a page that loads. */
const MIN_GAP_MILLIS = 100;
/** Gaps of one rhythm, the longest by the shortest: what is jittered by a fifth, and a main thread that is late. */
const MAX_SPREAD = 1.6;
/** A pause that grows by this much each time is a back-off. */
const MAX_GROWTH = 3.5;

const spread = (values: readonly number[]) => Math.max(...values) / Math.min(...values);

/** Tells polling by its rhythm: three gaps alike, or each longer than the one before by the same factor. */
export function createRhythm(): Rhythm {
  const starts = new Map<string, PageMillis[]>();
  return (key, at) => {
    const before = starts.get(key) ?? [];
    const times = [...before, at];
    // The key that was seen longest ago goes first.
    starts.delete(key);
    starts.set(key, times.slice(-MAX_STARTS));
    if (starts.size > MAX_KEYS) for (const [oldest] of [...starts].slice(0, 1)) starts.delete(oldest);

    const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
    if (gaps.length < MAX_STARTS || Math.min(...gaps) < MIN_GAP_MILLIS) return false;
    const factors = gaps.slice(1).map((gap, index) => gap / (gaps[index] as number));
    const isGrowing = Math.min(...factors) > 1 && Math.max(...factors) < MAX_GROWTH;
    return spread(gaps) < MAX_SPREAD || (isGrowing && spread(factors) < MAX_SPREAD);
  };
}
