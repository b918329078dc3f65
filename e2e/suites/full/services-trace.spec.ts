import type { Page } from '@playwright/test';
import type { Span } from '../../harness/otlp.js';
import { expect, test } from './full-test.js';

const serviceOf = ({ resource }: Span) => String(resource['service.name']);
const searchFor = async (page: Page, words: string) => {
  await page.getByRole('searchbox').fill(words);
  await page.getByRole('button', { name: 'Search' }).click();
};

test('one click is one trace over browser, Node, Flask, Redis and Elasticsearch', async ({ page, full }) => {
  await page.goto(`${full.url}/react/search`);
  const startedAt = Date.now();
  await searchFor(page, 'lighthouse');
  await expect(page.getByRole('status').first()).toContainText('1 film');

  const { waitForSpan } = full.inbox;
  const { traceId } = await waitForSpan('search films', ({ startMillis }) => startMillis >= startedAt);
  const inTrace = (span: Span) => span.traceId === traceId;
  const action = await waitForSpan(/^(click|submit)$/, inTrace);
  await waitForSpan('HMGET', inTrace);
  await waitForSpan('GET /api/search', (span) => inTrace(span) && serviceOf(span) === 'movies-react');
  await waitForSpan('GET /api/search', (span) => inTrace(span) && span.kind === 'server');
  const spans = full.inbox.spans.filter(inTrace);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  /** Returns the services from a span up to the root, each once. */
  const way = (span: Span | undefined): string[] => {
    const services: string[] = [];
    for (let each = span; each; each = byId.get(each.parentSpanId ?? ''))
      if (services.at(-1) !== serviceOf(each)) services.push(serviceOf(each));
    return services;
  };

  const redis = spans.find(({ name }) => name === 'HMGET');
  const elasticsearch = spans.find(({ name }) => name === 'search films');
  expect(way(redis)).toEqual(['ratings', 'movies-api', 'movies-react']);
  expect(way(elasticsearch)).toEqual(['search', 'movies-api', 'movies-react']);
  expect(redis).toMatchObject({ kind: 'client', attributes: { 'db.system.name': 'redis' } });
  expect(elasticsearch).toMatchObject({
    kind: 'client',
    attributes: { 'db.system.name': 'elasticsearch', 'db.collection.name': 'films' },
  });
  const roots = spans.filter(({ parentSpanId }) => !byId.has(parentSpanId ?? ''));
  expect(roots, 'all of it came out of one action').toEqual([action]);
});

test('the plan that the page sets is on every span of every service', async ({ page, full }) => {
  await page.goto(`${full.url}/react/sign-in`);
  await page.getByLabel('E-mail').fill('ada@shop.example');
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Ada' })).toBeVisible();
  await page.getByRole('link', { name: 'Search' }).click();
  await searchFor(page, 'ice');

  const ofMember = (service: string) =>
    full.inbox.waitForSpan(
      /./,
      (span) => serviceOf(span) === service && span.attributes['visitor.plan'] === 'member',
    );
  const { traceId } = await ofMember('search');
  await Promise.all([ofMember('ratings'), ofMember('movies-api')]);
  const ofServices = full.inbox.spans.filter(
    (span) => span.traceId === traceId && serviceOf(span) !== 'movies-react',
  );
  expect(ofServices.length).toBeGreaterThan(4);
  for (const span of ofServices) expect(span.attributes['visitor.plan'], span.name).toBe('member');
});

test('a plain page sends the plan as baggage too', async ({ page, full }) => {
  await page.goto(`${full.url}/plain/movies/1`);
  await page.getByRole('button', { name: /similar|like this/i }).click();
  const request = await full.inbox.waitForSpan(
    'GET /api/movies/{id}/similar',
    (span) => span.kind === 'client' && serviceOf(span) === 'movies-plain',
  );
  const server = await full.inbox.waitForSpan(
    /./,
    (span) => serviceOf(span) === 'ratings' && span.traceId === request.traceId,
  );
  expect(server.attributes['visitor.plan']).toBe('guest');
});

test('the load of a page that Flask renders joins Flask’s trace', async ({ page, full }) => {
  await page.goto(`${full.chartsUrl}`);
  await expect(page.getByRole('listitem')).toHaveCount(10);
  const load = await full.inbox.waitForSpan('documentLoad', (span) => serviceOf(span) === 'movies-charts');
  const server = await full.inbox.waitForSpan('GET /charts', ({ traceId }) => traceId === load.traceId);
  expect(server).toMatchObject({ kind: 'server', resource: { 'service.name': 'ratings' } });
  const document = await full.inbox.waitForSpan('documentFetch', ({ traceId }) => traceId === load.traceId);
  expect([load.parentSpanId, document.parentSpanId]).toContain(server.spanId);
});

for (const service of ['movies-api', 'ratings', 'search']) {
  test(`the fault switch of ${service} makes requests through it fail until it is switched back`, async ({
    page,
    full,
  }) => {
    const set = (fault: string) =>
      fetch(`${full.apiUrl}/faults/${service}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fault }),
      });
    const ask = async (path: string) => (await fetch(`${full.apiUrl}${path}`)).status;
    // Films are shown without scores if these are unavailable; similar films are not.
    const path = service === 'ratings' ? '/movies/1/similar' : '/search?q=ice';
    expect(await ask(path)).toBe(200);
    expect((await set('fail')).status).toBe(200);
    try {
      expect(await ask(path)).toBe(500);
      await page.goto(`${full.url}/plain/`);
    } finally {
      await set('none');
    }
    expect(await ask(path)).toBe(200);
    const failed = await full.inbox.waitForSpan(
      /./,
      (span) => serviceOf(span) === service && span.kind === 'server' && span.status === 'error',
    );
    expect(failed.attributes['http.response.status_code']).toBe(500);
  });
}
