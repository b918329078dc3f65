#!/usr/bin/env node
// @ts-check
// npm run docs:conformance: docs/reference/request-conformance.md, from two runs of the conformance suite, with OpenTelemetry's
// patches and with ours. Some three minutes; it needs dist/. Fails where a finding is no longer so, or has no words yet.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureChromium } from '../browser.mjs';
import { row } from '../docs/generated-text.mjs';
import { root } from '../run.mjs';
import { findings } from './findings.mjs';
import { measure } from './measure.mjs';

/** @typedef {import('./measure.mjs').Measured} Measured */
/** @typedef {import('./findings.mjs').Finding} Finding */

const browser = await ensureChromium();
const theirs = await measure('official');
const ours = await measure('otel-rum');
const accepted = await readAccepted();

const known = [...findings.harms, ...findings.traits].flatMap(({ cases }) => cases);
failOnOthers('with the official patches (findings.mjs)', differing(theirs), known);
failOnOthers('with otel-rum (e2e/fixtures/conformance/accepted.ts)', differing(ours), Object.keys(accepted));

const leaking = ours.memory.filter(({ isPassed }) => !isPassed);
if (leaking.length) throw new Error(`With otel-rum it does not hold: ${leaking.map(({ title }) => title)}`);

const file = join(root, 'docs', 'reference', 'request-conformance.md');
await writeFile(file, await render());
console.log('docs/reference/request-conformance.md written');

/** @param {Measured} measured the cases that differ */
function differing({ groups }) {
  return groups.flatMap(({ results }) =>
    results.filter((one) => one.differences.length).map(({ name }) => name),
  );
}

/** @param {string} what @param {string[]} found @param {string[]} expected */
function failOnOthers(what, found, expected) {
  const missing = found.filter((name) => !expected.includes(name));
  const gone = expected.filter((name, index) => !found.includes(name) || expected.indexOf(name) !== index);
  if (!missing.length && !gone.length) return;
  const lines = [
    ...missing.map((name) => `not listed: ${name}`),
    ...gone.map((name) => `does not differ: ${name}`),
  ];
  throw new Error(`The differences ${what} do not match the list:\n${lines.join('\n')}`);
}

/** @returns {Promise<Record<string, string>>} */
async function readAccepted() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'e2e', 'fixtures', 'conformance', 'accepted.ts')],
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).accepted;
}

/** @param {string} name */
async function versionOf(name) {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8'));
  return `\`${name}\` ${version}`;
}

/** @param {Finding} finding one case by name, of the others how many */
function line({ says, cases: [first, ...more] }) {
  const isShared = first && first in accepted && more.every((name) => name in accepted);
  return `- ${says}${isShared ? ', as with otel-rum' : ''}. — *${first}*${more.length ? `, and ${more.length} like it` : ''}`;
}

/** Ours, by the reason. */
function acceptedLines() {
  const byReason = new Map();
  for (const [name, reason] of Object.entries(accepted)) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  const isShared = (/** @type {string} */ name) => (known.includes(name) ? ' (theirs too)' : '');
  return [...byReason].map(
    ([reason, cases]) =>
      `- ${reason} — ${cases.map((/** @type {string} */ name) => `*${name}*${isShared(name)}`).join(', ')}`,
  );
}

function groupRows() {
  const differ = (/** @type {Measured} */ { groups }, /** @type {string} */ name) =>
    groups.find((group) => group.name === name)?.results.filter((one) => one.differences.length).length ??
    Number.NaN;
  const counts = theirs.groups.map(({ name, results }) => ({
    name,
    cases: results.length,
    theirs: differ(theirs, name),
    ours: differ(ours, name),
  }));
  const sum = (/** @type {'cases' | 'theirs' | 'ours'} */ key) =>
    counts.reduce((total, one) => total + one[key], 0);
  return [...counts, { name: '**All**', cases: sum('cases'), theirs: sum('theirs'), ours: sum('ours') }].map(
    (one) =>
      row(
        one.name,
        ...[one.cases, one.cases - one.theirs, one.theirs, one.cases - one.ours, one.ours].map((count) =>
          String(count),
        ),
      ),
  );
}

async function render() {
  const chromium = execFileSync(browser, ['--version'], { encoding: 'utf8' });
  return `# How requests look to the app under a patch

Each case is something that an app does: it is run in Chromium on the native functions, then on patched ones, and must look the same.
Compared are what the app gets, what throws and what rejects, the order of events, unhandled rejections, the console, and each
request as the server receives it, but for the trace headers. A difference is not always a harm: what can be seen and what breaks are
distinguished below. The suite is ours, so it looks for what we thought of; its cases are in \`e2e/fixtures/conformance/cases\`, to add to.

Made by \`npm run build && npm run docs:conformance\`, of ${await versionOf('@opentelemetry/instrumentation-fetch')} and
${await versionOf('@opentelemetry/instrumentation-xml-http-request')}, set up as their documentation has it, and of this repository’s
otel-rum, in ${/\w+ \d+/.exec(chromium)?.[0] ?? 'Chromium'}.

${row('Cases', 'All', 'OpenTelemetry’s: as native', 'differ', 'otel-rum: as native', 'differ')}
${row('---', '---:', '---:', '---:', '---:', '---:')}
${groupRows().join('\n')}

${row('Memory (e2e/scenarios/requests/requests-memory.spec.ts)', 'OpenTelemetry’s', 'otel-rum')}
${row('---', '---', '---')}
${theirs.memory.map(({ title, isPassed }) => row(title, isPassed ? 'holds' : 'does not hold', 'holds')).join('\n')}

## What OpenTelemetry’s do to an app

${findings.harms.map(line).join('\n')}

## What can be seen of them, and breaks little

${findings.traits.map(line).join('\n')}

## What can be seen of otel-rum

${acceptedLines().join('\n')}
`;
}
