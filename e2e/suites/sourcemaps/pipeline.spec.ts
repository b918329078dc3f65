import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { startServer } from 'otel-rum-sourcemaps';
import { test as base, expect } from '../../harness/test.js';
import { serveBuild } from './serve-build.js';
import { compare, messages, readTruth } from './truth.js';

const out = fileURLToPath(new URL('../../../packages/sourcemaps/e2e/out/', import.meta.url));

const test = base.extend<{ endpoint: string }>({
  /** `serve` before the collector, as in a pipeline. */
  endpoint: async ({ collector }, use) => {
    const server = await startServer({ maps: `${out}maps`, forward: collector.url, port: 0 });
    await use(server.url);
    await server.close();
  },
});

const cause = (page: Page, fault: string) =>
  page.evaluate((name) => {
    setTimeout(() => (globalThis as unknown as { faults: Record<string, () => void> }).faults[name]?.());
  }, fault);

test('two concurrent releases, and a chunk of the old one after a deployment', async ({
  page,
  context,
  site,
  collector,
  endpoint,
}) => {
  const framesOf = async (fault: string, version: string) => {
    const { attributes } = await collector.waitForEvent(
      'exception',
      (log) =>
        log.attributes['exception.message'] === messages[fault] &&
        log.resource['service.version'] === version,
    );
    return attributes['otel_rum.exception.frames'] as string[];
  };
  const first = readTruth();
  const second = readTruth(`${out}release-2-app/`);
  expect(second.own?.[0]?.line).toBe((first.own?.[0]?.line ?? 0) + 3);

  serveBuild(site, `${out}vite`, endpoint, '1');
  await page.goto(`${site.url}/app/?faults=own`);
  expect(compare(await framesOf('own', '1'), first.own ?? [], false)).toBe('');

  serveBuild(site, `${out}release-2`, endpoint, '2');
  const newer = await context.newPage();
  await newer.goto(`${site.url}/app/?faults=own`);
  expect(compare(await framesOf('own', '2'), second.own ?? [], false)).toBe('');

  await cause(page, 'dynamic');
  await cause(newer, 'dynamic');
  expect(compare(await framesOf('dynamic', '1'), first.dynamic ?? [], false)).toBe('');
  expect(compare(await framesOf('dynamic', '2'), second.dynamic ?? [], false)).toBe('');
});

test('a long frame and INP name the function, the file and the line of their script', async ({
  page,
  site,
  collector,
  endpoint,
}) => {
  serveBuild(site, `${out}vite`, endpoint);
  await page.goto(`${site.url}/app/?faults=`);
  await page.waitForFunction(() => 'faults' in globalThis);
  await page.mouse.click(200, 100);
  const place = { file: 'src/slow.ts', line: 2, name: 'filterFilms' };
  const placeIn = (attributes: Record<string, unknown>, prefix: string) => ({
    file: attributes[`${prefix}code.file.path`],
    line: attributes[`${prefix}code.line.number`],
    name: attributes[`${prefix}code.function.name`],
  });
  const script = 'otel_rum.long_animation_frame.script.';
  const frame = await collector.waitForEvent('browser.long_animation_frame', ({ attributes }) =>
    String(attributes[`${script}invoker`]).includes('click'),
  );
  expect(placeIn(frame.attributes, script), JSON.stringify(frame.attributes)).toEqual(place);

  await page.close();
  const inp = await collector.waitForEvent('browser.web_vital', ({ attributes }) =>
    Object.values(attributes).includes('inp'),
  );
  expect(placeIn(inp.attributes, 'otel_rum.web_vital.attribution.longest_script.')).toEqual(place);
});
