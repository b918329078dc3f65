// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startDemo } from '../../demo/start-demo.mjs';
import { lookAround } from '../../e2e/harness/film-shop.mjs';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/browser.mjs';

/** @typedef {{ path: string, body: string }} ExportRequest */

/**
 * Records what the pages send on a visit to the film shop: the list, a film, a search, and the end of the page.
 *
 * @param {string} folder for the collector's files
 * @returns {Promise<{ requests: ExportRequest[], pageViews: number, records: number }>} records: spans, events and data points
 */
export async function recordVisit(folder) {
  const demo = await startDemo({ dataDir: folder });
  const executablePath = await ensureChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_ARGS,
  });
  try {
    const page = await browser.newPage();
    await lookAround(page, `${demo.url}/react/`);
    await page.goto('about:blank');
  } finally {
    await browser.close();
    // Accepted requests are written before the demo is closed.
    await demo.close();
  }
  const requests = [];
  for (const signal of ['traces', 'logs', 'metrics']) {
    const lines = (await readFile(join(folder, `${signal}.jsonl`), 'utf8')).split('\n').filter(Boolean);
    for (const body of lines)
      if (body.includes('"movies-react"')) requests.push({ path: `/v1/${signal}`, body });
  }
  const all = requests.map(({ body }) => body).join();
  const ids = [...all.matchAll(/"otel_rum\.page_view\.id","value":\{"stringValue":"(\w+)"/g)].map(
    ([, id]) => id,
  );
  return { requests, pageViews: new Set(ids).size, records: countRecords(requests) };
}

/** @param {ExportRequest[]} requests */
function countRecords(requests) {
  let count = 0;
  for (const { body } of requests)
    JSON.parse(body, (name, value) => {
      if (['spans', 'logRecords', 'dataPoints'].includes(name)) count += value.length;
      return value;
    });
  return count;
}
