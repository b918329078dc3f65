import type { BrowserContext, Page } from '@playwright/test';
import type { Collector } from '../harness/collector.js';
import { html, type Site } from '../harness/site.js';
import { app } from './app.js';

export interface World {
  page: Page;
  site: Site;
  collector: Collector;
}

/** What makes a page hostile. Scripts are code, or functions that run in the page as they are. */
export interface Hostility {
  /** Runs before otel-rum. */
  before?: string | (() => void);
  /** Runs after it, before the app. */
  after?: string | (() => void);
  /** Markup before all scripts. */
  head?: string;
  /** Markup before the app. */
  body?: string;
  headers?: Record<string, string>;
  /** Attributes of every script's tag. */
  tag?: string;
  /** The tags by which otel-rum comes. @default the bundle, that starts itself */
  ours?: string;
  options?: Record<string, string>;
}

/** All that the page's author, its visitor and its app could see. */
export interface Seen {
  /** The app's own account. */
  app: string[];
  console: string[];
  uncaught: string[];
  /** Own keys of the global object. */
  keys: string[];
}

const asScript = (code: string | (() => void) = '') => (typeof code === 'string' ? code : `(${code})();`);

/** The tag of the README, but for `async`: what comes before and after it is the test's to say. */
export const ourTag = (endpoint: string, options: Record<string, string> = {}, attributes = ''): string => {
  const data = { 'service-name': 'shop', endpoint, 'flush-interval-millis': '200', ...options };
  const list = Object.entries(data).map(([name, value]) => `data-${name}='${value}'`);
  return `<script ${attributes} src="/otel-rum.iife.js" ${list.join(' ')}></script>`;
};

function markup(hostility: Hostility, ours: string): string {
  const { before, after, head = '', body = '', tag = '' } = hostility;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}
<script ${tag}>${asScript(before)}</script>
${ours}
<script ${tag}>${asScript(after)}</script>
</head><body><button id="go">Go</button>${body}<script ${tag}>(${app})();</script></body></html>`;
}

/** Opens the page, lets the app do what it does, and gives what could be seen. */
async function visit(context: BrowserContext, page: Page, url: string): Promise<Seen> {
  const seen: Omit<Seen, 'app' | 'keys'> = { console: [], uncaught: [] };
  context.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => seen.uncaught.push(String(error.error())));
  await page.goto(url);
  // By locators, that run in a world of their own: the page's is not to be trusted.
  await page.locator('#ready').waitFor({ state: 'attached' });
  await page.locator('#go').click();
  await page.locator('#done').waitFor({ state: 'attached' });
  const lines = async (id: string) => ((await page.locator(id).textContent()) ?? '').split('\n');
  return {
    app: await lines('#seen'),
    keys: await lines('#keys'),
    console: seen.console.sort(),
    uncaught: seen.uncaught.sort(),
  };
}

/** A visitor without otel-rum, as the site can tell and the page cannot. */
const WITHOUT = 'x-without';

/** Opens the page without otel-rum, in a context of its own, and with it, on the test's page, which stays open. */
export async function visitBoth(world: World, hostility: Hostility): Promise<{ native: Seen; ours: Seen }> {
  const { page, site, collector } = world;
  const { ours = ourTag(collector.url, hostility.options, hostility.tag), headers } = hostility;
  site.serve('/shop', (request) => html(markup(hostility, request.headers[WITHOUT] ? '' : ours), headers));
  const browser = page.context().browser();
  if (!browser) throw new Error('A browser is needed');
  const other = await browser.newContext({ extraHTTPHeaders: { [WITHOUT]: 'otel-rum' } });
  const [native, seen] = await Promise.all([
    other.newPage().then((without) => visit(other, without, `${site.url}/shop`)),
    visit(page.context(), page, `${site.url}/shop`),
  ]);
  await other.close();
  return { native, ours: seen };
}

/** Own keys of the global object that are ours: the script's name, and what OpenTelemetry's API shares by. */
export const addedKeys = (isRunning = true): string[] => [
  ...(isRunning ? ['Symbol(io.opentelemetry.js.api.logs)', 'Symbol(opentelemetry.js.api.1)'] : []),
  'Symbol(otel-rum)',
  'otelRum',
];
