// @ts-check
/** @typedef {{ target: string, line: number }} Link */

/** Matches a fence, which opens with at least three equal signs, and is closed by as many. */
const FENCE = /^\s*(`{3,}|~{3,})/;

/**
 * Returns the lines of a Markdown text; lines of code blocks are empty, so that line numbers stay right.
 *
 * @param {string} text
 */
function proseLines(text) {
  let fence = '';
  return text.split('\n').map((line) => {
    const [, mark = ''] = FENCE.exec(line) ?? [];
    if (fence) {
      if (mark.startsWith(fence)) fence = '';
      return '';
    }
    fence = mark;
    return mark ? '' : line;
  });
}

/**
 * Returns the targets of all links and images, `[text](target)`, outside of code.
 *
 * @param {string} text of a Markdown file
 * @returns {Link[]}
 */
export function linksOf(text) {
  return proseLines(text).flatMap((line, index) => {
    const withoutCode = line.replace(/(`+)(?:(?!\1).)+\1/g, (code) => '`'.repeat(code.length));
    return [...withoutCode.matchAll(/\]\(<?([^()\s>]+(?:\([^()\s]*\)[^()\s>]*)*)>?(?:\s+"[^"]*")?\)/g)].map(
      ([, target = '']) => ({ target, line: index + 1 }),
    );
  });
}

/**
 * Returns the anchors of all headings like GitHub: lower case, without punctuation, spaces as hyphens, with a number after
 * the second one of a name.
 *
 * @param {string} text of a Markdown file
 * @returns {Set<string>}
 */
export function anchorsOf(text) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  /** @type {Set<string>} */
  const anchors = new Set();
  for (const line of proseLines(text)) {
    const [, heading] = /^#{1,6}\s+(.+?)\s*#*$/.exec(line) ?? [];
    if (!heading) continue;
    const slug = heading
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Mark}\p{Number}_\- ]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count ? `${slug}-${count}` : slug);
  }
  return anchors;
}
