import type { Browser, Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { DEVTOOLS_TAG, devtoolsOf } from '../../harness/devtools.js';
import type { Attributes, Records } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const BODY = `<main><h1 id="title">Shop</h1><p>Everything must go, and it goes today and tomorrow.</p>
<button id="buy">Buy</button><button id="slow">Slow</button><button id="idle">Idle</button><a id="film" href="/film">Film</a></main>
<script>
buy.onclick = async () => { await fetch('/api/ok'); title.textContent = 'Bought'; };
slow.onclick = () => {
  for (const end = performance.now() + 150; performance.now() < end; );
  title.textContent = 'Slow';
  throw new TypeError('too slow');
};
film.onclick = (event) => {
  event.preventDefault();
  history.pushState(null, '', '/film');
  fetch('/api/ok').then(() => { title.textContent = 'Film'; });
};
</script>`;

/** Works with the panel in every way that a person has with a mouse. */
async function workByMouse(page: Page) {
  const devtools = await devtoolsOf(page);
  for (const name of ['Trace', 'Requests', 'Errors', 'Delivery', 'Records']) {
    await devtools.getByRole('tab', { name }).click();
    await page.mouse.wheel(0, 200);
  }
  const [record] = await devtools
    .getByRole('list', { name: 'Records, latest first' })
    .getByRole('button')
    .all();
  await record?.click();
  const separator = await devtools.getByRole('separator').boundingBox();
  const [x, y] = [(separator?.x ?? 0) + 100, (separator?.y ?? 0) + 4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 60, { steps: 4 });
  await page.mouse.up();
  await devtools.getByRole('tab', { name: 'Overview' }).click();
  for (const target of await devtools.getByRole('button', { name: /^Outline/ }).all()) await target.hover();
  // Three presses in a row, as someone does who is annoyed.
  await devtools.getByRole('button', { name: 'Clear' }).click({ clickCount: 3 });
  await devtools.getByRole('button', { name: 'Collapse' }).click();
  await devtools.getByRole('button', { name: /^otel-rum/ }).click();
}

/** The same with keys; afterwards the focus is in the panel. */
async function workByKeyboard(page: Page) {
  const devtools = await devtoolsOf(page);
  await devtools.getByRole('separator').focus();
  for (const key of ['ArrowUp', 'Tab', 'End', 'ArrowLeft', 'Home', 'Escape', 'Enter'])
    await page.keyboard.press(key);
  await devtools.getByRole('tab', { name: 'Records' }).click();
  await devtools.getByRole('tabpanel', { name: 'Records' }).getByLabel('Filter').fill('a');
}

async function visit(browser: Browser, site: Site, collector: Collector, service: string, hasPanel: boolean) {
  // With a session of its own.
  const page = await browser.newPage();
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': service, endpoint: collector.url },
    head: hasPanel ? DEVTOOLS_TAG : '',
    body: BODY,
  });
  const work = async (isByKeyboard = false) => {
    if (!hasPanel) return;
    await workByMouse(page);
    if (isByKeyboard) await workByKeyboard(page);
  };
  await page.goto(url);
  await page.waitForFunction('globalThis.otelRum?.getStatus()');
  await work(true);
  await page.getByRole('button', { name: 'Buy' }).click();
  await page.getByText('Bought').waitFor();
  await page.getByRole('button', { name: 'Slow' }).click();
  await work(true);
  await page.getByRole('button', { name: 'Idle' }).click();
  await work();
  // Whether a click was dead is known three seconds later.
  await collectorHas(page, collector, service, ({ logs }) =>
    logs.some(({ attributes }) => attributes['otel_rum.user_action.dead'] === true),
  );
  await page.getByRole('link', { name: 'Film' }).click();
  await page.getByRole('heading', { name: 'Film' }).waitFor();
  // Both are reported after the last effect of the click.
  await collectorHas(
    page,
    collector,
    service,
    ({ spans, logs }) =>
      spans.some(({ name }) => name === 'navigation') &&
      logs.some(({ attributes }) => attributes['otel_rum.element.selector'] === 'a#film'),
  );
  // The page ends: CLS and INP are reported.
  await page.goto('about:blank');
  const records = await collectorHas(undefined, collector, service, ({ logs, metrics }) =>
    ['cls', 'inp'].every(
      (vital) =>
        logs.some(({ attributes }) => attributes['browser.web_vital.name'] === vital) &&
        metrics.some(({ name }) => name === `otel_rum.web_vital.${vital}`),
    ),
  );
  await page.close();
  return shapeOf(records);
}

/** Waits until the records of a visit have arrived; a page that is given sends what it has. */
async function collectorHas(
  page: Page | undefined,
  collector: Collector,
  service: string,
  isThere: (records: Records) => boolean,
): Promise<Records> {
  const own = () => {
    const isOwn = ({ resource }: { resource: Attributes }) => resource['service.name'] === service;
    const { spans, logs, metrics } = collector;
    return { spans: spans.filter(isOwn), logs: logs.filter(isOwn), metrics: metrics.filter(isOwn) };
  };
  await expect
    .poll(async () => {
      if (page) await flush(page);
      return isThere(own());
    })
    .toBe(true);
  return own();
}

/** What a visit has sent, without ids, times, and what depends on the machine's load. */
function shapeOf({ spans, logs, metrics }: Records) {
  const KEPT =
    /element\.selector|user_action|url\.(template|full)|web_vital\.(name|navigation_type)|_target$|exception\.(type|message)|status_code|same_document|navigation\.(type|from|reason)|incomplete|guessed/;
  const keep = (attributes: Attributes) =>
    Object.entries(attributes)
      .filter(([name]) => KEPT.test(name))
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join(' ');
  // Whether it is reported before the page's load depends on the machine.
  const isFcp = (attributes: Attributes) => attributes['browser.web_vital.name'] === 'fcp';
  const byId = new Map(spans.map((span) => [span.spanId, span.name]));
  const isSteady = (name: string | undefined) =>
    name !== 'browser.long_animation_frame' && name !== 'browser.resource_timing';
  return [
    ...spans.map(
      ({ name, parentSpanId, attributes }) =>
        `span ${name} < ${byId.get(parentSpanId ?? '') ?? 'none'} ${keep(attributes)}`,
    ),
    ...logs
      .filter(({ eventName }) => isSteady(eventName))
      .map(
        ({ eventName, spanId, attributes }) =>
          `event ${eventName} < ${isFcp(attributes) ? 'any' : (byId.get(spanId ?? '') ?? 'none')} ${keep(attributes)}`,
      ),
    ...[...new Set(metrics.map(({ name }) => `metric ${name}`))],
  ].sort();
}

test('the same visit sends the same, whatever is done in the panel', async ({ browser, site, collector }) => {
  test.setTimeout(120_000);
  const without = await visit(browser, site, collector, 'without', false);
  const withPanel = await visit(browser, site, collector, 'with', true);
  expect(withPanel).toEqual(without);
  expect(without.filter((line) => line.startsWith('span click'))).toHaveLength(3);
});
