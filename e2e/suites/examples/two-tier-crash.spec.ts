import { expect, sendVisits, test, tracesInJournal } from './two-tier-test.js';
import { EVENT, madeVisits } from './two-tier-visits.js';

const VISITS = 600;

for (const tier of ['samplers', 'gateways'] as const) {
  test(`one of the ${tier} crashes under load and is started again: nothing that was accepted is lost`, async ({
    twoTier,
    backend: { inbox },
  }) => {
    test.setTimeout(180_000);
    const visits = madeVisits(VISITS);
    const victim = twoTier[tier][0] as (typeof twoTier)[typeof tier][number];
    let ended = Promise.resolve();
    let inMemory: string[] = [];
    // A route of its own for each visit, so that its delta can be found.
    await sendVisits(twoTier, visits, VISITS, (accepted) => {
      if (accepted === VISITS / 3)
        ended = victim.kill().then(async () => {
          if (tier === 'samplers') inMemory = await tracesInJournal(victim.dir);
        });
      if (accepted === (VISITS * 2) / 3) ended = ended.then(() => victim.start());
    });
    await ended;

    const spanIds = visits.flatMap((visit) => visit.spanIds);
    const missing = (wanted: string[], arrived: unknown[]) => {
      const there = new Set(arrived);
      return wanted.filter((each) => !there.has(each));
    };
    const all = ({ spans, logs, metrics }: typeof inbox) => {
      const events = logs.filter(({ eventName }) => eventName === EVENT);
      const points = metrics.flatMap(({ name, points }) => (name === 'otel_rum.web_vital.lcp' ? points : []));
      return {
        spans: missing(
          spanIds,
          spans.map(({ spanId }) => spanId),
        ),
        events: missing(
          visits.map(({ number }) => String(number)),
          events.map(({ attributes }) => String(attributes['shop.visit.number'])),
        ),
        deltas: missing(
          visits.map(({ number }) => `/films/${number}`),
          points.map(({ attributes }) => attributes['otel_rum.document.url.template']),
        ),
      };
    };
    await expect.poll(() => all(inbox), { timeout: 90_000 }).toEqual({ spans: [], events: [], deltas: [] });
    if (tier === 'samplers')
      expect(inMemory.length, 'spans waited in the sampler’s memory').toBeGreaterThan(0);
  });
}
