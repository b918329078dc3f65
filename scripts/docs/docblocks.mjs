// @ts-check
/**
 * A documented declaration of a source file: its comment, and the next line.
 * @typedef {{ text: string, tags: Record<string, string[]>, declaration: string, line: number }} DocBlock
 */

/**
 * Reads `lines`, which consist of comments, one-line declarations that each have a docstring, and blank lines. This is no
 * parser of TypeScript: the sources of the documents must be as regular as this. Everything else is an error, so that no
 * name is left out unnoticed.
 *
 * @param {string[]} lines
 * @param {{ file: string, firstLine: number, onSection?: (title: string, line: number) => void }} options
 * @returns {DocBlock[]}
 */
export function readDocBlocks(lines, { file, firstLine, onSection }) {
  /** @type {DocBlock[]} */
  const blocks = [];
  /** @type {string[] | undefined} */
  let comment;
  let isOpen = false;

  lines.forEach((raw, index) => {
    const number = firstLine + index;
    const line = raw.trim();
    const fail = (/** @type {string} */ why) => {
      throw new Error(`${file}:${number}: ${why}: ${line}`);
    };
    if (isOpen) {
      isOpen = !line.endsWith('*/');
      comment?.push(line.replace(/\*\/$/, '').replace(/^\* ?/, '').trim());
    } else if (line.startsWith('/**')) {
      if (comment) fail('a docstring before has no declaration');
      isOpen = !line.endsWith('*/');
      comment = [
        line
          .replace(/^\/\*\*/, '')
          .replace(/\*\/$/, '')
          .trim(),
      ];
    } else if (line.startsWith('// ') && onSection) {
      if (comment) fail('a docstring before has no declaration');
      onSection(line.slice(3), number);
    } else if (line) {
      if (!comment) fail('a declaration without a docstring');
      blocks.push({ ...readTags(comment ?? []), declaration: line, line: number });
      comment = undefined;
    }
  });
  if (comment) throw new Error(`${file}: the last docstring has no declaration`);
  return blocks;
}

/** @param {string[]} comment */
function readTags(comment) {
  const [text = '', ...tagged] = comment
    .filter(Boolean)
    .join(' ')
    .split(/(?:^|\s)@(?=[a-z])/);
  /** @type {Record<string, string[]>} */
  const tags = {};
  for (const part of tagged) {
    const [, tag = '', value = ''] = /^(\w+)\s*(.*)$/.exec(part) ?? [];
    tags[tag] = [...(tags[tag] ?? []), value.trim()];
  }
  return { text: text.trim(), tags };
}
