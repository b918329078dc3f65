import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { type CellOutcome, OUTCOME } from './outcome.js';
import { createTable } from './table.js';

const PAGE = fileURLToPath(new URL('../../../docs/reference/delivery.md', import.meta.url));
const SECTION = /(<!-- page-end:begin -->\n)[\s\S]*(<!-- page-end:end -->)/;

/** Prints what arrived, and writes it into docs/reference/delivery.md if `scripts/test-browsers.mjs` asks for it. */
class TableReporter implements Reporter {
  readonly #outcomes: CellOutcome[] = [];

  onTestEnd(_test: TestCase, { attachments, status, retry }: TestResult): void {
    const body = attachments.find(({ name }) => name === OUTCOME)?.body;
    if (!body) return;
    const outcome = JSON.parse(String(body)) as CellOutcome;
    if (status === 'passed') this.#outcomes.push(outcome);
    const counts = outcome.arrivals.map(
      ({ what, arrived, expected, repeated, limit }) =>
        `${what} ${arrived}/${expected}${repeated ? `, ${repeated} again` : ''}${limit < 0 ? '' : ' (limit)'}`,
    );
    if (status !== 'passed')
      console.log(
        `    ${outcome.engine}, ${outcome.end}, ${outcome.state}, try ${retry + 1}: ${counts.join(' · ')}`,
      );
  }

  onEnd({ status }: FullResult): void {
    const table = createTable(this.#outcomes);
    console.log(`\n${table}`);
    if (process.env.OTEL_RUM_WRITE_TABLE && status === 'passed') {
      const page = readFileSync(PAGE, 'utf8');
      if (!SECTION.test(page)) throw new Error(`${PAGE} has no marks for the table`);
      writeFileSync(
        PAGE,
        page.replace(SECTION, (_, begin, end) => `${begin}\n${table}\n\n${end}`),
      );
    }
  }
}

// biome-ignore lint/style/noDefaultExport: Playwright reads it
export default TableReporter;
