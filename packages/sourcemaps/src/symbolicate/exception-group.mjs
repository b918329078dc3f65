// @ts-check
// A copy of otel-rum's src/signals/exception-group.ts: exception-group.test.mjs checks that the two agree.

const MAX_LENGTH = 300;
/** Replaces a secret in otel-rum's texts. */
const MASK = 'REDACTED';
const DATA = /[@/\\]|\d.*[a-z]|[a-z].*\d/i;
const WORD = /(?:reading '|property "|status |code |HTTP |[.#])[\w$]{1,3}\b|[a-z_$]{4,}/gi;
const NAME = /[\w$]{4,}(?=$| \[|\/<)/;

/**
 * Returns what errors of one kind have in common in all builds.
 *
 * @param {string} type
 * @param {string} message
 * @param {readonly string[]} functions of the frames, the latest first
 */
export function groupOf(type, message, functions) {
  const words = `${type} ${message.slice(0, MAX_LENGTH)}`
    .split(/\s+/)
    .filter((word) => !DATA.test(word) && !word.includes(MASK));
  const [name = []] = functions.flatMap((one) => NAME.exec(one) ?? []);
  return [name, words.join(' ').match(WORD) ?? []].flat().join(' ');
}
