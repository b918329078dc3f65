import { dataViews } from '../../../examples/elasticsearch/data-views.mjs';
import { search } from './backends.js';
import { expect, test } from './full-test.js';
import { vitalOf } from './made-metrics.js';

const vitals = (service: string) => ({
  size: 100,
  query: {
    bool: {
      filter: [
        { term: { 'resource.attributes.service.name': service } },
        { term: { event_name: 'browser.web_vital' } },
      ],
    },
  },
  // The indexed value: `_source` would be what was sent, whatever the mapping.
  docvalue_fields: ['attributes.browser.web_vital.id', 'attributes.browser.web_vital.value'],
});
type Hit = { fields: Record<string, [string | number]> };
const valueById = (hits: Hit[]) =>
  new Map(
    hits.map(({ fields }) => [
      fields['attributes.browser.web_vital.id']?.[0],
      fields['attributes.browser.web_vital.value']?.[0],
    ]),
  );

test('vitals are doubles in Elasticsearch, whatever the first one was', async ({ full }) => {
  const sent = [1, 0.123_456_789, 0, 0.25, 3];
  for (const [index, value] of sent.entries()) {
    await fetch(`${full.collectorUrl}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: vitalOf(`made-${index}`, value, 'made-shop'),
    });
  }
  await full.inbox.waitForEvent(
    'browser.web_vital',
    ({ attributes }) => attributes['browser.web_vital.id'] === `made-${sent.length - 1}`,
  );
  const { hits } = await search(full, 'logs-*', vitals('made-shop'));
  expect(valueById(hits.hits)).toEqual(new Map(sent.map((value, index) => [`made-${index}`, value])));
});

test('every vital of a visit reads back as it was sent', async ({ page, full }) => {
  await page.goto(`${full.url}/vue/movies/4`);
  await page.getByRole('button', { name: 'Layout shift' }).click();
  await expect(page.getByText('A late notice moved the page')).toBeVisible();
  await page.getByRole('button', { name: 'Long frame' }).click();
  // CLS and INP are final at page end.
  await page.goto('about:blank');
  const ofVisit = (name: string) =>
    full.inbox.waitForEvent(
      'browser.web_vital',
      ({ resource, attributes }) =>
        resource['service.name'] === 'movies-vue' && attributes['browser.web_vital.name'] === name,
    );
  await Promise.all(['lcp', 'fcp', 'ttfb', 'cls', 'inp'].map(ofVisit));

  const sent = full.inbox.logs.filter(
    ({ eventName, resource }) =>
      eventName === 'browser.web_vital' && resource['service.name'] === 'movies-vue',
  );
  const { hits } = await search(full, 'logs-*', vitals('movies-vue'));
  const found = valueById(hits.hits);
  expect(found.size).toBeGreaterThanOrEqual(5);
  for (const { attributes } of sent)
    expect(
      found.get(String(attributes['browser.web_vital.id'])),
      String(attributes['browser.web_vital.name']),
    ).toBe(attributes['browser.web_vital.value']);
});

test('a session’s page views, errors and traces are found by its id', async ({ page, full }) => {
  await page.goto(`${full.url}/react/movies/2`);
  await page.getByRole('link', { name: 'Favourites' }).click();
  await page.getByRole('button', { name: 'Error', exact: true }).click();
  const error = await full.inbox.waitForEvent('exception', ({ attributes }) =>
    String(attributes['exception.message']).includes('seat 14'),
  );
  const session = String(error.attributes['session.id']);
  await full.inbox.waitForSpan('navigation', ({ attributes }) => attributes['session.id'] === session);

  const inSession = { term: { 'attributes.session.id': session } };
  const logs = await search(full, 'logs-*', {
    size: 0,
    query: inSession,
    aggs: {
      events: { terms: { field: 'event_name' } },
      views: { cardinality: { field: 'attributes.otel_rum.page_view.id' } },
    },
  });
  const events = logs.aggregations.events.buckets.map(({ key }: { key: string }) => key);
  expect(events).toEqual(expect.arrayContaining(['browser.navigation', 'exception']));
  expect(logs.aggregations.views.value).toBe(2);
  const traces = await search(full, 'traces-*', {
    size: 0,
    query: inSession,
    aggs: { names: { terms: { field: 'name', size: 50 } } },
  });
  const names = traces.aggregations.names.buckets.map(({ key }: { key: string }) => key);
  expect(names).toEqual(expect.arrayContaining(['documentLoad', 'navigation', 'GET /api/movies/{id}']));
});

test('stacks of the built apps reach Elasticsearch with files and lines of the source', async ({
  page,
  full,
}) => {
  await page.goto(`${full.url}/vue/movies/5`);
  await page.getByRole('button', { name: 'Error', exact: true }).click();
  const { attributes } = await full.inbox.waitForEvent(
    'exception',
    (log) => log.resource['service.name'] === 'movies-vue',
  );
  expect(attributes['exception.stacktrace']).toMatch(/openTicketOffice .*troubles\.mjs:\d+:\d+/);
  expect(attributes['otel_rum.exception.stacktrace.original']).not.toContain('troubles.mjs');
  const ofSession = { term: { 'attributes.session.id': attributes['session.id'] } };
  const { hits } = await search(full, 'logs-*', {
    query: { bool: { filter: [ofSession, { term: { event_name: 'exception' } }] } },
  });
  expect(hits.hits[0]._source.attributes).toMatchObject({
    'exception.stacktrace': attributes['exception.stacktrace'],
  });
});

test('every field that Kibana’s data views name is a field of the documents', async ({ page, full }) => {
  await page.goto(`${full.url}/react/movies/3`);
  await page.getByRole('button', { name: /similar|like this/i }).click();
  await page.getByRole('button', { name: 'Error', exact: true }).click();
  await full.inbox.waitForEvent('exception');
  await page.goto('about:blank');
  for (const { attributes } of dataViews) {
    const names = Object.keys(JSON.parse(attributes.fieldAttrs));
    const missing = async () => {
      await full.flush();
      const url = `${full.elasticsearchUrl}/${attributes.title}/_field_caps?fields=${names.join(',')}`;
      const { fields } = (await (await fetch(url)).json()) as { fields: object };
      return names.filter((name) => !(name in fields));
    };
    await expect.poll(missing, { message: attributes.name, timeout: 20_000 }).toEqual([]);
  }
});
