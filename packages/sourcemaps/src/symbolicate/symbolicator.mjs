// @ts-check
import { rewriteRequest } from '../otlp/rewrite-json.mjs';
import { names, originalOf, SCRIPT_PREFIXES } from './attributes.mjs';
import { groupOf } from './exception-group.mjs';
import { openMaps } from './open-maps.mjs';
import { sourceContext } from './source-context.mjs';
import { readStackLine, writeStackLine } from './stack-line.mjs';

/** @typedef {string | number | boolean | string[] | boolean[] | number[]} AttributeValue */
/** @typedef {Record<string, AttributeValue>} AttributeChanges */
/** @typedef {(name: string) => AttributeValue | undefined} AttributeReader */
/** @typedef {{ id: string, map: import('./open-maps.mjs').LoadedMap }} File */

/** Length at which otel-rum cuts stacks, before redaction: the last line of such a stack may be cut within a number. */
const CUT_LENGTH = 8_000;

const V8_LINE = /^ +at /m;

/** Matches code that is not the app's own: packages, and the bundler's run time. */
const FOREIGN =
  /(?:^|\/)node_modules\/|^\(?(?:webpack|rspack|vite|rolldown|turbopack)\b[)/]|^(?:rolldown|vite|commonjsHelpers)[\w-]*(?:\.js)?$|^\W*(?:vite|rolldown|plugin-vue)[:/]/;

/**
 * Converts otel-rum's attributes of errors and scripts to files, lines and functions of the source.
 *
 * @param {object} options
 * @param {string} options.maps the folder of maps
 * @param {number} [options.context] lines of source around the line that threw; 0 (none) by default
 * @param {boolean} [options.isStructured] whether the lists that honeycombio's sourcemapprocessor reads are added
 * @param {number} [options.maxBytes] of maps in memory
 * @param {number} [options.maxMapBytes] of a map's file
 * @param {(message: string) => void} [options.report] called once for each map that cannot be used
 */
export function createSymbolicator({ maps: folder, context = 0, isStructured = false, ...options }) {
  const maps = openMaps({ folder, ...options });

  /**
   * @param {AttributeReader} read the attributes of a span, an event or a log record
   * @returns {Promise<AttributeChanges | undefined>} the attributes to set; undefined if none change
   */
  async function symbolicate(read) {
    const files = await filesOf(read(names.DEBUG_IDS));
    const changes = files.size > 0 ? { ...exceptionChanges(read, files), ...placeChanges(read, files) } : {};
    if (isStructured) Object.assign(changes, structuredStack(read(names.FRAMES)));
    for (const prefix of SCRIPT_PREFIXES) Object.assign(changes, await scriptChanges(read, prefix));
    return Object.keys(changes).length > 0 ? changes : undefined;
  }

  /** Which file is of which build. @param {unknown} value @returns {Promise<Map<string, File>>} */
  async function filesOf(value) {
    /** @type {Map<string, File>} */
    const files = new Map();
    for (const item of Array.isArray(value) ? value : []) {
      const [id = '', url = ''] = String(item).split(/ ([\s\S]*)/);
      const map = await maps.get(id);
      if (map) files.set(url, { id, map });
    }
    return files;
  }

  /** @param {AttributeReader} read @param {Map<string, File>} files */
  function exceptionChanges(read, files) {
    /** @type {AttributeChanges} */
    const changes = {};
    const foreign = foreignFiles(read, files);
    // Or of Firefox, whose stacks have the same format.
    const isOfWebKit = !V8_LINE.test(String(read(names.STACK) ?? ''));
    const locate = (/** @type {string} */ text) => {
      const line = readStackLine(text);
      const file = line && files.get(line.url);
      if (!line || !file || foreign.has(line.url)) return undefined;
      const place = placeAt(file, line.line, line.column - 1, isOfWebKit);
      return place && { line, place, name: place.name ?? line.name };
    };

    for (const name of [names.STACK, names.COMPONENT_STACK]) {
      const before = read(name);
      if (typeof before !== 'string') continue;
      const lines = before.split('\n');
      const last = before.length > CUT_LENGTH ? lines.length - 1 : lines.length;
      const after = lines.map((text, index) => {
        const found = index < last ? locate(text) : undefined;
        return found ? writeStackLine(found.line, found.name, textOf(found.place)) : text;
      });
      if (after.some((text, index) => text !== lines[index])) {
        changes[name] = after.join('\n');
        changes[originalOf(name)] = before;
      }
    }

    const frames = read(names.FRAMES);
    if (!Array.isArray(frames) || frames.length === 0) return changes;
    const isCut = String(read(names.STACK) ?? '').length > CUT_LENGTH;
    const located = frames.map((frame, index) => {
      // `name@url:1:2` of every engine, in Firefox's format.
      return isCut && index === frames.length - 1 ? undefined : locate(String(frame));
    });
    if (located.every((one) => !one)) return changes;
    changes[names.FRAMES] = located.map((one, index) =>
      one ? `${one.name}@${textOf(one.place)}` : String(frames[index]),
    );
    changes[originalOf(names.FRAMES)] = frames.map(String);
    changes[names.IN_APP] = located.map((one) => one?.place.isInApp ?? false);
    const functions = located.map(
      (one, index) => one?.name ?? readStackLine(String(frames[index]))?.name ?? '',
    );
    changes[names.GROUP] = groupOf(
      String(read(names.TYPE) ?? ''),
      String(read(names.MESSAGE) ?? ''),
      functions,
    );
    const own = located.find((one) => one?.place.isInApp);
    const lines = context > 0 && own ? own.place.context(context) : '';
    if (lines) changes[names.CONTEXT] = lines;
    return changes;
  }

  /** Files whose map belongs to another build: a frame has a position that the file does not have. */
  function foreignFiles(/** @type {AttributeReader} */ read, /** @type {Map<string, File>} */ files) {
    const foreign = new Set();
    const frames = read(names.FRAMES);
    const texts = [
      ...(Array.isArray(frames) ? frames.map(String) : []),
      ...String(read(names.STACK) ?? '').split('\n'),
    ];
    for (const text of texts) {
      const line = readStackLine(text);
      const file = line && files.get(line.url);
      const lengths = file?.map.lineLengths;
      if (!line || !lengths || line.column - 1 <= (lengths[line.line - 1] ?? -1)) continue;
      foreign.add(line.url);
      maps.fail(
        file.id,
        `${line.url} has a frame at ${line.line}:${line.column}, which is outside of the map's file`,
      );
    }
    return foreign;
  }

  /** Where an error was reported to be, of one that has no stack. @param {AttributeReader} read @param {Map<string, File>} files */
  function placeChanges(read, files) {
    const [url, line, column] = [names.FILE, names.LINE, names.COLUMN].map(read);
    const file = files.get(String(url));
    const place = file && placeAt(file, Number(line), Number(column) - 1);
    if (!place) return {};
    return {
      [names.FILE]: place.source,
      [names.LINE]: place.line,
      [names.COLUMN]: place.column + 1,
      ...(place.name && { [names.FUNCTION]: place.name }),
      [names.PLACE_ORIGINAL]: `${url}:${line}:${column}`,
    };
  }

  /** A script of a long frame or of INP. @param {AttributeReader} read @param {string} prefix */
  async function scriptChanges(read, prefix) {
    const id = read(`${prefix}debug_id`);
    const position = Number(read(`${prefix}source_char_position`) ?? -1);
    const map = id === undefined || position < 0 ? undefined : await maps.get(id);
    const place = map && placeOfCharacter({ id: String(id), map }, position);
    if (!place) return {};
    return {
      [`${prefix}${names.FILE}`]: place.source,
      [`${prefix}${names.LINE}`]: place.line,
      ...(place.name && { [`${prefix}${names.FUNCTION}`]: place.name }),
    };
  }

  /** @param {File} file @param {number} position characters from the file's start */
  function placeOfCharacter(file, position) {
    let rest = position;
    for (const [index, length] of (file.map.lineLengths ?? []).entries()) {
      if (rest <= length) return placeAt(file, index + 1, rest);
      rest -= length + 1;
    }
    if (file.map.lineLengths) maps.fail(file.id, `character ${position} is outside of the map's file`);
    return undefined;
  }

  /** @param {File} file @param {number} line from 1 @param {number} column from 0 @param {boolean} [overIslands] */
  function placeAt({ map: { index, functionsOf } }, line, column, overIslands) {
    const found = index.find(line, column, overIslands);
    if (!found) return undefined;
    const source = index.sources[found.source] ?? '';
    return {
      source,
      line: found.line,
      column: found.column,
      name: functionsOf(found.source)(found.line, found.column),
      isInApp: !index.isIgnored(found.source) && !FOREIGN.test(source),
      context: (/** @type {number} */ around) =>
        sourceContext(index.contents[found.source], found.line, around),
    };
  }

  return {
    symbolicate,
    /** A whole OTLP request as its JSON was parsed, in place. @param {any} request */
    symbolicateRequest: (request) => rewriteRequest(request, symbolicate),
    mapBytes: maps.bytes,
  };
}

/** The frames as they came from the page, in lists of equal length. @param {unknown} frames @returns {AttributeChanges} */
function structuredStack(frames) {
  const lines = (Array.isArray(frames) ? frames : []).flatMap((frame) => readStackLine(String(frame)) ?? []);
  if (lines.length === 0) return {};
  return {
    [`${names.STRUCTURED}functions`]: lines.map(({ name }) => name),
    [`${names.STRUCTURED}urls`]: lines.map(({ url }) => url),
    [`${names.STRUCTURED}lines`]: lines.map(({ line }) => line),
    [`${names.STRUCTURED}columns`]: lines.map(({ column }) => column),
  };
}

/** @param {{ source: string, line: number, column: number }} place */
const textOf = ({ source, line, column }) => `${source}:${line}:${column + 1}`;
