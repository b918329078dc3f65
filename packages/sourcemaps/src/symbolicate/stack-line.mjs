// @ts-check

/**
 * A stack line with a position: the text before the function, the function, the file, line and column from 1.
 *
 * @typedef {{ style: 'v8' | 'gecko', before: string, name: string, url: string, line: number, column: number }} StackLine
 */

/** Matches Chromium's `at name (url:1:2)` and `at url:1:2`. */
const V8 = /^(\s*at (?:async )?)(?:([^(]+) \()?(\S.*?):(\d+):(\d+)\)?$/;
/** Matches `name@url:1:2` of Firefox and WebKit, `url:1:2` of older WebKit. */
const GECKO = /^((?:async\*)?)(?:(?=(?:blob:)?[\w-]+:\/\/)|([^@]*)@)(\S.*?):(\d+):(\d+)$/;

/**
 * Parses a line of a stack, like otel-rum in the page.
 *
 * @param {string} text
 * @returns {StackLine | undefined}
 */
export function readStackLine(text) {
  const v8 = V8.exec(text);
  const [, before, name, url, line, column] = v8 ?? GECKO.exec(text) ?? [];
  if (!url) return undefined;
  return {
    style: v8 ? 'v8' : 'gecko',
    before: before ?? '',
    name: name ?? '',
    url,
    line: Number(line),
    column: Number(column),
  };
}

/**
 * Formats a line like the engine that it came from.
 *
 * @param {Pick<StackLine, 'style' | 'before'>} line
 * @param {string} name
 * @param {string} place `src/cart.ts:12:7`
 */
export const writeStackLine = ({ style, before }, name, place) =>
  style === 'gecko' ? `${before}${name}@${place}` : `${before}${name ? `${name} (${place})` : place}`;
