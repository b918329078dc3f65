import { type EndName, ends } from './ends.js';
import { limits } from './limits.js';
import type { CellOutcome } from './outcome.js';
import { type StateName, states } from './states.js';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Returns the outcomes as Markdown: a table per engine, and the reasons of the limits. */
export function createTable(outcomes: readonly CellOutcome[]): string {
  const engines = [...new Set(outcomes.map(({ engine }) => engine))];
  const used = limits.filter((_, index) =>
    outcomes.some(({ arrivals }) =>
      arrivals.some(({ limit, arrived, expected }) => limit === index && arrived < expected),
    ),
  );
  const markOf = (index: number) => used.indexOf(limits[index] as (typeof limits)[number]) + 1;

  /** Returns how many records arrived, over all runs. */
  const cell = (engine: string, end: EndName, state: StateName): string => {
    const runs = outcomes.filter((one) => one.engine === engine && one.end === end && one.state === state);
    const arrivals = runs.flatMap((run) => run.arrivals);
    const missing = arrivals.filter(({ arrived, expected }) => arrived < expected);
    const marks = [...new Set(missing.map(({ limit }) => markOf(limit)))].filter((mark) => mark > 0).sort();
    const arrived = sum(arrivals.map((one) => one.arrived));
    const expected = sum(arrivals.map((one) => one.expected));
    if (!expected) return '–';
    const share = missing.length ? `${arrived} of ${expected}` : `all ${expected}`;
    return marks.length ? `${share} <sup>${marks.join(', ')}</sup>` : share;
  };

  const tables = engines.map((engine) =>
    [
      `### ${engine}`,
      '',
      row(['', ...Object.keys(states)]),
      row(['---', ...Object.keys(states).map(() => '---')]),
      ...(Object.keys(ends) as EndName[]).map((end) =>
        row([end, ...(Object.keys(states) as StateName[]).map((state) => cell(engine, end, state))]),
      ),
    ].join('\n'),
  );
  const reasons = used.map(({ reason }, index) => `${index + 1}. ${reason}`);
  return [...tables, ...(reasons.length ? [`### What is lost, and why\n\n${reasons.join('\n')}`] : [])].join(
    '\n\n',
  );
}
