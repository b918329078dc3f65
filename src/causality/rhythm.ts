import type { PageMillis } from '../browser/clock.js';
import { keepNewest } from '../context/newest.js';

/** Records a request, and returns whether requests of its key follow a regular rhythm, which is polling. */
export type Rhythm = (key: string, at: PageMillis) => boolean;

/** Earlier requests kept of each key; with the present one they make three gaps. */
const MAX_STARTS = 3;
const MAX_KEYS = 100;
/** Shorter gaps are a burst, such as five queries of a page that loads. */
const MIN_GAP_MILLIS = 100;
/** Bounds of the ratio of a gap to the previous one: jitter shortens a gap, back-off lengthens it. */
const MIN_FACTOR = 0.62;
const MAX_FACTOR = 3.5;
/** Maximum quotient of two such ratios. */
const MAX_SPREAD = 2.6;

/** Recognizes polling: three gaps that are alike, or of which each is longer than the previous one by a similar factor. */
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
