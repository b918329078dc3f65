import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Name of the attachment of a test that compares an app's stacks with the source. */
export const OUTCOME = 'outcome';

interface Outcome {
  bundler: string;
  engine: string;
  results: { fault: string; isRight: boolean; frames: number }[];
}

const page = fileURLToPath(new URL('../../../docs/reference/readable-errors.md', import.meta.url));
const TABLE = /(<!-- sourcemaps:start -->\n)[\s\S]*?(<!-- sourcemaps:end -->)/;

/** Writes the results into the docs: the number of right frames for each bundler, fault and engine. */
class TableReporter implements Reporter {
  private readonly outcomes = new Map<string, Outcome>();

  onTestEnd(_test: TestCase, { attachments }: TestResult) {
    for (const { name, body } of attachments) {
      if (name !== OUTCOME || !body) continue;
      const outcome = JSON.parse(body.toString('utf8')) as Outcome;
      this.outcomes.set(`${outcome.bundler} ${outcome.engine}`, outcome);
    }
  }

  onEnd() {
    const outcomes = [...this.outcomes.values()];
    if (!process.env.OTEL_RUM_WRITE_TABLE || outcomes.length === 0) return;
    const text = readFileSync(page, 'utf8');
    writeFileSync(
      page,
      text.replace(TABLE, (_, start, end) => `${start}${tableOf(outcomes)}\n${end}`),
    );
  }
}

function tableOf(outcomes: Outcome[]): string {
  const engines = [...new Set(outcomes.map(({ engine }) => engine))].sort();
  const bundlers = [...new Set(outcomes.map(({ bundler }) => bundler))];
  const faults = outcomes[0]?.results.map(({ fault }) => fault) ?? [];
  const cell = (bundler: string, fault: string) =>
    engines
      .map((engine) => {
        const outcome = outcomes.find((one) => one.bundler === bundler && one.engine === engine);
        const result = outcome?.results.find((one) => one.fault === fault);
        return result?.frames ? (result.isRight ? result.frames : 'wrong') : '–';
      })
      .join(' · ');
  return [
    `Engines, in the order of the numbers: ${engines.join(', ')}.`,
    '',
    `| fault | ${bundlers.join(' | ')} |`,
    `|---|${bundlers.map(() => '---|').join('')}`,
    ...faults.map((fault) => `| ${fault} | ${bundlers.map((bundler) => cell(bundler, fault)).join(' | ')} |`),
  ].join('\n');
}

// biome-ignore lint/style/noDefaultExport: Playwright reads it
export default TableReporter;
