// @ts-check

/**
 * The original position of a position in a file; line from 1, column from 0.
 *
 * @typedef {{ source: number, line: number, column: number }} OriginalPosition
 */

const CODES = new Int8Array(128).fill(-1);
for (const [value, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  CODES[letter.charCodeAt(0)] = value;
const COMMA = 44;
const SEMICOLON = 59;

/**
 * Indexes the mappings of a source map (https://tc39.es/ecma426/) in typed arrays: sixteen bytes each, instead of a hundred as objects.
 *
 * @param {any} map as parsed; with sections too
 * @throws {Error} if the map is invalid
 */
export function indexMap(map) {
  const parts = flatten(map);
  const sources = parts.flatMap((part) =>
    part.sources.map((/** @type {unknown} */ one) => String(one ?? '')),
  );
  const contents = parts.flatMap((part) =>
    part.sources.map(
      (/** @type {unknown} */ _, /** @type {number} */ at) => part.sourcesContent?.[at] ?? undefined,
    ),
  );
  const ignored = new Set();
  let count = 0;
  let lineCount = 1;
  let firstSource = 0;
  for (const { mappings, sources, line, ignoreList, x_google_ignoreList: older } of parts) {
    const [segments, lines] = measure(mappings);
    count += segments;
    lineCount = Math.max(lineCount, line + lines);
    for (const index of ignoreList ?? older ?? []) ignored.add(firstSource + index);
    firstSource += sources.length;
  }
  const columns = new Int32Array(count);
  const ofSource = new Int32Array(count);
  const lines = new Int32Array(count);
  const originals = new Int32Array(count);
  const starts = new Int32Array(lineCount + 1);
  let at = 0;
  let current = 0;
  let sourceBase = 0;
  for (const part of parts) {
    read(part);
    sourceBase += part.sources.length;
  }
  while (current < lineCount) starts[++current] = at;

  /** @param {any} part */
  function read({ mappings, sources, line: firstLine, column: firstColumn }) {
    let [column, source, line, original] = [firstColumn, 0, 0, 0];
    while (current < firstLine) starts[++current] = at;
    let lineStart = at;
    let isSorted = true;
    let place = 0;
    const end = mappings.length;
    const next = () => {
      let [value, shift] = [0, 0];
      for (;;) {
        const code = CODES[mappings.charCodeAt(place++)] ?? -1;
        if (code < 0) throw new Error('a mapping is not in base 64');
        value |= (code & 31) << shift;
        shift += 5;
        if (code < 32) return value & 1 ? -(value >>> 1) : value >>> 1;
        if (shift > 30) throw new Error('a mapping is too large');
      }
    };
    while (place < end) {
      const code = mappings.charCodeAt(place);
      if (code === SEMICOLON) {
        if (!isSorted) sort(lineStart);
        starts[++current] = at;
        [column, lineStart, isSorted] = [0, at, true];
        place++;
        continue;
      }
      if (code === COMMA) {
        place++;
        continue;
      }
      column += next();
      const isBare = isAtEnd();
      let hasName = false;
      if (!isBare) {
        source += next();
        line += next();
        original += next();
        hasName = !isAtEnd();
        if (hasName) next();
        if (source < 0 || source >= sources.length) throw new Error('a mapping refers to a missing source');
      }
      if (at > lineStart && column < /** @type {number} */ (columns[at - 1])) isSorted = false;
      columns[at] = column;
      ofSource[at] = isBare ? -1 : (sourceBase + source) * 2 + Number(hasName);
      lines[at] = line;
      originals[at] = original;
      at++;
    }
    if (!isSorted) sort(lineStart);

    function isAtEnd() {
      if (place >= end) return true;
      const code = mappings.charCodeAt(place);
      return code === COMMA || code === SEMICOLON;
    }
  }

  /** @param {number} from */
  function sort(from) {
    const order = Array.from({ length: at - from }, (_, index) => from + index);
    order.sort((a, b) => /** @type {number} */ (columns[a]) - /** @type {number} */ (columns[b]) || a - b);
    for (const array of [columns, ofSource, lines, originals])
      array.set(
        order.map((index) => array[index] ?? 0),
        from,
      );
  }

  /** @param {number} index @param {number} end of the line's mappings */
  function isIsland(index, end) {
    if (index + 1 >= end) return false;
    const [before = -1, own = -1, after = -1] = ofSource.subarray(index - 1, index + 2);
    const isAlone = own >> 1 !== after >> 1 || lines[index] !== lines[index + 1];
    const isWithinOne = before >> 1 === after >> 1 && lines[index - 1] === lines[index + 1];
    // The last bit is whether it has a name.
    if (own < 0 || after < 0 || (own & 1) === 1 || !isAlone || !isWithinOne) return false;
    return (originals[index] ?? 0) >= lengthOf(own >> 1, lines[index] ?? 0) - 1;
  }

  /** @type {number[][]} */
  const lengths = [];
  /** The length of a source's line. @param {number} source @param {number} line */
  function lengthOf(source, line) {
    lengths[source] ??= (contents[source] ?? '').split('\n').map((/** @type {string} */ text) => text.length);
    return lengths[source]?.[line] ?? Number.POSITIVE_INFINITY;
  }

  return {
    sources,
    contents,
    /** Whether the bundler has named the source as somebody else's. @param {number} source */
    isIgnored: (source) => ignored.has(source),
    /** Approximate size in bytes: V8 stores a text of Latin letters in one byte each. */
    bytes:
      count * 16 +
      lineCount * 4 +
      contents.reduce((sum, text) => sum + (typeof text === 'string' ? text.length : 0), 0),
    /**
     * Returns the mapping at a position, or the last one before it in its line.
     *
     * @param {number} line from 1
     * @param {number} column from 0
     * @param {boolean} [overIslands] whether a mapping of the last character of a line, without a name and between two of
     *   one other line, is skipped: SWC's minifier creates such mappings at the end of a callee, which is the position that
     *   WebKit reports
     * @returns {OriginalPosition | undefined}
     */
    find(line, column, overIslands = false) {
      if (line < 1 || line > lineCount) return undefined;
      const from = /** @type {number} */ (starts[line - 1]);
      let low = from;
      let high = /** @type {number} */ (starts[line]);
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (/** @type {number} */ (columns[middle]) <= column) low = middle + 1;
        else high = middle;
      }
      let found = low - 1;
      if (found < from) return undefined;
      // The first of several at one position.
      while (found > from && columns[found - 1] === columns[found] && columns[found] === column) found--;
      if (overIslands && found > from && isIsland(found, /** @type {number} */ (starts[line]))) found--;
      const source = /** @type {number} */ (ofSource[found]);
      if (source < 0) return undefined;
      return {
        source: source >> 1,
        line: /** @type {number} */ (lines[found]) + 1,
        column: /** @type {number} */ (originals[found]),
      };
    },
  };
}

/** @typedef {ReturnType<typeof indexMap>} MapIndex */

/** A map without sections, or its sections, each with its place. @param {any} map @returns {any[]} */
function flatten(map, line = 0, column = 0) {
  if (Array.isArray(map?.sections))
    return map.sections.flatMap((/** @type {any} */ { offset, map: part }) =>
      flatten(part, line + offset.line, offset.line === 0 ? column + offset.column : offset.column),
    );
  if (typeof map?.mappings !== 'string' || !Array.isArray(map.sources)) throw new Error('it has no mappings');
  return [{ ...map, line, column }];
}

/** @param {string} mappings @returns {[segments: number, lines: number]} at most so many */
function measure(mappings) {
  let [segments, lines] = [1, 1];
  for (let at = 0; at < mappings.length; at++) {
    const code = mappings.charCodeAt(at);
    if (code === COMMA) segments++;
    else if (code === SEMICOLON) {
      segments++;
      lines++;
    }
  }
  return [segments, lines];
}
