import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Frame, Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { html, type Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

const SCRIPT = fileURLToPath(new URL('../../../dist/otel-rum.iife.js', import.meta.url));
/** Valid in XHTML too. */
const tag = (endpoint: string, src = '/otel-rum.iife.js') =>
  `<script src="${src}" data-service-name="shop" data-endpoint="${endpoint}" data-flush-interval-millis="300"></script>`;
const BODY = `<button id="buy" onclick="setTimeout(() =&gt; { throw new RangeError('sold out'); }); document.title = 'Bought'">Buy</button>`;
const page = (head: string, doctype = '<!doctype html>') =>
  `${doctype}<html><head><title>Shop</title>${head}</head><body>${BODY}</body></html>`;

interface World {
  page: Page;
  site: Site;
  collector: Collector;
}

/** Opens a document with otel-rum and a button; returns the button's page or frame. */
type Open = (world: World) => Promise<Page | Frame>;

/** Returns the frame of a page with this markup. */
async function openFrame({ page: top, site }: World, frame: string): Promise<Frame> {
  site.serve('/', `<!doctype html><html lang="en"><title>Portal</title>${frame}</html>`);
  await top.goto(`${site.url}/`);
  const handle = await top.waitForSelector('iframe');
  const found = await handle.contentFrame();
  if (!found) throw new Error('There is no frame');
  return found;
}

/** Documents, how each is opened, and the template of its URL. */
const DOCUMENTS: Record<string, { open: Open; template: string }> = {
  'in quirks mode': {
    template: '/shop',
    async open({ page: tab, site, collector }) {
      site.serve('/shop', () => html(page(tag(collector.url), '')));
      await tab.goto(`${site.url}/shop`);
      expect(await tab.evaluate(() => document.compatMode)).toBe('BackCompat');
      return tab;
    },
  },
  'of XHTML': {
    template: '/shop',
    async open({ page: tab, site, collector }) {
      const body = page(tag(collector.url), '').replace(
        '<html>',
        '<html xmlns="http://www.w3.org/1999/xhtml">',
      );
      site.serve('/shop', () => ({ headers: { 'content-type': 'application/xhtml+xml' }, body }));
      await tab.goto(`${site.url}/shop`);
      return tab;
    },
  },
  'in a sandboxed frame': {
    template: '/shop',
    async open(world) {
      const { site, collector } = world;
      site.serve('/shop', () => html(page(tag(collector.url))));
      return openFrame(world, `<iframe src="/shop" sandbox="allow-scripts"></iframe>`);
    },
  },
  'in a frame that has its markup in an attribute': {
    template: 'about:',
    async open(world) {
      const markup = page(tag(world.collector.url)).replaceAll('&', '&amp;').replaceAll("'", '&#39;');
      return openFrame(world, `<iframe srcdoc='${markup}'></iframe>`);
    },
  },
  'in a frame of another site': {
    template: '/shop',
    async open(world) {
      const { site, collector } = world;
      site.serve('/shop', () => html(page(tag(collector.url))));
      return openFrame(world, `<iframe src="${site.url.replace('127.0.0.1', 'localhost')}/shop"></iframe>`);
    },
  },
  'that a script has written into a new window': {
    // The written document gets the URL of the page that writes.
    template: '/',
    async open({ page: tab, site, collector }) {
      site.serve('/', '<!doctype html><html lang="en"><title>Portal</title></html>');
      await tab.goto(`${site.url}/`);
      const [popup] = await Promise.all([
        tab.waitForEvent('popup'),
        tab.evaluate(
          (markup) => {
            const opened = window.open('');
            opened?.document.write(markup);
            opened?.document.close();
          },
          page(tag(collector.url, `${site.url}/otel-rum.iife.js`)),
        ),
      ]);
      return popup;
    },
  },
};

async function expectAll(collector: Collector, template: string): Promise<void> {
  await collector.waitForSpan('documentLoad');
  const view = await collector.waitForEvent('browser.navigation');
  expect(view.attributes['otel_rum.document.url.template']).toBe(template);
  expect(view.attributes['session.id']).toMatch(/^[0-9a-f]{32}$/);
  const click = await collector.waitForEvent('browser.user_action.click');
  expect(click.attributes['otel_rum.element.selector']).toBe('button#buy');
  const error = await collector.waitForEvent('exception');
  expect(error.attributes['exception.message']).toBe('sold out');
}

for (const [what, { open, template }] of Object.entries(DOCUMENTS)) {
  test(`a document ${what} is reported like any other`, async ({
    page: tab,
    site,
    collector,
    consoleOutput,
  }) => {
    const opened = await open({ page: tab, site, collector });
    await opened.click('#buy');
    await expectAll(collector, template);
    expect(consoleOutput.errors.map(({ message }) => message)).toEqual(['sold out']);
    expect(consoleOutput.messages.map((message) => message.text())).toEqual([]);
  });
}

test('a document in a file, with routes in its fragment, is reported without its path', async ({
  page: tab,
  collector,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'otel-rum-file-'));
  const file = join(folder, 'index.html');
  await writeFile(file, page(tag(collector.url, pathToFileURL(SCRIPT).href)));
  await tab.goto(pathToFileURL(file).href);
  await tab.click('#buy');
  await expectAll(collector, 'file:');
  await tab.evaluate(() => {
    location.hash = '#/films/7';
  });
  await collector.waitForEvent(
    'browser.navigation',
    ({ attributes }) => attributes['otel_rum.document.url.template'] === '/#/films/{id}',
  );
  await rm(folder, { recursive: true });
});
