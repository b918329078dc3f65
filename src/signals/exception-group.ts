import type { Frame } from './exception-frames.js';

/** Of one group, in one window. */
const MAX_SENT = 10;
const WINDOW_MILLIS = 60_000;
/** Kinds of errors that are told apart; all further ones share one place. */
const MAX_GROUPS = 100;
/** What a message's start says of its kind. */
const MAX_LENGTH = 300;

/** Ids, numbers, paths, addresses: they differ from error to error. */
const DATA = /[\d@/\\]/;
/** But for statuses, and for what React's production build has in place of messages. */
const CODE = /^#?\d{1,3}\W*$/;
const CODE_BEFORE = /^(?:status|code|error|http)\W*$/i;
/** Names of properties, which minifiers keep, and words that are too long to be a minified name. */
const WORD = /(?:reading '|property "|\.)[a-z_$]+|#?\d+|[a-z_$]{4,}/gi;
/** The function itself, without its object, which has a minified name: `checkout` of `e.checkout [as pay]`. */
const NAME = /[\w$]{4,}(?=$| \[|\/<)/;

/**
 * What errors of one kind have in common, whatever build of the app they come from: nothing of it is a minified name, a
 * hashed file, a line or a column. @example "checkout: TypeError Cannot read properties undefined reading 'price"
 */
export function groupOf(type: string, message: string, frames: readonly Frame[]): string {
  const words = `${type} ${message.slice(0, MAX_LENGTH)}`
    .split(/\s+/)
    .filter(
      (word, index, all) => !DATA.test(word) || (CODE.test(word) && CODE_BEFORE.test(String(all[index - 1]))),
    )
    .join(' ')
    .match(WORD);
  const names = frames.flatMap(({ name }) => NAME.exec(name) ?? []);
  return [...names.slice(0, 1), words?.join(' ') ?? ''].join(': ');
}

/**
 * Lets ten errors of a group through in a minute, and counts the others.
 * @returns how many were held back since the last one; undefined where this one is
 */
export function createFloodControl(): (group: string) => number | undefined {
  const groups = new Map<string, { since: number; sent: number; held: number }>();
  return (name) => {
    const now = Date.now();
    const key = groups.has(name) || groups.size < MAX_GROUPS ? name : '';
    const group = groups.get(key) ?? { since: now, sent: 0, held: 0 };
    groups.set(key, group);
    // The clock may be set back.
    if (Math.abs(now - group.since) >= WINDOW_MILLIS) {
      group.since = now;
      group.sent = 0;
    }
    if (++group.sent > MAX_SENT) {
      group.held++;
      return undefined;
    }
    const { held } = group;
    group.held = 0;
    return held;
  };
}
