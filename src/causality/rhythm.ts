import type { PageMillis } from '../browser/clock.js';
import { keepNewest } from '../context/newest.js';

/** Whether a request keeps to a rhythm: polling. Each call notes one. */
export type Rhythm = (key: string, at: PageMillis) => boolean;

/** Requests that are remembered of each key; with the present one they make three gaps. */
const MAX_STARTS = 3;
const MAX_KEYS = 100;
/** What comes faster than this is a burst: five queries of a page that loads. */
const MIN_GAP_MILLIS = 100;
/** A gap by the one before: with jitter it is that much shorter, with a back-off that much longer. */
const MIN_FACTOR = 0.62;
const MAX_FACTOR = 3.5;
/** How far two such factors may differ. */
const MAX_SPREAD = 2.6;

/** Recognizes polling by its rhythm: three gaps that are alike, or of which each is longer than the one before by about the same factor. */
export function createRhythm(): Rhythm {
  const starts = new Map<string, PageMillis[]>();
  return (key, at) => {
    const times = [...(starts.get(key) ?? []), at];
    keepNewest(starts, MAX_KEYS, key, times.slice(-MAX_STARTS));
    const gaps = times.slice(1).map((time, index) => time - (times[index] as number));
    if (gaps.length < MAX_STARTS || Math.min(...gaps) < MIN_GAP_MILLIS) return false;
    const factors = gaps.slice(1).map((gap, index) => gap / (gaps[index] as number));
    const [least, most] = [Math.min(...factors), Math.max(...factors)];
    return least > MIN_FACTOR && most < MAX_FACTOR && most / least < MAX_SPREAD;
  };
}
