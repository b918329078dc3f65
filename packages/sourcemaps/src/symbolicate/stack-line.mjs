// @ts-check

/**
 * A line of a stack that has a place: what stands before the function, the function, the file, line and column from 1.
 *
 * @typedef {{ style: 'v8' | 'gecko', before: string, name: string, url: string, line: number, column: number }} StackLine
 */

/** `at name (url:1:2)`, `at url:1:2` of Chromium. */
const V8 = /^(\s*at (?:async )?)(?:([^(]+) \()?(\S.*?):(\d+):(\d+)\)?$/;
/** `name@url:1:2` of Firefox and WebKit, `url:1:2` of older WebKit. */
const GECKO = /^((?:async\*)?)(?:(?=(?:blob:)?[\w-]+:\/\/)|([^@]*)@)(\S.*?):(\d+):(\d+)$/;

/**
 * Reads a line of a stack, as otel-rum does in the page.
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
 * Writes a line in the way of the engine that it came from.
 *
 * @param {Pick<StackLine, 'style' | 'before'>} line
 * @param {string} name
 * @param {string} place `src/cart.ts:12:7`
 */
export const writeStackLine = ({ style, before }, name, place) =>
  style === 'gecko' ? `${before}${name}@${place}` : `${before}${name ? `${name} (${place})` : place}`;
