import { cutMasked, MASK } from '../context/mask-secrets.js';
import type { Frame } from '../context/stack-frames.js';

/** Maximum number of events of one group per minute. */
const MAX_SENT = 10;
const MINUTE_MILLIS = 60_000;
/** Maximum number of groups; further ones share one. */
const MAX_GROUPS = 100;
/** Length of a message's start that identifies its kind. */
const MAX_LENGTH = 300;

/** Matches paths, addresses and ids, which differ between errors of one kind. */
const DATA = /[@/\\]|\d.*[a-z]|[a-z].*\d/i;
/**
 * Matches words that are too long to be a minified name, and short words that are none: names of properties, statuses, and the
 * codes in React's production builds.
 */
const WORD = /(?:reading '|property "|status |code |HTTP |[.#])[\w$]{1,3}\b|[a-z_$]{4,}/gi;
/** Matches a function's name without its object, whose name is minified: `checkout` of `e.checkout [as pay]`. */
const NAME = /[\w$]{4,}(?=$| \[|\/<)/;

/**
 * Returns what errors of one kind have in common in all builds of the app: no minified names, hashed files, lines or columns.
 * @example "checkout TypeError Cannot read properties undefined reading 'price"
 */
export function groupOf(type: string, message: string, frames: readonly Frame[]): string {
  // Masked first: without punctuation secrets could not be recognized.
  const text = cutMasked(message, MAX_LENGTH);
  const words = `${type} ${text}`.split(/\s+/).filter((word) => !DATA.test(word) && !word.includes(MASK));
  const [name = []] = frames.flatMap(([name]) => NAME.exec(name) ?? []);
  return [name, words.join(' ').match(WORD) ?? []].flat().join(' ');
}

/**
 * Creates a limiter that admits ten errors of a group per minute and counts the others.
 * @returns the number of errors suppressed since the last admitted one; undefined if this one is suppressed
 */
export function createFloodControl(): (group: string) => number | undefined {
  const groups = new Map<string, readonly [minute: number, count: number]>();
  return (name) => {
    const minute = Math.floor(Date.now() / MINUTE_MILLIS);
    const key = groups.has(name) || groups.size < MAX_GROUPS ? name : '';
    const [last, count] = groups.get(key) ?? [0, 0];
    const now = last === minute ? count + 1 : 1;
    groups.set(key, [minute, now]);
    if (now > MAX_SENT) return undefined;
    // The first error of a minute is always admitted, with the number suppressed in the minute before.
    return now > 1 ? 0 : Math.max(0, count - MAX_SENT);
  };
}
