// @ts-check
import { debugIdOf, isDebugId } from './debug-id.mjs';
import { prologueOf, readHead } from './prologue.mjs';
import { sourcePath } from './source-path.mjs';

/** Matches the reference to a map at a file's end, which is removed with the map. */
const MAP_COMMENT = /(?:\r?\n)?(?:\/\/[#@] sourceMappingURL=[^\n]*|\/\*[#@] sourceMappingURL=[^*]*\*\/)\s*$/;
const ID_COMMENT = /(?:^|\n)(?:\/\/# debugId=([^\s]+)|\/\*# debugId=([^\s*]+) *\*\/)\s*$/;

/**
 * @typedef {object} Instrumented
 * @property {string} id
 * @property {string} code the file, with the prologue on a line of its own and the comment at the end
 * @property {string} map the file's map, adapted to that code
 */

/**
 * Adds a debug id to a file. The file's own text is neither changed nor moved within its line.
 *
 * @param {object} file
 * @param {string} file.name ends in .js, .mjs, .cjs or .css
 * @param {string} file.code
 * @param {string | object} file.map
 * @param {string} file.folder where the bundler would have put the map
 * @param {string} file.root the project's folder, to which the map's sources become relative
 * @returns {Instrumented}
 * @throws {Error} if the map is invalid
 */
export function instrumentFile({ name, code, map, folder, root }) {
  const parsed = structuredClone(
    typeof map === 'string' ? JSON.parse(map.replace(/^\)\]\}'[^\n]*\n/, '')) : map,
  );
  if (typeof parsed?.mappings !== 'string' && !Array.isArray(parsed?.sections))
    throw new Error('it has no mappings');
  const isStyle = name.endsWith('.css');
  let text = code.replace(MAP_COMMENT, '');
  const [comment = '', own, ownOfStyle] = ID_COMMENT.exec(text) ?? [];
  // An id that the bundler has written stays.
  const given = (own ?? ownOfStyle)?.toLowerCase();
  if (isDebugId(given)) text = text.slice(0, text.length - comment.length).replace(MAP_COMMENT, '');
  const id = isDebugId(given) ? given : debugIdOf(text);

  const { start, directives } = isStyle ? { start: 0, directives: '' } : readHead(text);
  const head = text.slice(0, start);
  const line = isStyle ? '' : `${directives}${prologueOf(id)}\n`;
  const end = text.endsWith('\n') || text === '' ? '' : '\n';
  const tail = isStyle ? `/*# debugId=${id} */\n` : `//# debugId=${id}\n`;
  const result = `${head}${line}${text.slice(start)}${end}${tail}`;

  const before = head === '' ? 0 : 1;
  if (!isStyle) addLine(parsed, before);
  for (const part of sectionsOf(parsed)) {
    const { sourceRoot } = part;
    const base = sourceRoot ? `${sourceRoot}`.replace(/\/?$/, '/') : '';
    part.sources = (part.sources ?? []).map((/** @type {string | null} */ source) =>
      source === null
        ? null
        : sourcePath(/^([\w+.-]{2,}:|\/|\0)/.test(source) ? source : base + source, folder, root),
    );
    delete part.sourceRoot;
  }
  parsed.debugId = id;
  // Long frames have a character's position instead of a line: the lines' lengths convert it without the file.
  parsed.x_otel_rum_lines = result.split('\n').map(({ length }) => length);
  return { id, code: result, map: JSON.stringify(parsed) };
}

/** One line more in the file, after so many. @param {any} map @param {number} before */
function addLine(map, before) {
  if (map.sections) {
    for (const { offset } of map.sections) if (offset.line >= before) offset.line += 1;
    return;
  }
  let at = 0;
  for (let line = 0; line < before; line++) {
    const next = map.mappings.indexOf(';', at);
    if (next < 0) return;
    at = next + 1;
  }
  map.mappings = `${map.mappings.slice(0, at)};${map.mappings.slice(at)}`;
}

/** @param {any} map @returns {any[]} */
const sectionsOf = (map) =>
  map.sections ? map.sections.flatMap((/** @type {any} */ one) => sectionsOf(one.map)) : [map];

/** Whether this has been done to a file already: the plugin may be there twice. @param {string} code */
export function isInstrumented(code) {
  const [, own, ownOfStyle] = ID_COMMENT.exec(code) ?? [];
  return own ? code.includes(prologueOf(own)) : ownOfStyle !== undefined;
}
