import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { REACT_18 } from '../../fixtures/frameworks/build-app.js';
import { expect, test } from '../../harness/test.js';
import { startMatrix } from './server.js';
import { row, writeTable } from './table.js';
import { CASES, judge, visit } from './visit.js';

/** Number of concurrent pages, since each is idle for much of the time. */
const AT_ONCE = 6;

async function script(entry: string, alias: Record<string, string> = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`e2e/suites/causality/${entry}.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    alias,
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

test('whose work it is: precision and recall over all situations', async ({
  browser,
  context,
  collector,
  consoleOutput,
}) => {
  test.setTimeout(180_000);
  const zone = readFileSync('node_modules/zone.js/bundles/zone.umd.js', 'utf8');
  const site = await startMatrix(
    {
      '/plain.js': await script('plain'),
      '/react-18.js': await script('react', REACT_18),
      '/react-19.js': await script('react'),
      '/vue.js': await script('vue'),
      '/zone.js': await script('zone'),
      '/zone.js:head': `<script>${zone}</script>`,
    },
    collector.url,
  );
  const waiting = process.env.CASES
    ? CASES.filter(({ id }) => process.env.CASES?.split(',').includes(id))
    : [...CASES];
  const rows = new Map<string, string>();
  const total = { asserted: 0, real: 0, right: 0 };
  const judgeNext = async (): Promise<void> => {
    const one = waiting.shift();
    if (!one) return;
    await visit(context, site.host, one).catch((error) => {
      const errors = consoleOutput.errors.map(({ message }) => message).join();
      throw new Error(`${one.id}: ${error.message} ${errors}`);
    });
    await collector.waitFor(
      ({ spans }) => {
        const judged = judge(spans, one);
        return judged.length >= one.asks && !judged.some(({ recorded }) => recorded.startsWith('orphan'));
      },
      `${one.asks} requests of ${one.id}, there are ${judge(collector.spans, one).length}`,
    );
    const requests = judge(collector.spans, one);
    total.asserted += requests.filter(({ recorded }) => recorded !== 'none').length;
    total.real += requests.filter(({ truth }) => truth !== 'none').length;
    total.right += requests.filter(({ truth, recorded }) => truth !== 'none' && truth === recorded).length;
    rows.set(one.id, row(one, requests));
    return judgeNext();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, judgeNext));
  await site.close();

  const precision = total.right / total.asserted;
  const recall = total.right / total.real;
  const lines = CASES.flatMap(({ id }) => rows.get(id) ?? []);
  const summary = `${rows.size} situations, ${total.real} children: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}.`;
  console.log([...lines, summary].join('\n'));
  if (process.env.OTEL_RUM_DOCS) writeTable(lines, `Chromium ${browser.version()}; ${summary}`);
  expect(precision).toBeGreaterThanOrEqual(0.97);
  expect(recall).toBeGreaterThanOrEqual(0.97);
});
