import type { Page } from '@playwright/test';
import type { Collector } from '../harness/collector.js';
import type { Site } from '../harness/site.js';
import { expect, flush } from '../harness/test.js';
import { type BuiltApp, serveApp } from './build-app.js';
import { ROUTER_CONTRACT, type RouterStep } from './router-contract.js';

interface World {
  page: Page;
  site: Site;
  collector: Collector;
}

interface Variation {
  /** A template as the router writes it. @default as it is */
  inRouter?: ((template: string) => string) | undefined;
  /** The visit. @default all of the contract */
  steps?: readonly RouterStep[];
}

/** Makes the contract's visit in an app, and compares the page views and errors that the collector has got. */
export async function followRouterContract(
  { page, site, collector }: World,
  app: BuiltApp,
  { inRouter = (template) => template, steps = ROUTER_CONTRACT }: Variation = {},
): Promise<void> {
  const documents = steps.flatMap(({ act, link }) => (act === 'load' && link ? [link] : []));
  serveApp(site, app, collector.url, { paths: documents });
  for (const { act, link = '', heading } of steps) {
    if (act === 'load') {
      if (page.url().startsWith(site.url)) await flush(page);
      await page.goto(`${site.url}${link}`);
    } else if (act === 'follow') await page.click(`a[href="${link}"]`);
    else await page.goBack();
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  }

  const views = steps.filter(({ isSameView }) => !isSameView);
  // A view that is still being made when its document ends is sent while the next one loads.
  const told = (eventName: string) =>
    collector.logs.filter((log) => log.eventName === eventName).sort((a, b) => a.timeMillis - b.timeMillis);
  await collector.waitFor(
    () => told('browser.navigation').length >= views.length,
    `${views.length} page views`,
  );
  await flush(page);
  const pathOf = (url: unknown) => new URL(String(url)).pathname;
  expect(
    told('browser.navigation').map(({ attributes }) => [
      pathOf(attributes['url.full']),
      attributes['otel_rum.document.url.template'],
    ]),
  ).toEqual(views.map(({ link, lands = link, template }) => [lands, inRouter(template)]));
  const ids = told('browser.navigation').map(({ attributes }) => attributes['otel_rum.page_view.id']);
  expect(new Set(ids).size).toBe(views.length);
  expect(
    told('exception').map(({ attributes }) => [
      attributes['exception.message'],
      attributes['otel_rum.document.url.template'],
    ]),
  ).toEqual(steps.flatMap(({ error, template }) => (error ? [[error, inRouter(template)]] : [])));
}
