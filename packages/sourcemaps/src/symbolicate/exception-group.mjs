// @ts-check
// otel-rum's own src/signals/exception-group.ts in one place more: exception-group.test.mjs holds the two equal.

const MAX_LENGTH = 300;
/** What otel-rum writes in place of a secret. */
const MASK = 'REDACTED';
const DATA = /[@/\\]|\d.*[a-z]|[a-z].*\d/i;
const WORD = /(?:reading '|property "|status |code |HTTP |[.#])[\w$]{1,3}\b|[a-z_$]{4,}/gi;
const NAME = /[\w$]{4,}(?=$| \[|\/<)/;

/**
 * What errors of one kind have in common over all builds.
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
