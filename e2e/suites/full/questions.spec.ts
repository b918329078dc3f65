import { writeFile } from 'node:fs/promises';
import { analysePage } from '../../../demo/full/analyse-page.mjs';
import { openDuckdb } from '../../../demo/full/duckdb/ask-duckdb.mjs';
import { answer, askPrometheus } from '../../../demo/full/questions/answer.mjs';
import { questions } from '../../../demo/full/questions/questions.mjs';
import { dashboard } from '../../../examples/grafana/dashboard.mjs';
import { expect, test } from './full-test.js';
import { visit } from './visit.js';

const page = new URL('../../../docs/guides/analyse.md', import.meta.url);
/** A visit to two apps, on a machine that runs seven servers beside the browser. */
const VISIT_MILLIS = 120_000;

/** Each visit makes one error in each of these apps. */
const APPS = ['movies-react', 'movies-vue'];

type Rows = Record<string, string | number>[];
const sumOf = (rows: Rows, column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);

test('a visit answers every question of docs/guides/analyse.md, and every query of the dashboard', async ({
  browser,
  full,
}) => {
  test.setTimeout(3 * VISIT_MILLIS);
  // Two visits: increase() does not count the first sample of a series.
  for (let count = 0; count < 2; count += 1) {
    const context = await browser.newContext();
    const startedAt = Date.now();
    await visit(await context.newPage(), full.url);
    // A closed context would end the requests of the page's end.
    for (const app of APPS)
      await full.inbox.waitForPoint(
        'otel_rum.exceptions',
        ({ startMillis }, { resource }) => startMillis >= startedAt && resource['service.name'] === app,
      );
    await context.close();
  }

  const prometheusUrl = full.prometheusUrl as string;
  const backends = { prometheusUrl, elasticsearchUrl: full.elasticsearchUrl as string };
  const duckdb = await openDuckdb(full.dataDir);
  const ask = async (question: (typeof questions)[number]) => {
    await full.flush();
    return { question, rows: await answer(question, backends), duckdbRows: await duckdb.ask(question.sql) };
  };
  const askById = (id: string) => ask(questions.find((question) => question.id === id) as never);
  for (const question of questions) {
    const message = question.title;
    await expect.poll(async () => (await ask(question)).rows, { message, timeout: 20_000 }).not.toEqual([]);
    expect((await ask(question)).duckdbRows, message).not.toEqual([]);
  }

  // Documents of Elasticsearch and lines of files are the same records, so both count the same when all have arrived.
  await expect(async () => {
    const { rows, duckdbRows } = await askById('by-plan');
    expect(sumOf(duckdbRows, 'requests')).toBe(sumOf(rows, 'requests'));
  }).toPass({ timeout: 20_000 });
  const databases = await askById('databases');
  const statements = (rows: Rows) => rows.map(({ system, span, spans }) => ({ system, span, spans }));
  expect(statements(databases.duckdbRows)).toEqual(expect.arrayContaining(statements(databases.rows)));
  const slowest = await askById('slowest-action');
  const [document, row] = [slowest.rows[0], slowest.duckdbRows[0]];
  expect([row?.service, `${row?.millis} ms`]).toEqual([document?.service, document?.duration]);
  const beforeErrors = await askById('sessions-with-errors');
  const sessions = (rows: Rows) =>
    new Set(rows.filter(({ event }) => event === 'exception').map(({ session }) => session));
  expect([...sessions(beforeErrors.duckdbRows)]).toEqual(
    expect.arrayContaining([...sessions(beforeErrors.rows)]),
  );
  expect(sessions(beforeErrors.rows).size).toBeGreaterThanOrEqual(2);
  const errors = await askById('errors-by-type');
  for (const app of APPS) {
    const ofApp = (rows: Rows) => rows.filter((row) => (row.service ?? row.service_name) === app);
    expect(sumOf(ofApp(errors.rows), 'value'), `errors of ${app} in Prometheus`).toBeGreaterThanOrEqual(2);
    expect(sumOf(ofApp(errors.duckdbRows), 'errors'), `errors of ${app} in DuckDB`).toBeGreaterThanOrEqual(2);
  }
  if (process.env.OTEL_RUM_WRITE_ANSWERS) {
    const answered = [];
    for (const question of questions) answered.push(await ask(question));
    await writeFile(page, analysePage(answered));
  }
  duckdb.close();

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
