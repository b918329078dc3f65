import { serveSnippetPage } from '../../harness/pages.js';
import type { Answer } from '../../harness/site.js';
import { expect, flush, test } from './test.js';

const BUTTONS = ['ok', 'failing', 'throwing', 'slow'];
/** Slower than config.yaml's limit of a second. */
const SLOW_MILLIS = 1_200;

test('traces with an error or a slow interaction are kept; events and metrics are all kept', async ({
  page,
  site,
  backend,
  start,
}) => {
  // A user action's span is sent up to a second after its last request, plus the flush interval.
  const real = await start({ RUM_SAMPLED_PERCENT: '0', RUM_DECISION_WAIT: '4s' });
  const slow: Answer = { body: '{}' };
  site.serve('/api/slow', () => ({ ...slow, until: new Promise((done) => setTimeout(done, SLOW_MILLIS)) }));
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: real.url, 'flush-interval-millis': '500' },
    body: BUTTONS.map((id) => `<button id="${id}" onclick="ask('${id}')">${id}</button>`).join(''),
    head: `<script>
      const ask = async (path) => {
        if (path !== 'throwing') await (await fetch('/api/' + path)).text();
        document.title = path;
        if (path === 'throwing') throw new RangeError('thrown');
      };
    </script>`,
    tag: '',
  });
  await page.goto(url);
  for (const id of BUTTONS) {
    await page.click(`#${id}`);
    await page.waitForFunction((title) => document.title === title, id);
  }
  await backend.inbox.waitForEvent('browser.user_action.click', (log) => selectorOf(log) === 'button#slow');
  await flush(page);

  const kept = await backend.inbox.waitFor(({ spans }) => {
    const clicks = spans.filter(({ name }) => name === 'click');
    return clicks.length >= 3 && clicks;
  }, 'the clicks that are kept');
  // The page load, and the click without a problem.
  await expect
    .poll(() => real.count('otelcol_processor_tail_sampling_global_count_traces_sampled', 'not_sampled'))
    .toBe(2);
  expect(kept.map(selectorOf).sort()).toEqual(['button#failing', 'button#slow', 'button#throwing']);
  const requests = backend.inbox.spans.filter(({ kind }) => kind === 'client').map(({ name }) => name);
  expect(requests.sort()).toEqual(['GET /api/failing', 'GET /api/slow']);
  expect(backend.inbox.spans.length, 'whole traces, and no other').toBe(5);

  const clicks = backend.inbox.logs.filter(({ eventName }) => eventName === 'browser.user_action.click');
  expect(clicks.map(selectorOf).sort()).toEqual([
    'button#failing',
    'button#ok',
    'button#slow',
    'button#throwing',
  ]);
  const thrown = await backend.inbox.waitForEvent('exception');
  expect(thrown.traceId).toBe(kept.find((span) => selectorOf(span) === 'button#throwing')?.traceId);
  const counted = backend.inbox.metrics.filter(({ name }) => name === 'http.client.request.duration');
  const requestsCounted = counted
    .flatMap(({ points }) => points)
    .reduce((sum, { count = 0 }) => sum + count, 0);
  expect(requestsCounted).toBe(3);
});

const selectorOf = (record: { attributes: Record<string, unknown> }) =>
  record.attributes['otel_rum.element.selector'];
