// @ts-check

/** @typedef {'ok' | 'note' | 'warning' | 'error'} Level an error: telemetry is lost or the page breaks */
/**
 * @typedef {object} Finding
 * @property {Level} level
 * @property {string} area what was checked: page, script, csp, endpoint, trace, errors
 * @property {string} text the finding in one sentence
 * @property {string} [fix] the line to change
 */

/** Collects findings. */
export function createFindings() {
  /** @type {Finding[]} */
  const all = [];
  /** @param {Level} level */
  const add =
    (level) =>
    (/** @type {string} */ area, /** @type {string} */ text, /** @type {string} */ fix = '') =>
      void all.push({ level, area, text, ...(fix && { fix }) });
  return { all, ok: add('ok'), note: add('note'), warning: add('warning'), error: add('error') };
}
/** @typedef {ReturnType<typeof createFindings>} Findings */

const MARKS = { ok: '✓', note: '·', warning: '!', error: '✗' };

/** Plain sentences, grouped by what was checked. @param {readonly Finding[]} findings */
export function toText(findings) {
  const areas = [...new Set(findings.map(({ area }) => area))];
  const groups = areas.map((area) =>
    [
      area,
      ...findings
        .filter((finding) => finding.area === area)
        .flatMap(({ level, text, fix }) => [`  ${MARKS[level]} ${text}`, ...(fix ? indent(fix) : [])]),
    ].join('\n'),
  );
  const count = (/** @type {Level} */ level) => findings.filter((finding) => finding.level === level).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return `${groups.join('\n\n')}\n\n${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}\n`;
}

/** @param {string} fix */
const indent = (fix) => fix.split('\n').map((line) => `      ${line}`);
