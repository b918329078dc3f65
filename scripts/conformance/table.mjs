#!/usr/bin/env node
// @ts-check
// npm run docs:conformance: docs/reference/request-conformance.md, from two runs of the conformance suite, with OpenTelemetry's
// patches and with ours. It lasts some three minutes and needs dist/. Fails if a listed difference is gone, or one is not listed.
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
if (leaking.length)
  throw new Error(`With otel-rum these memory tests fail: ${leaking.map(({ title }) => title)}`);

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

/** @param {Finding} finding shows one case by name, and the number of the others */
function line({ summary, cases: [first, ...more] }) {
  const isShared = first && first in accepted && more.every((name) => name in accepted);
  return `- ${summary}${isShared ? ', as with otel-rum' : ''}. — *${first}*${more.length ? `, and ${more.length} like it` : ''}`;
}

/** Returns the accepted differences of otel-rum, grouped by reason. */
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

Each case is something that an app does. It runs in Chromium on the native functions, then on patched ones, and must look the same.
The suite compares results, errors and rejections, the order of events, unhandled rejections, the console, and each request as the
server receives it, except the trace headers. A difference is not always harmful: visible differences and failures are listed
separately. The suite is our own, so it only covers cases that we thought of; they are in \`e2e/fixtures/conformance/cases\`.

Generated by \`npm run build && npm run docs:conformance\` from ${await versionOf('@opentelemetry/instrumentation-fetch')} and
${await versionOf('@opentelemetry/instrumentation-xml-http-request')}, set up as their documentation shows, and from this repository’s
otel-rum, in ${/\w+ \d+/.exec(chromium)?.[0] ?? 'Chromium'}.

${row('Cases', 'All', 'OpenTelemetry’s: same as native', 'differ', 'otel-rum: same as native', 'differ')}
${row('---', '---:', '---:', '---:', '---:', '---:')}
${groupRows().join('\n')}

${row('Memory (e2e/scenarios/requests/requests-memory.spec.ts)', 'OpenTelemetry’s', 'otel-rum')}
${row('---', '---', '---')}
${theirs.memory.map(({ title, isPassed }) => row(title, isPassed ? 'passes' : 'fails', 'passes')).join('\n')}

## What OpenTelemetry’s patches break

${findings.harms.map(line).join('\n')}

## Other visible differences of OpenTelemetry’s patches

${findings.traits.map(line).join('\n')}

## Visible differences of otel-rum

${acceptedLines().join('\n')}
`;
}
