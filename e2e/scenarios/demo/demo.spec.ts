import type { Page } from '@playwright/test';
import { type Demo, openDemo } from '../../harness/demo.js';
import type { Attributes } from '../../harness/otlp.js';
import { expect, test } from '../../harness/test.js';

// One demo for all tests.
test.describe.configure({ mode: 'serial' });

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(60_000);
  demo = await openDemo();
});
test.afterAll(() => demo.close());

for (const [front, service] of Object.entries({
  plain: 'movies-plain',
  react: 'movies-react',
  vue: 'movies-vue',
})) {
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
      // The service's ancestors are the click's descendants.
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

/** Records of a visit, as `route: name < its parent's name`; a server's span has its service's name. */
const VISIT = {
  ofAll: [
    '/: documentLoad < movies-api',
    '/: documentFetch < documentLoad',
    '/: browser.navigation < documentLoad',
    '/movies/:id: click',
    '/movies/:id: GET /api/movies/{id}/similar < click',
    '/movies/:id: browser.user_action.click < click',
    '/search: submit',
    '/search: GET /api/search < submit',
    '/search: browser.user_action.click < submit',
    '/search: click',
    '/search: GET /api/fail < click',
    '/search: browser.user_action.click < click',
    '/search: exception < click',
    ...['/', '/movies/:id', '/search'].map((route) => `${route}: browser.web_vital`),
    'session.start',
  ],
  // An app requests the data of its first page; a click causes a route change with a request.
  ofApps: [
    '/: GET /api/visitor < documentLoad',
    '/: GET /api/movies < documentLoad',
    '/: click',
    '/: browser.user_action.click < click',
    '/: GET /api/movies/{id} < click',
    '/movies/:id: navigation < click',
    '/movies/:id: browser.navigation < navigation',
    '/movies/:id: GET /api/search < click',
    '/search: navigation < click',
    '/search: browser.navigation < navigation',
  ],
  // Plain pages arrive from the server with their data; each is a document with a load of its own.
  ofDocuments: ['/movies/:id', '/search'].flatMap((route) => [
    `${route}: documentLoad < movies-api`,
    `${route}: documentFetch < documentLoad`,
    `${route}: browser.navigation < documentLoad`,
  ]),
};

/** Loads the shop, opens a film, requests similar films, searches, and causes a failing request and an error. */
async function visit(page: Page, front: string): Promise<string> {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const consoleOutput = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
  await page.goto(`${demo.url}/${front}/`);
  await page.getByRole('link', { name: 'The Quiet Orbit' }).click();
  await page.getByRole('heading', { name: 'The Quiet Orbit' }).waitFor();
  await button('Find similar films').click();
  await page.locator('.similar .film-card').first().waitFor();
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await page.getByRole('searchbox').fill('harbour');
  await button('Search').click();
  await consoleOutput('for “harbour”');
  await button('Failing request').click();
  await consoleOutput('The API answered');
  await button('Error').click();
  const { attributes, traceId } = await demo.inbox.waitForEvent(
    'exception',
    ({ resource }) => resource['service.name'] === `movies-${front}`,
  );
  // The click's span is sent a second after its last effect.
  await demo.inbox.waitForSpan('click', (span) => span.traceId === traceId);
  // The last vitals are reported at page end; records that it could not send are sent by the next page.
  await page.goto(`${demo.url}/${front}/`);
  return String(attributes['session.id']);
}

/** Returns the distinct records of a session so far, except those that only occur on a slow machine. */
function reportedBy(session: string): string[] {
  const { spans, logs } = demo.inbox;
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const line = (name: string, { attributes }: { attributes: Attributes }, parentId: string | undefined) => {
    const parent = byId.get(parentId ?? '');
    const parentName = parent?.kind === 'server' ? parent.resource['service.name'] : parent?.name;
    return `${attributes['otel_rum.document.url.template']}: ${name}${parentId ? ` < ${parentName}` : ''}`;
  };
  const isOfSession = ({ attributes }: { attributes: Attributes }) => attributes['session.id'] === session;
  const events = logs.filter(isOfSession).flatMap((log) => {
    const { eventName = '', spanId } = log;
    if (/long_animation_frame|resource_timing/.test(eventName)) return [];
    if (eventName === 'session.start') return [eventName];
    // Which interaction was the slowest, and so which span INP belongs to, is random.
    return [line(eventName, log, eventName === 'browser.web_vital' ? undefined : spanId)];
  });
  // The search box changes when the button beside it is pressed, which has a span only on a slow machine.
  const lines = spans
    .filter((span) => isOfSession(span) && span.name !== 'change')
    .map((span) => line(span.name, span, span.parentSpanId));
  return [...new Set([...lines, ...events])].sort();
}

/** Names of the elements that a visit presses. */
const elementsOfVisit = (front: string) => [
  'a[data-rum-name="film card"]',
  'button[data-rum-name="error"]',
  'button[data-rum-name="failing request"]',
  'button[data-rum-name="find similar films"]',
  'button[data-rum-name="search"]',
  // The apps are inside an element of their own.
  `${front === 'plain' ? '' : 'div#app>'}header>nav>a[href="/${front}/search"]`,
];

/** Returns the names of the elements that were clicked in a session. */
const elementsOf = (session: string) =>
  [
    ...new Set(
      demo.inbox.logs
        .filter(
          ({ eventName, attributes }) =>
            eventName === 'browser.user_action.click' && attributes['session.id'] === session,
        )
        .map(({ attributes }) => String(attributes['otel_rum.element.selector'])),
    ),
  ].sort();

test('one visit has the same telemetry with React and Vue, and with plain pages all except route changes', async ({
  browser,
}) => {
  const fronts = ['plain', 'react', 'vue'];
  const pages = await Promise.all(fronts.map(() => browser.newPage()));
  const [plain, react, vue] = await Promise.all(pages.map((page, i) => visit(page, fronts[i]!)));
  // Records without room at page end are stored, and sent by the next page at one batch per second.
  test.setTimeout(120_000);
  const expectReported = (session = '') => expect.poll(() => reportedBy(session), { timeout: 30_000 });

  const ofApps = [...VISIT.ofAll, ...VISIT.ofApps].sort();
  await expectReported(react).toEqual(ofApps);
  await expectReported(vue).toEqual(ofApps);
  await expectReported(plain).toEqual(expect.arrayContaining([...VISIT.ofAll, ...VISIT.ofDocuments]));
  // The names of pressed elements match the application on each front.
  for (const [index, session] of [plain, react, vue].entries())
    expect(elementsOf(session ?? '')).toEqual(elementsOfVisit(fronts[index] ?? ''));
  // A plain page has in addition only clicks on its links, with spans of their own if the machine was slow.
  const isExpected = (line: string) =>
    [...VISIT.ofAll, ...VISIT.ofDocuments].includes(line) ||
    /^(\/|\/movies\/:id): (click|browser\.user_action\.click)\b/.test(line);
  const rest = () => reportedBy(plain ?? '').filter((line) => !isExpected(line));
  await expect.poll(rest, { timeout: 30_000 }).toEqual([]);
  for (const page of pages) await page.close();
});
