import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from 'otel-rum-sourcemaps';
import type { BrowserName } from '../../../scripts/browser.mjs';
import { test as base, expect } from '../../harness/test.js';
import { type Browsers, createBrowsers, engines } from '../page-end/engines.js';
import { serveBuild } from './serve-build.js';
import { OUTCOME } from './table-reporter.js';
import { compare, messages, readTruth } from './truth.js';

const builds = fileURLToPath(new URL('../../../packages/sourcemaps/e2e/out/', import.meta.url));
const bundlers = (process.env.OTEL_RUM_BUNDLERS ?? 'vite,rollup,webpack,rspack,esbuild,next').split(',');

const test = base.extend<object, { engine: BrowserName; browsers: Browsers }>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  browsers: [
    async ({ engine }, use) => {
      const browsers = createBrowsers(engine);
      await use(browsers);
      await browsers.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // Replaces the harness's fixture, whose context would start Playwright's own browser.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  consoleOutput: async ({}, use) => use({ errors: [], messages: [] }),
});

const truth = readTruth();

for (const bundler of bundlers) {
  test(`${bundler}: every stack names files, lines and functions of the source`, async ({
    browsers,
    engine,
    site,
    collector,
  }, testInfo) => {
    const reports: string[] = [];
    const server = await startServer({
      maps: `${builds}maps`,
      forward: collector.url,
      port: 0,
      report: (message) => reports.push(message),
    });
    serveBuild(site, `${builds}${bundler}`, server.url);
    const browser = await browsers.get(false);
    const tab = await browser.open(`${site.url}/app/`);
    try {
      const found = await collector.waitFor(
        ({ logs }) => {
          const errors = logs.filter(({ eventName }) => eventName === 'exception');
          return errors.length >= Object.keys(messages).length && errors;
        },
        'all errors',
        60_000,
      );
      const results = Object.entries(messages).map(([fault, message]) => {
        const attributes =
          found.find((log) => log.attributes['exception.message'] === message)?.attributes ?? {};
        const frames = (attributes['otel_rum.exception.frames'] ?? []) as string[];
        const original = (attributes['otel_rum.exception.frames.original'] ?? []) as string[];
        // WebKit's stacks name no file for evaluated code: they stay unchanged.
        const isNameless = fault === 'worker' && engine === 'webkit' && original.length === 0;
        const difference = isNameless ? '' : compare(frames, truth[fault] ?? [], fault === 'inlined');
        const isInApp =
          isNameless || (attributes['otel_rum.exception.frames.in_app'] as boolean[] | undefined)?.[0];
        return { fault, difference, isInApp, frames: frames.slice(0, 6), original: original.slice(0, 6) };
      });
      await testInfo.attach(OUTCOME, {
        contentType: 'application/json',
        body: JSON.stringify({
          bundler,
          engine: `${engines[engine].title} ${browser.version}`,
          results: results.map(({ fault, difference, original }) => ({
            fault,
            isRight: difference === '',
            frames: Math.min(5, original.length),
          })),
        }),
      });
      expect(reports, 'each map was found, and each request was read').toEqual([]);
      expect(results.filter(({ difference }) => difference)).toEqual([]);
      expect(results.filter(({ isInApp }) => !isInApp).map(({ fault }) => fault)).toEqual(['library']);
    } finally {
      await tab.close();
      await server.close();
    }
  });

  test(`${bundler}: no source map is published, and none is named`, async () => {
    const outDir = `${builds}${bundler}`;
    expect(existsSync(outDir)).toBe(true);
    const files = readdirSync(outDir, { recursive: true }).map(String);
    expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
  });
}
