import type { EngineOutcome } from './outcome.js';
import { signalNames } from './signals.js';
import { support } from './support.js';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The outcomes as Markdown: a row for each signal, a column for each engine, and what the engines lack. */
export function createTable(outcomes: readonly EngineOutcome[]): string {
  const reasons = [...new Set(signalNames.flatMap((name) => support[name]?.reason ?? []))];
  const cell = ({ engine, arrived }: EngineOutcome, name: (typeof signalNames)[number]): string => {
    const number = reasons.indexOf(support[name]?.reason ?? '') + 1;
    // What arrives by chance is not promised.
    if (arrived.includes(name) && !(engine === 'chromium-80' && number)) return '✓';
    return `– <sup>${number}</sup>`;
  };
  return [
    row(['', ...outcomes.map(({ title }) => title)]),
    row(['---', ...outcomes.map(() => ':---:')]),
    ...signalNames.map((name) => row([name, ...outcomes.map((outcome) => cell(outcome, name))])),
    '',
    ...reasons.map((reason, index) => `${index + 1}. Missing: ${reason}.`),
  ].join('\n');
}
