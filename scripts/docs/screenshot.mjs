#!/usr/bin/env node
// @ts-check
// npm run docs:screenshot: takes docs/images/demo.png, README.md's picture: the demo after a click on a film, with the click's
// trace.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startDemo } from '../../demo/start-demo.mjs';
import { ensureChromium } from '../browser.mjs';
import { root } from '../run.mjs';

const picture = join(root, 'docs', 'images', 'demo.png');
const MAX_BYTES = 300_000;

const dataDir = await mkdtemp(join(tmpdir(), 'otel-rum-screenshot-'));
const demo = await startDemo({ dataDir });
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
try {
  await takePicture();
} finally {
  await browser.close();
  await demo.close();
  await rm(dataDir, { recursive: true });
}

const { size } = await stat(picture);
console.log(`docs/images/demo.png written: ${size} bytes`);
if (size > MAX_BYTES) throw new Error(`that is over ${MAX_BYTES} bytes`);

async function takePicture() {
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
  // The trace is complete when the last service has reported, and the route change has settled.
  const spans = live.getByRole('tree', { name: 'Spans of the trace' });
  for (const name of [/click film card/, /navigation/, /server GET \/ratings/]) {
    await spans.getByRole('treeitem', { name }).waitFor();
  }
  await page.screenshot({ path: picture });
}
