import { askPrometheus } from '../../../demo/full/questions/answer.mjs';
import { expect, sendVisits, test, tracesInJournal } from './two-tier-test.js';
import { EVENT, madeVisits, SERVICE } from './two-tier-visits.js';

const VISITS = 500;
/** Few: the visits of a route come through both gateways, and have to meet in one sampler. */
const ROUTES = 10;

test('two gateways and two samplers split no trace, and count 500 visits as 500', async ({
  twoTier,
  backend: { inbox },
  prometheusUrl,
}) => {
  test.setTimeout(180_000);
  const visits = madeVisits(VISITS);
  await sendVisits(twoTier, visits, ROUTES);

  const spanIds = visits.flatMap((visit) => visit.spanIds);
  await inbox.waitFor(({ spans }) => spans.length >= spanIds.length, 'all spans', 40_000);
  expect(inbox.spans.map(({ spanId }) => spanId).sort(), 'each span once').toEqual(spanIds.sort());
  const [first, second] = await Promise.all(twoTier.samplers.map(({ dir }) => tracesInJournal(dir)));
  const ofFirst = new Set(first);
  const ofSecond = new Set(second);
  expect(ofFirst.size, 'both samplers have work').toBeGreaterThan(VISITS / 4);
  expect(ofSecond.size).toBeGreaterThan(VISITS / 4);
  expect(
    [...ofFirst].filter((id) => ofSecond.has(id)),
    'no trace is in both samplers',
  ).toEqual([]);
  expect(ofFirst.size + ofSecond.size).toBe(VISITS);

  const events = () => inbox.logs.filter(({ eventName }) => eventName === EVENT);
  await inbox.waitFor(() => events().length >= VISITS, 'all events');
  expect(events().length).toBe(VISITS);

  const deltas = () =>
    inbox.metrics
      .flatMap(({ name, points }) => (name === 'otel_rum.web_vital.lcp' ? points : []))
      .reduce((sum, { count = 0 }) => sum + count, 0);
  await expect.poll(deltas, { timeout: 20_000 }).toBe(VISITS);

  const ask = (query: string) => askPrometheus(query, prometheusUrl);
  const all = (suffix: string) =>
    `last_over_time(otel_rum_web_vital_lcp_seconds_${suffix}{service_name="${SERVICE}"}[1h])`;
  const count = async () => (await ask(`sum(${all('count')})`))[0]?.value;
  await expect.poll(count, { timeout: 30_000 }).toBe(VISITS);
  const ofRoutes = await ask(`sum by (otel_rum_document_url_template) (${all('count')})`);
  expect(ofRoutes.map(({ value }: { value: number }) => value)).toEqual(
    new Array(ROUTES).fill(VISITS / ROUTES),
  );
});
