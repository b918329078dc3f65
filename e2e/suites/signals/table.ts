import type { EngineOutcome } from './outcome.js';
import { signalNames } from './signals.js';
import { support } from './support.js';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Returns the outcomes as Markdown: a row per signal, a column per engine, and what engines lack. */
export function createTable(outcomes: readonly EngineOutcome[]): string {
  const reasons = [...new Set(signalNames.flatMap((name) => support[name]?.reason ?? []))];
  const cell = ({ engine, arrived }: EngineOutcome, name: (typeof signalNames)[number]): string => {
    const number = reasons.indexOf(support[name]?.reason ?? '') + 1;
    // A signal that arrives by chance is not promised.
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
