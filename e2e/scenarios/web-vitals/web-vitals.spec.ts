import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import type { Log } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

const THRESHOLDS: Record<string, [good: number, poor: number]> = {
  lcp: [2.5, 4],
  fcp: [1.8, 3],
  ttfb: [0.8, 1.8],
  inp: [0.2, 0.5],
  cls: [0.1, 0.25],
};

/** Opens a page with content that paints and moves, and clicks its slow button. */
async function visit(page: Page, site: Site, collector: Collector): Promise<void> {
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    tag: '',
    body: `<h1 id="title" style="font-size:90px">A shop of films</h1><div id="late"></div><p id="below">below</p>
      <button id="slow">Slow</button><script>
      document.getElementById('slow').onclick = () => {
        const until = performance.now() + 60;
        while (performance.now() < until);
      };
      new PerformanceObserver((list) => {
        if (list.getEntriesByName('click').length > 0) window.clicked = true;
      }).observe({ type: 'event', durationThreshold: 40 });
      // Only a layout shift without input counts.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        document.getElementById('late').style.height = '300px';
        requestAnimationFrame(() => requestAnimationFrame(() => { window.shifted = true; }));
      }));
    </script>`,
  });
  await page.goto(url);
  await collector.waitForSpan('documentLoad');
  await page.waitForFunction(() => (window as unknown as { shifted?: boolean }).shifted);
  await page.click('#slow');
  // The click's event entry is reported with the next frame.
  await page.waitForFunction(() => (window as unknown as { clicked?: boolean }).clicked);
}

test('each of the five vitals is an event, and one measurement in a delta histogram', async ({
  page,
  site,
  collector,
}) => {
  await visit(page, site, collector);
  // The library handles entries when the page is idle.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 })));
  await page.close();

  const events: Record<string, Log> = {};
  const measured = Object.entries(THRESHOLDS).filter(([name]) => name !== 'cls' || supports('layoutShifts'));
  for (const [name, [good, poor]] of measured) {
    const event = await collector.waitForEvent(
      'browser.web_vital',
      ({ attributes }) => attributes['browser.web_vital.name'] === name,
    );
    events[name] = event;
    expect(event.attributes, name).toMatchObject({
      'browser.web_vital.value': expect.any(Number),
      'browser.web_vital.delta': expect.any(Number),
      'browser.web_vital.id': expect.stringMatching(/^v6-/),
      'browser.web_vital.rating': expect.stringMatching(/^(good|needs-improvement|poor)$/),
      'browser.web_vital.navigation_type': 'navigate',
    });

    const point = await collector.waitForPoint(`otel_rum.web_vital.${name}`);
    expect(point.metric, name).toMatchObject({
      kind: 'histogram',
      temporality: 'delta',
      unit: name === 'cls' ? '1' : 's',
    });
    expect(point.bounds, name).toEqual(expect.arrayContaining([good, poor]));
    expect(point.count, name).toBe(1);
    const value = Number(event.attributes['browser.web_vital.value']);
    expect(point.sum, name).toBeCloseTo(name === 'cls' ? value : value / 1_000, 6);
    expect(point.attributes, name).toMatchObject({
      'browser.web_vital.rating': event.attributes['browser.web_vital.rating'] ?? '',
      'browser.web_vital.navigation_type': 'navigate',
    });
    expect(Object.keys(point.attributes), name).not.toContain('session.id');
  }

  const attribution = (name: string, key: string) =>
    events[name]?.attributes[`otel_rum.web_vital.attribution.${key}`];
  expect(attribution('lcp', 'target')).toContain('title');
  expect(attribution('lcp', 'element_render_delay')).toEqual(expect.any(Number));
  if (supports('layoutShifts')) {
    expect(attribution('cls', 'largest_shift_target')).toEqual(expect.any(String));
    expect(Number(events.cls?.attributes['browser.web_vital.value'])).toBeGreaterThan(0);
  }
  expect(attribution('inp', 'interaction_target')).toContain('slow');
  expect(Number(attribution('inp', 'processing_duration'))).toBeGreaterThanOrEqual(50);

  // No vital is counted twice for a page, nor at all if the engine does not measure it.
  for (const name of Object.keys(THRESHOLDS)) {
    const points = collector.metrics
      .filter((metric) => metric.name === `otel_rum.web_vital.${name}`)
      .flatMap((metric) => metric.points);
    expect(
      points.reduce((sum, { count }) => sum + (count ?? 0), 0),
      name,
    ).toBe(name in events ? 1 : 0);
  }
});

test('INP of a click right before page end is not lost', async ({ page, site, collector }) => {
  await visit(page, site, collector);
  await page.close();
  const inp = await collector.waitForEvent(
    'browser.web_vital',
    ({ attributes }) => attributes['browser.web_vital.name'] === 'inp',
  );
  expect(Number(inp.attributes['browser.web_vital.value'])).toBeGreaterThanOrEqual(56);
  expect(await collector.waitForPoint('otel_rum.web_vital.inp')).toMatchObject({ count: 1 });
});
