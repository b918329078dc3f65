import { writeFile } from 'node:fs/promises';
import { analysePage } from '../../../demo/full/analyse-page.mjs';
import { answer, askPrometheus } from '../../../demo/full/questions/answer.mjs';
import { questions } from '../../../demo/full/questions/questions.mjs';
import { dashboard } from '../../../examples/grafana/dashboard.mjs';
import { expect, test } from './full-test.js';
import { visit } from './visit.js';

const page = new URL('../../../docs/guides/analyse.md', import.meta.url);
/** A visit to two apps, on a machine that runs seven servers beside the browser. */
const VISIT_MILLIS = 120_000;

test('a visit answers every question of docs/guides/analyse.md, and every query of the dashboard', async ({
  browser,
  full,
}) => {
  test.setTimeout(3 * VISIT_MILLIS);
  // Two visits: increase() does not count the first sample of a series.
  for (let count = 0; count < 2; count += 1) {
    const context = await browser.newContext();
    await visit(await context.newPage(), full.url);
    await context.close();
  }

  const prometheusUrl = full.prometheusUrl as string;
  const backends = { prometheusUrl, elasticsearchUrl: full.elasticsearchUrl as string };
  const ask = async (question: (typeof questions)[number]) => {
    await full.flush();
    return answer(question, backends);
  };
  for (const question of questions)
    await expect.poll(() => ask(question), { message: question.title, timeout: 20_000 }).not.toEqual([]);
  if (process.env.OTEL_RUM_WRITE_ANSWERS) {
    const answered = questions.map(async (question) => ({ question, rows: await ask(question) }));
    await writeFile(page, analysePage(await Promise.all(answered)));
  }

  // As Grafana would ask for the last hour.
  const expand = (expression: string) =>
    expression
      .replaceAll('$__range', '1h')
      .replaceAll('$__rate_interval', '5m')
      .replaceAll(/"\$\w+"/g, '".*"');
  for (const { title, targets } of dashboard.panels) {
    for (const { expr } of targets) {
      const ask = () => askPrometheus(expand(expr), prometheusUrl);
      await expect.poll(ask, { message: title, timeout: 20_000 }).not.toEqual([]);
    }
  }
});
