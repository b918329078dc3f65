import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { engineNames } from './engines.js';
import { type EngineOutcome, OUTCOME } from './outcome.js';
import { createTable } from './table.js';

const PAGE = fileURLToPath(new URL('../../../docs/reference/browsers.md', import.meta.url));
const SECTION = /(<!-- signals:begin -->\n)[\s\S]*(<!-- signals:end -->)/;

/** Prints which signals arrived from each engine; a run of all engines may write them into docs/reference/browsers.md. */
class TableReporter implements Reporter {
  readonly #outcomes: EngineOutcome[] = [];

  onTestEnd(_test: TestCase, { attachments, status }: TestResult): void {
    const body = attachments.find(({ name }) => name === OUTCOME)?.body;
    if (body && status === 'passed') this.#outcomes.push(JSON.parse(String(body)) as EngineOutcome);
  }

  onEnd({ status }: FullResult): void {
    const outcomes = engineNames.flatMap((name) => this.#outcomes.filter(({ engine }) => engine === name));
    const table = createTable(outcomes);
    console.log(`\n${table}`);
    if (!process.env.OTEL_RUM_WRITE_TABLE || status !== 'passed' || outcomes.length < engineNames.length)
      return;
    const page = readFileSync(PAGE, 'utf8');
    if (!SECTION.test(page)) throw new Error(`${PAGE} has no marks for the table`);
    writeFileSync(
      PAGE,
      page.replace(SECTION, (_, begin, end) => `${begin}\n${table}\n\n${end}`),
    );
  }
}

// biome-ignore lint/style/noDefaultExport: Playwright reads it
export default TableReporter;
