import { cutMasked, MASK } from '../context/mask-secrets.js';
import type { Frame } from '../context/stack-frames.js';

/** Of one group, in one minute. */
const MAX_SENT = 10;
const MINUTE_MILLIS = 60_000;
/** Kinds of errors that are told apart; all further ones share one place. */
const MAX_GROUPS = 100;
/** What a message's start says of its kind. */
const MAX_LENGTH = 300;

/** Paths, addresses, ids: they differ from error to error. */
const DATA = /[@/\\]|\d.*[a-z]|[a-z].*\d/i;
/**
 * Words that are too long to be a minified name, and the short ones that are none: names of properties, statuses, and what
 * React's production build has in place of messages.
 */
const WORD = /(?:reading '|property "|status |code |HTTP |[.#])[\w$]{1,3}\b|[a-z_$]{4,}/gi;
/** The function itself, without its object, which has a minified name: `checkout` of `e.checkout [as pay]`. */
const NAME = /[\w$]{4,}(?=$| \[|\/<)/;

/**
 * What errors of one kind have in common, whatever build of the app they come from: nothing of it is a minified name, a
 * hashed file, a line or a column. @example "checkout TypeError Cannot read properties undefined reading 'price"
 */
export function groupOf(type: string, message: string, frames: readonly Frame[]): string {
  // Without its signs a secret could not be found any more.
  const text = cutMasked(message, MAX_LENGTH);
  const words = `${type} ${text}`.split(/\s+/).filter((word) => !DATA.test(word) && !word.includes(MASK));
  const [name = []] = frames.flatMap(([name]) => NAME.exec(name) ?? []);
  return [name, words.join(' ').match(WORD) ?? []].flat().join(' ');
}

/**
 * Lets ten errors of a group through in a minute, and counts the others.
 * @returns how many were held back since the last one; undefined where this one is
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
    // The first of a minute is never held back, and tells what the minute before has held.
    return now > 1 ? 0 : Math.max(0, count - MAX_SENT);
  };
}
