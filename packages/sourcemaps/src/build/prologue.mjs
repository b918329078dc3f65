// @ts-check

/**
 * Returns the statement that registers a file's id: no browser reads `//# debugId=` at run time, so each file enters its
 * id on a global, under a stack whose latest call is in that file. Turbopack writes the same
 * (https://github.com/tc39/ecma426/blob/main/proposals/debug-id.md). It declares nothing and cannot throw.
 *
 * @param {string} id
 */
export const prologueOf = (id) =>
  `!function(){try{var g=globalThis,s=new Error().stack;s&&((g._debugIds=g._debugIds||{})[s]="${id}")}catch(e){}}();`;

const BLANK = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;
const TEXT = /'(?:[^'\\\n\r]|\\[\s\S])*'|"(?:[^"\\\n\r]|\\[\s\S])*"/y;
/** Matches tokens that continue an expression after a line break, so that the text before is no statement of its own. */
const CONTINUES = /[.,([`+\-*/%<>=&|^?:]|!=|in\b|instanceof\b/y;

/**
 * Finds the position for a program's first statement, and the directives ("use strict") that have to stay first.
 *
 * @param {string} code
 * @returns {{ start: number, directives: string }} start: after the hashbang's line, if there is one
 */
export function readHead(code) {
  const start = /^(?:\uFEFF?#!.*(?:\r\n|[\n\r\u2028\u2029]|$))?/.exec(code)?.[0].length ?? 0;
  const directives = [];
  for (let at = start; ; ) {
    const from = skip(BLANK, code, at);
    const to = skip(TEXT, code, from);
    if (to === from) break;
    const next = skip(BLANK, code, to);
    const isTerminated = code[next] === ';';
    const isAlone =
      next === code.length || code[next] === '}' || /[\n\r\u2028\u2029]/.test(code.slice(to, next));
    if (!isTerminated && (!isAlone || skip(CONTINUES, code, next) > next)) break;
    directives.push(`${code.slice(from, to)};`);
    at = isTerminated ? next + 1 : next;
  }
  return { start, directives: directives.join('') };
}

/** Returns the end of a match at a position; the position itself if nothing matches. @param {RegExp} pattern @param {string} code @param {number} at */
function skip(pattern, code, at) {
  pattern.lastIndex = at;
  return pattern.test(code) ? pattern.lastIndex : at;
}
