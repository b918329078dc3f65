// @ts-check
import { parse } from '@babel/parser';

/** Maximum length of a source that is parsed: a larger one would block for a second. Its functions keep the engine's names. */
const MAX_CHARACTERS = 4_000_000;
/** Keys of the syntax tree that contain no function: types, positions, comments. */
const NO_CODE = new Set([
  'loc',
  'extra',
  'errors',
  'comments',
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
]);
/** Larger than the number of columns in a line. */
const LINE = 2 ** 26;

/**
 * Finds the function around a position in a source.
 *
 * @typedef {(line: number, column: number) => string | undefined} FunctionFinder '' in one without a name, and outside of
 *   all functions; undefined if the source cannot be parsed
 */

/**
 * Finds the functions of a source. The map does not have them: its names are those of single words, and an inlined function
 * has none in the file that ran.
 *
 * @param {string} path
 * @param {string | undefined} text
 * @returns {FunctionFinder}
 */
export function readFunctions(path, text) {
  if (text === undefined || text.length > MAX_CHARACTERS) return () => undefined;
  const found = scriptsOf(path, text).map(({ code, language, line, column }) => {
    try {
      return collect(code, language, line, column);
    } catch {
      return undefined;
    }
  });
  const tables = found.filter((one) => one !== undefined);
  if (tables.length === 0) return () => undefined;
  return (line, column) => {
    for (const table of tables) {
      const name = find(table, line * LINE + column);
      if (name !== undefined) return name;
    }
    return found.length > tables.length ? undefined : '';
  };
}

/** The scripts of a source: those of a single-file component, else the source itself. @param {string} path @param {string} text */
function scriptsOf(path, text) {
  const language = /\.([cm]?[jt]sx?)$/.exec(path)?.[1]?.replace(/^[cm]/, '') ?? 'js';
  const isComponent = /\.(?:vue|svelte|astro|html)$/.test(path);
  const scripts = isComponent ? [...text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)] : [];
  // Some loaders keep only the script in a component's source.
  if (!isComponent || (scripts.length === 0 && !/^\s*</.test(text)))
    return [{ code: text, language: isComponent ? 'ts' : language, line: 1, column: 0 }];
  return scripts.map(({ 1: attributes = '', 2: code = '', index }) => {
    const before = text.slice(0, index + text.slice(index).indexOf('>') + 1).split('\n');
    return {
      code,
      language: /\blang\s*=\s*["']?(\w+)/.exec(attributes)?.[1] ?? 'ts',
      line: before.length,
      column: before[before.length - 1]?.length ?? 0,
    };
  });
}

/** @param {string} code @param {string} language @param {number} startLine @param {number} startColumn */
function collect(code, language, startLine, startColumn) {
  const isTyped = language.startsWith('ts');
  const { program } = parse(code, {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    allowNewTargetOutsideFunction: true,
    attachComment: false,
    startLine,
    startColumn,
    plugins: [
      ...(isTyped ? /** @type {const} */ (['typescript']) : []),
      ...(language === 'ts' ? [] : /** @type {const} */ (['jsx'])),
      /** @type {any} */ (isTyped ? 'decorators-legacy' : 'decorators'),
      'decoratorAutoAccessors',
      'explicitResourceManagement',
    ],
  });
  /** @type {{ start: number, end: number, name: string }[]} */
  const functions = [];
  /** Nodes to look at, each with the name that its place gives to a function, and the class that it is in. @type {any[]} */
  const waiting = [program, '', ''];
  while (waiting.length > 0) {
    const owner = waiting.pop();
    const hint = waiting.pop();
    const node = waiting.pop();
    const name = nameOf(node, hint, owner);
    if (name !== undefined) functions.push({ start: keyOf(node.loc.start), end: keyOf(node.loc.end), name });
    const inner = ownerWithin(node, hint, owner);
    for (const key in node) {
      const child = node[key];
      if (typeof child !== 'object' || child === null || NO_CODE.has(key)) continue;
      if (Array.isArray(child)) {
        for (const one of child) if (one?.loc) waiting.push(one, '', inner);
      } else if (child.loc) waiting.push(child, hintFor(node, key), inner);
    }
  }
  functions.sort((a, b) => a.start - b.start || b.end - a.end);
  return nest(functions);
}

/** @param {{ line: number, column: number }} place */
const keyOf = ({ line, column }) => line * LINE + column;

/** The name of a function's node; undefined where it is none. @param {any} node @param {string} hint @param {string} owner */
function nameOf(node, hint, owner) {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.id?.name ?? hint;
    case 'ObjectMethod':
      return keyName(node);
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return node.kind === 'constructor' ? `new ${owner}`.trim() : member(owner, keyName(node));
    default:
      return undefined;
  }
}

/** What a function in this place of a node is called, as ECMAScript names it. @param {any} node @param {string} key */
function hintFor(node, key) {
  switch (node.type) {
    case 'VariableDeclarator':
      return key === 'init' ? nameText(node.id) : '';
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return key === 'right' ? nameText(node.left) : '';
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      return key === 'value' ? keyName(node) : '';
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return '';
  }
}

/** The class whose body this is. @param {any} node @param {string} hint @param {string} owner */
function ownerWithin(node, hint, owner) {
  switch (node.type) {
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id?.name ?? hint;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
      return '';
    default:
      return owner;
  }
}

/** @param {any} node */
function keyName({ key, computed }) {
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (computed && !/Literal$/.test(key.type)) return '';
  return key.name ?? String(key.value ?? '');
}

/** @param {any} node @returns {string} */
function nameText(node) {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? keyName({ key: node.property, computed: node.computed }) : '';
}

const member = (/** @type {string} */ owner, /** @type {string} */ name) =>
  owner && name ? `${owner}.${name}` : name;

/** Functions by their starts, each with the one around it. @param {{ start: number, end: number, name: string }[]} functions */
function nest(functions) {
  const around = new Int32Array(functions.length);
  /** @type {number[]} */
  const open = [];
  for (const [index, { start }] of functions.entries()) {
    while (open.length > 0 && (functions[/** @type {number} */ (open.at(-1))]?.end ?? 0) <= start) open.pop();
    around[index] = open.at(-1) ?? -1;
    open.push(index);
  }
  return {
    starts: Float64Array.from(functions, ({ start }) => start),
    ends: Float64Array.from(functions, ({ end }) => end),
    names: functions.map(({ name }) => name),
    around,
  };
}

/** @param {ReturnType<typeof nest>} table @param {number} place @returns {string | undefined} */
function find({ starts, ends, names, around }, place) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (/** @type {number} */ (starts[middle]) <= place) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at = around[at] ?? -1)
    if (place < /** @type {number} */ (ends[at])) return names[at];
  return undefined;
}
