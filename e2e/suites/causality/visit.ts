import type { BrowserContext, Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Span } from '../../harness/otlp.js';
import { situations } from './situations.js';

/** A situation for the spec. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly asks: number;
  /** Script of its page. */
  readonly script: string;
}

const framework = (script: string, rows: Record<string, [title: string, asks: number]>): Case[] =>
  Object.entries(rows).map(([id, [title, asks]]) => ({ id, title, asks, script }));
const react = (version: number) =>
  framework(`/react-${version}.js`, {
    [`react-${version}-effect`]: [`React ${version}: an effect`, 1],
    [`react-${version}-dependent`]: [
      `React ${version}: effects, each after the response to the one before`,
      2,
    ],
    [`react-${version}-transition`]: [`React ${version}: a transition`, 1],
    [`react-${version}-action`]: [`React ${version}: an asynchronous transition`, 2],
  });

export const CASES: readonly Case[] = [
  ...Object.entries(situations).map(([id, { title, asks }]) => ({ id, title, asks, script: '/plain.js' })),
  ...react(18),
  ...react(19),
  ...framework('/vue.js', { 'vue-next-tick': ['Vue: `nextTick()` and a watcher', 2] }),
  ...framework('/zone.js', {
    'zone-promise': ['zone.js (Angular): promises and timers', 2],
    'zone-poll': ['zone.js (Angular): polling, while an action is open', 5],
  }),
];

/** What the person does, if not only a click. */
const PERSONS: Record<string, (page: Page) => Promise<unknown>> = {
  'route-by-code': async () => {},
  'page-load': async () => {},
  'infinite-scroll': async (page) => {
    await page.click('#act');
    await page.mouse.wheel(0, 4_000);
  },
  'scroll-event': async (page) => {
    await page.click('#act');
    await page.mouse.wheel(0, 400);
  },
  debounce: (page) => page.locator('#field').pressSequentially('abc', { delay: 60 }),
  typeahead: (page) => page.locator('#field').pressSequentially('ab', { delay: 150 }),
  throttle: async (page) => {
    for (let count = 0; count < 3; count++) await page.click('#act');
  },
  form: async (page) => {
    await page.fill('#field', 'Alien');
    await page.click('form button');
  },
  'drag-and-drop': (page) => page.dragAndDrop('#card', '#place'),
  shortcut: (page) => page.keyboard.press('k'),
  'hover-late': async (page) => {
    await page.click('#act');
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 3_000)));
    await page.hover('#link');
  },
  'hover-during': async (page) => {
    await page.click('#act');
    await page.hover('#link');
  },
  'touch-preload': async (page) => {
    await page.click('#act');
    await page.hover('#link');
    await page.mouse.down();
  },
  back: async (page) => {
    await page.click('#act');
    await page.goBack();
  },
};
const clickBoth = async (page: Page) => {
  await page.click('#a');
  await page.click('#b');
};

/** Opens the page of a situation, acts, and leaves when all its requests have responses. */
export async function visit(
  context: BrowserContext,
  host: string,
  { id, asks, script }: Case,
): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  let answered = 0;
  const all = new Promise<void>((resolve) => {
    page.on('requestfinished', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/') && ++answered >= asks) resolve();
    });
    page.on('requestfailed', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/') && ++answered >= asks) resolve();
    });
  });
  await page.goto(`http://${host}/m/${id}?s=${id}&script=${script}`);
  // Wait until the page has settled, so that requests of its load do not belong to the action.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  await page.evaluate(() => (window as unknown as { before(): unknown }).before());
  await (PERSONS[id] ?? (id.startsWith('two-') ? clickBoth : (one: Page) => one.click('#act')))(page);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 10_000))]);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await page.close();
}

/** The recorded owner of a request, and the true one. */
export interface Judged {
  readonly truth: string;
  /** `none`, `load`, `view`, the id of the pressed element, or `act`. */
  readonly recorded: string;
  readonly isGuess: boolean;
}

const attribute = ({ attributes }: Span, end: string) =>
  Object.entries(attributes).find(([name]) => name.endsWith(end))?.[1];

/** Judges the requests of a situation. */
export function judge(spans: Collector['spans'], { id }: Case): Judged[] {
  const marker = `${id.replaceAll('-', '_')}__`;
  const found: Judged[] = [];
  for (const span of spans) {
    const path = new URL(String(span.attributes['url.full'] ?? 'http://x/')).pathname;
    const operation = String(span.attributes['graphql.operation.name'] ?? '');
    const truth = path.startsWith(`/api/${id}/`)
      ? path.split('/')[3]
      : operation.startsWith(marker)
        ? operation.split('__')[1]
        : undefined;
    if (span.kind !== 'client' || !truth) continue;
    const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
    const root = spans.find((one) => one.traceId === span.traceId && !one.parentSpanId);
    const button = root && /#(a|b)\b/.exec(String(attribute(root, 'element.selector')))?.[1];
    let recorded = 'none';
    if (span.parentSpanId && root && attribute(root, 'user_action.type'))
      recorded = truth === 'act' ? 'act' : (button ?? 'act');
    else if (parent?.name === 'documentLoad') recorded = 'load';
    else if (parent?.name === 'navigation') recorded = 'view';
    else if (span.parentSpanId) recorded = `orphan of ${parent?.name}`;
    found.push({ truth, recorded, isGuess: span.attributes['otel_rum.action.guessed'] === true });
  }
  return found;
}
