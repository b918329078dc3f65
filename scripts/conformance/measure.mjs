// @ts-check
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, root, run } from '../run.mjs';

/** @typedef {{ name: string, differences: string[] }} CaseResult */
/** @typedef {{ name: string, results: CaseResult[] }} GroupResult */
/** @typedef {{ groups: GroupResult[], memory: { title: string, isPassed: boolean }[] }} Measured */

const report = join(root, 'node_modules', '.cache', 'otel-rum', 'conformance.json');

/**
 * Runs the conformance suite and the memory scenario with a patch (e2e/fixtures/conformance/subjects).
 *
 * @param {string} subject
 * @returns {Promise<Measured>}
 */
export async function measure(subject) {
  await rm(report, { force: true });
  const files = ['requests-conformance.spec', 'requests-memory'];
  await run('playwright', ['test', ...files, '--project=chromium', '--workers=1', '--reporter=list,json'], {
    env: { CONFORMANCE_SUBJECT: subject, PLAYWRIGHT_JSON_OUTPUT_FILE: report, CI: '' },
  }).catch((error) => {
    // A patch may fail the memory scenario; other failures show as missing results.
    if (!(error instanceof CommandError)) throw error;
  });
  const specs = specsOf(JSON.parse(await readFile(report, 'utf8')));
  const isMemory = (/** @type {Spec} */ { file }) => file.includes('memory');
  return {
    groups: specs.filter((spec) => !isMemory(spec)).map(groupOf),
    memory: specs.filter(isMemory).map(({ title, ok }) => ({ title, isPassed: ok })),
  };
}

/** @typedef {{ title: string, file: string, ok: boolean, tests: { results: { attachments: { name: string, body: string }[] }[] }[] }} Spec */
/** @typedef {{ suites?: Suite[], specs?: Spec[] }} Suite */

/** @param {Suite} suite @returns {Spec[]} */
const specsOf = ({ suites = [], specs = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** @param {Spec} spec @returns {GroupResult} */
function groupOf({ title, tests }) {
  const attachments = tests[0]?.results.at(-1)?.attachments ?? [];
  const found = attachments.find(({ name }) => name === 'conformance');
  if (!found) throw new Error(`The group ${title} did not finish`);
  const { group, results } = JSON.parse(Buffer.from(found.body, 'base64').toString('utf8'));
  return { name: group, results };
}
