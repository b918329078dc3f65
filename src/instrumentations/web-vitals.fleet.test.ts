import { ROOT_CONTEXT } from '@opentelemetry/api';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decode, type Point } from '../../e2e/harness/otlp.js';
import type { PageContext, PageView } from '../context/page-view.js';
import { createGuard } from '../diagnostics/guard.js';
import type { InstrumentationContext } from '../instrumentation.js';
import { createMetrics } from '../signals/metrics.js';
import { encodeMetric, encodeRequest, encodeResource } from '../transport/encode.js';
import { webVitals } from './web-vitals.js';

type Name = 'LCP' | 'FCP' | 'TTFB' | 'INP' | 'CLS';
type Report = (metric: object) => void;

/** Where the library would call back; the test is the library. */
const library = vi.hoisted(() => ({}) as Record<Name, Report>);
vi.mock('web-vitals/attribution', () =>
  Object.fromEntries(
    (['LCP', 'FCP', 'TTFB', 'INP', 'CLS'] as const).map((name) => [
      `on${name}`,
      (report: Report) => {
        library[name] = report;
      },
    ]),
  ),
);

/** Good up to the first, poor over the second: https://web.dev/articles/vitals. Milliseconds, but for CLS. */
const THRESHOLDS: Record<Name, [good: number, poor: number]> = {
  LCP: [2_500, 4_000],
  FCP: [1_800, 3_000],
  TTFB: [800, 1_800],
  INP: [200, 500],
  CLS: [0.1, 0.25],
};
const RATINGS = ['good', 'needs-improvement', 'poor'] as const;
const NAMES = Object.keys(THRESHOLDS) as Name[];
const ratingOf = (name: Name, value: number) =>
  RATINGS[THRESHOLDS[name].filter((threshold) => value > threshold).length] as (typeof RATINGS)[number];
const ROUTES = ['/', '/films/:id', '/search'];

/** Numbers in [0, 1), the same in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a vital of one navigation was in the end. */
interface Truth {
  name: Name;
  value: number;
  navigationType: string;
  route: string;
}

/** A visitor's page with the SDK's own metrics; its requests are decoded. */
function openPage(random: () => number) {
  const guard = createGuard({
    warn: (text: string) => {
      throw new Error(text);
    },
    debug: () => {},
  });
  let now = 0;
  const clock = {
    pageNow: () => now,
    epochNow: () => 1_700_000_000_000 + now,
    toEpoch: (moment: number) => 1_700_000_000_000 + moment,
  };
  const metrics = createMetrics(clock, guard, { onMeasure: () => {}, activeContext: () => ROOT_CONTEXT });
  const watchers = new Set<(view: PageView) => void>();
  const pageEnds: (() => void)[] = [];
  let view: PageView;
  const begin = (type: PageView['type']) => {
    now += 1_000;
    const route = ROUTES[Math.floor(random() * ROUTES.length)];
    view = {
      id: 'a'.repeat(16),
      url: 'https://shop.example/',
      type,
      startedAt: now,
      previous: undefined,
      route,
      action: undefined,
      inFlight: 0,
    };
    for (const watch of watchers) watch(view);
    return now;
  };
  begin('document');
  const page: PageContext = {
    current: () => view,
    setRoute: () => {},
    onChange: (callback) => {
      watchers.add(callback);
      return () => watchers.delete(callback);
    },
  };
  webVitals().setup({
    page,
    guard,
    clock,
    meter: metrics.getMeter('otel-rum/web-vitals'),
    logger: { emit: () => {}, enabled: () => true },
    actions: { contextOf: () => undefined },
    onPageEnd: (callback: () => void) => pageEnds.push(callback),
  } as unknown as InstrumentationContext);

  const points: Record<string, Point[]> = {};
  return {
    begin,
    route: () => view.route as string,
    /** Hidden: the last word for all that we know; it is sent. */
    hide() {
      now += 1_000;
      vi.stubGlobal('document', { visibilityState: 'hidden' });
      for (const end of pageEnds) end();
      vi.stubGlobal('document', { visibilityState: 'visible' });
      const records = metrics
        .collect()
        .map((metric) => ({ scope: metric.scope, json: encodeMetric(metric) }));
      if (!records.length) return;
      const body = encodeRequest('metrics', encodeResource({ 'service.name': 'shop' }), records);
      for (const metric of decode('metrics', body).metrics) {
        expect(metric).toMatchObject({ kind: 'histogram', temporality: 'delta' });
        points[metric.name] ??= [];
        points[metric.name]?.push(...metric.points);
      }
    },
    points,
  };
}

/** Simulates a visitor who opens a page, may interact, return or hide and show it, and leaves. */
function visit(random: () => number, truths: Truth[]): Record<string, Point[]> {
  const page = openPage(random);
  const chance = (probability: number) => random() < probability;
  const draw = (name: Name): number => {
    const [good, poor] = THRESHOLDS[name];
    // Now and then right on a threshold, or a hair over it.
    if (chance(0.1)) return (chance(0.5) ? good : poor) * (chance(0.5) ? 1 : 1 + 1e-9);
    if (name === 'CLS' && chance(0.2)) return 0;
    return poor * 1.3 * random() ** 2;
  };
  let serial = 0;
  let views: { current: Truth; id: string; navigationStartTime: number }[] = [];
  const reportView = (report: (typeof views)[number]) => {
    const { name, value, navigationType } = report.current;
    library[name]({
      name,
      value,
      navigationType,
      id: report.id,
      rating: ratingOf(name, value),
      navigationStartTime: report.navigationStartTime,
      navigationId: 0,
      attribution: {},
    });
  };
  const navigate = (navigationType: string, start: number) => {
    const names = NAMES.filter((name) => chance(name === 'INP' ? 0.7 : 0.95));
    views = names.map((name) => {
      const current = { name, value: draw(name), navigationType, route: page.route() };
      truths.push(current);
      return { current, id: `v6-${++serial}`, navigationStartTime: start };
    });
    for (const view of views) reportView(view);
  };
  const lookAway = () => {
    page.hide();
    // Shown again: a vital that continues may have another value by then; INP may even be lower.
    while (chance(0.35)) {
      for (const view of views) {
        const { name, value } = view.current;
        if (name === 'CLS' && chance(0.5)) view.current.value = value + draw('CLS') / 2;
        if (name === 'INP' && chance(0.6)) view.current.value = draw('INP');
        if (name === 'CLS' || name === 'INP') reportView(view);
      }
      page.hide();
    }
  };

  navigate(['navigate', 'reload', 'back-forward', 'prerender'][Math.floor(random() * 4)] as string, 0);
  lookAway();
  while (chance(0.3)) {
    if (chance(0.5)) {
      navigate('back-forward-cache', page.begin('back_forward_cache'));
    } else {
      // It began with the interaction, before the change of the URL.
      navigate('soft-navigation', page.begin('push') - 80);
    }
    lookAway();
  }
  return page.points;
}

/** Histograms with the same bounds, added up. */
function addUp(points: Point[] = []) {
  const bounds = points[0]?.bounds ?? [];
  const counts = new Array<number>(bounds.length + 1).fill(0);
  let sum = 0;
  for (const point of points) {
    expect(point.bounds).toEqual(bounds);
    for (const [bucket, count] of (point.bucketCounts ?? []).entries())
      counts[bucket] = (counts[bucket] ?? 0) + count;
    sum += point.sum ?? 0;
  }
  return { bounds, counts, sum };
}

describe('1,000 visits', () => {
  const truths: Truth[] = [];
  const received: Record<string, Point[]> = {};

  /** The vital's histogram, corrected, of the points that are chosen. */
  const corrected = (name: Name, isChosen: (point: Point) => boolean = () => true) => {
    const key = name.toLowerCase();
    const reported = (received[`otel_rum.web_vital.${key}`] ?? []).filter(isChosen);
    const corrections = (received[`otel_rum.web_vital.correction.${key}`] ?? []).filter(isChosen);
    const side = (which: string) =>
      corrections.filter(({ attributes }) => attributes['otel_rum.correction'] === which);
    const [main, removed, added] = [reported, side('removed'), side('added')].map((points) => addUp(points));
    const at = (values: { counts: number[] } | undefined, bucket: number) => values?.counts[bucket] ?? 0;
    return {
      bounds: main?.bounds ?? [],
      counts: (main?.counts ?? []).map((count, bucket) => count + at(added, bucket) - at(removed, bucket)),
      sum: (main?.sum ?? 0) + (added?.sum ?? 0) - (removed?.sum ?? 0),
    };
  };
  /** Good, needs improvement, poor: read off the buckets alone. */
  const shares = ({ bounds, counts }: { bounds: number[]; counts: number[] }, name: Name) => {
    const limits = THRESHOLDS[name].map((threshold) =>
      bounds.indexOf(name === 'CLS' ? threshold : threshold / 1_000),
    );
    expect(limits).not.toContain(-1);
    const result = [0, 0, 0];
    for (const [bucket, count] of counts.entries()) {
      const place = limits.filter((limit) => bucket > limit).length;
      result[place] = (result[place] ?? 0) + count;
    }
    return result;
  };
  const truthShares = (all: Truth[], name: Name) =>
    RATINGS.map(
      (rating) => all.filter((truth) => truth.name === name && ratingOf(name, truth.value) === rating).length,
    );

  beforeAll(() => {
    vi.stubGlobal('document', { visibilityState: 'visible' });
    const random = seeded(20_261_122);
    for (let index = 0; index < 1_000; index++) {
      for (const [name, points] of Object.entries(visit(random, truths))) {
        received[name] ??= [];
        received[name]?.push(...points);
      }
    }
  }, 60_000);

  it.each(NAMES)('%s: the share of good, needs improvement and poor is the truth, exactly', (name) => {
    const truth = truthShares(truths, name);
    expect(truth.reduce((sum, count) => sum + count)).toBeGreaterThan(900);
    for (const count of truth) expect(count).toBeGreaterThan(50);
    expect(shares(corrected(name), name)).toEqual(truth);
  });

  it.each(NAMES)('%s: p75 lies in its bucket', (name) => {
    const values = truths.filter((truth) => truth.name === name).map(({ value }) => value);
    const rank = Math.ceil(values.length * 0.75);
    const truth = (values.sort((a, b) => a - b)[rank - 1] as number) / (name === 'CLS' ? 1 : 1_000);
    const { bounds, counts } = corrected(name);
    let seen = 0;
    const bucket = counts.findIndex((count) => {
      seen += count;
      return seen >= rank;
    });
    expect(truth).toBeGreaterThan(bounds[bucket - 1] ?? -1);
    expect(truth).toBeLessThanOrEqual(bounds[bucket] ?? Number.POSITIVE_INFINITY);
  });

  it.each(NAMES)(
    '%s: count and sum are the truth, and no page counts twice before corrections either',
    (name) => {
      const values = truths.filter((truth) => truth.name === name);
      const sum = values.reduce((total, { value }) => total + value, 0) / (name === 'CLS' ? 1 : 1_000);
      const main = addUp(received[`otel_rum.web_vital.${name.toLowerCase()}`]);
      expect(main.counts.reduce((total, count) => total + count)).toBe(values.length);
      expect(corrected(name).counts.reduce((total, count) => total + count)).toBe(values.length);
      expect(corrected(name).sum).toBeCloseTo(sum, 6);
    },
  );

  it.each(NAMES)('%s: the same is true by rating, by navigation type and by route', (name) => {
    const of = (key: string, value: string) =>
      shares(
        corrected(name, ({ attributes }) => attributes[key] === value),
        name,
      );
    for (const [place, rating] of RATINGS.entries()) {
      const expected = [0, 0, 0];
      expected[place] = truthShares(truths, name)[place] as number;
      expect(of('browser.web_vital.rating', rating), rating).toEqual(expected);
    }
    for (const type of new Set(truths.map(({ navigationType }) => navigationType))) {
      const truth = truthShares(
        truths.filter(({ navigationType }) => navigationType === type),
        name,
      );
      expect(of('browser.web_vital.navigation_type', type), type).toEqual(truth);
    }
    for (const route of ROUTES) {
      const truth = truthShares(
        truths.filter((each) => each.route === route),
        name,
      );
      expect(of('otel_rum.document.url.template', route), route).toEqual(truth);
    }
  });

  it('needed corrections of CLS and INP, and of nothing else', () => {
    const corrections = Object.keys(received).filter((name) => name.includes('correction'));
    expect(corrections.sort()).toEqual([
      'otel_rum.web_vital.correction.cls',
      'otel_rum.web_vital.correction.inp',
    ]);
    expect(shares(addUp(received['otel_rum.web_vital.inp']), 'INP')).not.toEqual(truthShares(truths, 'INP'));
  });

  it('carry nothing that is high in cardinality', () => {
    const keys = new Set(
      Object.values(received).flatMap((points) =>
        points.flatMap(({ attributes }) => Object.keys(attributes)),
      ),
    );
    expect([...keys].sort()).toEqual([
      'browser.web_vital.navigation_type',
      'browser.web_vital.rating',
      'otel_rum.correction',
      'otel_rum.document.url.template',
    ]);
  });
});
