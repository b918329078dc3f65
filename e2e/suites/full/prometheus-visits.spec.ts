import { askPrometheus } from '../../../demo/full/questions/answer.mjs';
import { PAGE_BOUNDS } from '../../../src/context/page-view.js';
import { expect, test } from './full-test.js';
import { metricsOf, type Visit } from './made-metrics.js';

const SERVICE = 'made-shop';
const VISITS = 500;
const ROUTES = ['/', '/movies/:id'];
/** Number of concurrent visitors, whose deltas arrive out of order, as in a busy shop. */
const AT_ONCE = 20;

/** Visits with known LCPs from 0.3 to 6 s, and clocks that are up to a minute fast or slow. */
const visits: Visit[] = Array.from({ length: VISITS }, (_, index) => ({
  lcpSeconds: 0.3 + ((index * 37) % VISITS) * 0.0114,
  route: ROUTES[index % ROUTES.length] as string,
  clockErrorMillis: ((index * 7_919) % 120_000) - 60_000,
}));

test('500 visits through Collector and Prometheus are 500, and p75 is in its bucket', async ({ full }) => {
  const waiting = [...visits];
  const send = async () => {
    for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
      const response = await fetch(`${full.collectorUrl}/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: metricsOf(visit, SERVICE),
      });
      expect(response.status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));

  const ask = async (query: string) => (await askPrometheus(query, full.prometheusUrl as string))[0]?.value;
  const metric = `otel_rum_web_vital_lcp_seconds`;
  const all = (suffix: string) => `last_over_time(${metric}_${suffix}{service_name="${SERVICE}"}[1h])`;
  await expect.poll(() => ask(`sum(${all('count')})`), { timeout: 30_000 }).toBe(VISITS);
  expect(await ask(`sum(${all('sum')})`)).toBeCloseTo(
    visits.reduce((sum, { lcpSeconds }) => sum + lcpSeconds, 0),
    3,
  );

  for (const route of ROUTES) {
    const values = visits.filter((visit) => visit.route === route).map(({ lcpSeconds }) => lcpSeconds);
    const truth = values.sort((a, b) => a - b)[Math.ceil(values.length * 0.75) - 1] as number;
    const p75 = await ask(
      `histogram_quantile(0.75, sum by (le) (last_over_time(${metric}_bucket{service_name="${SERVICE}",otel_rum_document_url_template="${route}"}[1h])))`,
    );
    const upper = PAGE_BOUNDS.find((bound) => truth <= bound) as number;
    const lower = PAGE_BOUNDS[PAGE_BOUNDS.indexOf(upper) - 1] as number;
    expect(p75, `p75 of ${route} is ${truth}`).toBeGreaterThan(lower);
    expect(p75).toBeLessThanOrEqual(upper);
  }
});
