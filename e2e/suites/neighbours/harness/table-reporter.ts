import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FullResult, Reporter, Suite } from '@playwright/test/reporter';
import { type Figures, figuresDir, isOnlyMeasured } from './figures.js';
import { createTables } from './tables.js';

const PAGE = fileURLToPath(new URL('../../../../docs/reference/neighbours.md', import.meta.url));
const BEFORE = fileURLToPath(new URL('../release-0.1.json', import.meta.url));
const SECTION = /(<!-- neighbours:begin -->\n)[\s\S]*(<!-- neighbours:end -->)/;

/** Writes the figures of a whole run into docs/reference/neighbours.md, or those of another release beside it, if requested. */
class TableReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
    rmSync(figuresDir(), { recursive: true, force: true });
    mkdirSync(figuresDir(), { recursive: true });
  }

  onEnd({ status }: FullResult): void {
    const tests = this.#suite?.allTests() ?? [];
    const failed = tests.filter((test) => !test.ok()).length;
    console.log(`\nneighbours: ${tests.length - failed} passed, ${failed} failed`);
    const figures = readdirSync(figuresDir())
      .map((file) => JSON.parse(readFileSync(join(figuresDir(), file), 'utf8')) as Figures)
      .sort((left, right) => left.name.localeCompare(right.name));
    if (isOnlyMeasured()) {
      writeFileSync(BEFORE, `${JSON.stringify(figures.map(shorten), undefined, 2)}\n`);
    } else if (process.env.OTEL_RUM_WRITE_TABLE && status === 'passed') {
      const before = JSON.parse(readFileSync(BEFORE, 'utf8')) as Partial<Figures>[];
      const page = readFileSync(PAGE, 'utf8');
      writeFileSync(
        PAGE,
        page.replace(SECTION, (_, begin, end) => `${begin}\n${createTables(figures, before)}\n\n${end}`),
      );
    }
  }
}

/** Figures that the comparison needs. */
function shorten(figures: Figures): Partial<Figures> {
  const { versions: _, did: __, requests: ___, ...rest } = figures;
  return rest;
}

// biome-ignore lint/style/noDefaultExport: Playwright reads it
export default TableReporter;
