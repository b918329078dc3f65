import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { startCollector } from '../../../collector/server.mjs';
import { recordBefore } from '../../harness/collector.js';
import { visitBusyPage } from './busy-page.js';
import { startTee } from './tee.js';
import { expect, test } from './test.js';
import { recordsOf } from './wire-records.js';

const SIGNALS = ['traces', 'logs', 'metrics'] as const;

for (const gzip of [false, true]) {
  test(`the Collector reads ${gzip ? 'gzipped' : 'plain'} bytes of a page as the embedded collector does`, async ({
    page,
    site,
    dir,
    start,
  }) => {
    const real = await start();
    const tee = await startTee(real.url);
    const strict = await recordBefore(tee.url);
    await visitBusyPage(page, site, strict, strict.url, { gzip: String(gzip) });
    const missing = async () => [
      strict.spans.length - (await real.count('otelcol_receiver_accepted_spans')),
      strict.logs.length - (await real.count('otelcol_receiver_accepted_log_records')),
    ];
    await expect.poll(missing, 'all that the page sent was accepted').toEqual([0, 0]);
    expect(await real.count('otelcol_receiver_refused_')).toBe(0);
    expect(strict.faults).toEqual([]);
    // Exports in flight while the Collector closes stay in its queue, which it logs.
    expect(real.complaints).toEqual([]);
    await real.close();

    const posts = tee.exchanges.filter(({ method }) => method === 'POST');
    const answers = new Set(posts.map(({ answer }) => answer));
    expect(answers, 'none was rejected').toEqual(new Set(['{"partialSuccess":{}}']));
    const codings = new Set(posts.map(({ headers }) => headers['content-encoding']));
    // Requests at page end are not gzipped.
    expect(codings).toEqual(new Set(gzip ? ['gzip', undefined] : [undefined]));

    const dataDir = join(dir, 'embedded');
    const embedded = await startCollector({ dataDir });
    for (const { path, headers, body } of posts) {
      const same = { 'content-type': 'application/json', ...encodingOf(headers) };
      const answer = await fetch(embedded.url + path, { method: 'POST', headers: same, body });
      expect(answer.status).toBe(200);
    }
    await embedded.close();
    for (const signal of SIGNALS) {
      const expected = recordsOf(await readFile(join(dataDir, `${signal}.jsonl`), 'utf8'));
      expect(recordsOf(await real.read(signal)), signal).toEqual(expected);
      expect(expected.length, `there are ${signal}`).toBeGreaterThan(5);
    }
    await strict.close();
    await tee.close();
  });
}

test('files that differ in a number, a type, an id or a record are distinguished', () => {
  const metric = (value: string) =>
    `{"resourceMetrics":[{"resource":{},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":[{"name":"a","sum":{"dataPoints":[{${value}}],"isMonotonic":true}}]}]}]}`;
  const span = (traceId: string) =>
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${traceId}","status":{}}]}]}]}`;
  const same = recordsOf(`${metric('"asInt":"0"')}\n${span('ab')}`);
  expect(same).toHaveLength(2);
  expect(recordsOf(`${span('ab').replace(',"status":{}', ',"kind":0')}\n\n${metric('"asInt":"0"')}`)).toEqual(
    same,
  );
  for (const other of ['"asInt":"1"', '"asInt":0', '"asDouble":0', ''])
    expect(recordsOf(`${metric(other)}\n${span('ab')}`)).not.toEqual(same);
  expect(recordsOf(`${metric('"asInt":"0"')}\n${span('ac')}`)).not.toEqual(same);
  expect(recordsOf(metric('"asInt":"0"'))).not.toEqual(same);
});

const encodingOf = ({ 'content-encoding': coding }: IncomingHttpHeaders): Record<string, string> =>
  coding ? { 'content-encoding': coding } : {};
