#!/usr/bin/env node
// @ts-check
// node scripts/docs/screenshot.mjs: the pictures in docs/images, taken of the demo as it is. demo.png: a click on a film, and
// what came of it. devtools.png: the panel in a page. With a name (`devtools`) it takes that one alone.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startDemo } from '../../demo/start-demo.mjs';
import { ensureChromium } from '../browser.mjs';
import { root } from '../run.mjs';

const MAX_BYTES = 300_000;
/** @type {Record<string, (path: string) => Promise<void>>} */
const PICTURES = { demo: takeDemo, devtools: takeDevtools };
const [, , only] = process.argv;

const dataDir = await mkdtemp(join(tmpdir(), 'otel-rum-screenshot-'));
const demo = await startDemo({ dataDir });
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
try {
  for (const [name, take] of Object.entries(PICTURES)) {
    if (only && only !== name) continue;
    const path = join(root, 'docs', 'images', `${name}.png`);
    await take(path);
    const { size } = await stat(path);
    console.log(`docs/images/${name}.png written: ${size} bytes`);
    if (size > MAX_BYTES) throw new Error(`that is over ${MAX_BYTES} bytes`);
  }
} finally {
  await browser.close();
  await demo.close();
  await rm(dataDir, { recursive: true });
}

/** @param {string} path */
async function takeDemo(path) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 860 }, colorScheme: 'light' });
  await page.goto(demo.url);
  const shop = page.frameLocator('iframe >> nth=0');
  const live = page.frameLocator('iframe >> nth=1');
  const traces = live.getByRole('listbox', { name: /^Traces/ });

  await page.getByRole('radio', { name: 'React' }).check();
  await shop.getByText('Make something happen').click();
  await shop.getByRole('button', { name: 'Drama' }).click();
  await traces.getByRole('option', { name: 'click genre' }).waitFor();
  await shop.getByRole('link', { name: 'Ordinary Thunder' }).click();
  await traces.getByRole('option', { name: 'click film card' }).waitFor();
  // The trace is whole when the farthest service has reported, and the route change has settled.
  const spans = live.getByRole('tree', { name: 'Spans of the trace' });
  for (const name of [/click film card/, /navigation/, /server GET \/ratings/]) {
    await spans.getByRole('treeitem', { name }).waitFor();
  }
  await page.screenshot({ path });
}

/** @param {string} path */
async function takeDevtools(path) {
  const page = await browser.newPage({ viewport: { width: 1120, height: 760 }, colorScheme: 'light' });
  await page.goto(`${demo.url}/react/movies/1?otel-rum-devtools`);
  // A click is the end of LCP.
  await page.getByRole('link', { name: 'Films' }).click();
  const devtools = () => page.frame({ name: 'otel-rum-devtools' });
  await devtools()?.getByRole('listitem').filter({ hasText: 'LCP' }).getByText('good').waitFor();
  await page.screenshot({ path });
}
