import { type Demo, openDemo } from '../harness/demo.js';
import { expect, test } from '../harness/test.js';

// One demo for all of them.
test.describe.configure({ mode: 'serial' });

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(60_000);
  demo = await openDemo();
});
test.afterAll(() => demo.close());

for (const [front, service] of Object.entries({ plain: 'movies-plain', react: 'movies-react' })) {
  test.describe(`the ${front} front`, () => {
    test('loads in one trace with the server’s span', async ({ page }) => {
      await page.goto(`${demo.url}/${front}/`);
      const load = await demo.inbox.waitForSpan(
        'documentLoad',
        ({ resource }) => resource['service.name'] === service,
      );
      const server = await demo.inbox.waitForSpan(
        /^GET/,
        ({ spanId, traceId }) => spanId === load.parentSpanId && traceId === load.traceId,
      );
      expect(server).toMatchObject({ kind: 'server', resource: { 'service.name': 'movies-api' } });
    });

    test('a click, an await, a request, the API and the service behind it are one trace', async ({
      page,
    }) => {
      await page.goto(`${demo.url}/${front}/movies/1`);
      await demo.inbox.waitForSpan(
        'documentLoad',
        ({ resource, attributes }) =>
          resource['service.name'] === service &&
          String(attributes['browser.document.url.full']).endsWith('/movies/1'),
      );
      await page.getByRole('button', { name: /similar|like this/i }).click();

      const { waitForSpan } = demo.inbox;
      const request = await waitForSpan(
        'GET /api/movies/{id}/similar',
        ({ kind, resource }) => kind === 'client' && resource['service.name'] === service,
      );
      const ofTrace = { traceId: request.traceId };
      const click = await waitForSpan('click', ({ traceId }) => traceId === request.traceId);
      expect(request.parentSpanId).toBe(click.spanId);

      const api = await waitForSpan(/./, ({ parentSpanId }) => parentSpanId === request.spanId);
      expect(api).toMatchObject({ ...ofTrace, kind: 'server', resource: { 'service.name': 'movies-api' } });
      const call = await waitForSpan(
        /./,
        ({ kind, traceId, resource }) =>
          kind === 'client' && traceId === request.traceId && resource['service.name'] === 'movies-api',
      );
      const ratings = await waitForSpan(
        /./,
        ({ kind, traceId, resource }) =>
          kind === 'server' && traceId === request.traceId && resource['service.name'] === 'ratings',
      );
      expect(ratings.parentSpanId).toEqual(expect.any(String));
      // The way up from the service is the way down from the click.
      const byId = new Map(
        demo.inbox.spans
          .filter(({ traceId }) => traceId === request.traceId)
          .map((span) => [span.spanId, span]),
      );
      const way: string[] = [];
      for (let span = byId.get(ratings.spanId); span; span = byId.get(span.parentSpanId ?? ''))
        way.unshift(span.spanId);
      expect(way[0]).toBe(click.spanId);
      expect(way).toEqual(expect.arrayContaining([click.spanId, request.spanId, api.spanId, ratings.spanId]));
      expect(byId.get(ratings.parentSpanId ?? '')).toMatchObject({ kind: 'client', resource: call.resource });
    });
  });
}
