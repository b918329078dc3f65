import type { Collector } from '../../harness/collector.js';
import type { Log, Metric, Span } from '../../harness/otlp.js';
import type { Site } from '../../harness/site.js';
import { type EndName, ends } from './ends.js';
import type { Browser, Tab } from './engine.js';
import { ENDING, servePages } from './serve-pages.js';
import { type Expected, type StateName, states } from './states.js';

export interface Cell {
  end: EndName;
  state: StateName;
}

/** What became of the records of one kind. */
export interface Arrival {
  what: string;
  expected: number;
  arrived: number;
  /** How often one came once more. */
  repeated: number;
}

export interface Outcome {
  arrivals: Arrival[];
  /** Whether the back/forward cache gave the page back. */
  isRestored: boolean;
}

/** A page that has just ended may still be writing when the first one looks. */
const MAX_LOADS = 2;
const ARRIVAL_MILLIS = 10_000;

interface World {
  browser: Browser;
  site: Site;
  collector: Collector;
}

const RETURNED: Expected = {
  what: 'event after the return',
  count: 1,
  ids: ({ logs }) =>
    logs.filter(({ eventName }) => eventName === 'shop.returned').map(({ timeMillis }) => String(timeMillis)),
};

/**
 * Ends a page in that state, opens the next one of its site, another one where something is missing, and counts what has
 * arrived by the time that nothing is stored any more.
 *
 * @param accepted what may be missing, and is not waited for
 */
export async function runCell(
  { browser, site, collector }: World,
  { end, state }: Cell,
  isAccepted: (what: string) => boolean,
): Promise<Outcome> {
  await servePages(site, collector.url);
  const tab = await open(browser, site, { end, state });
  await site.waitForRequest('/reached/ready');
  await tab.click('#act');
  const isRestored = await leave(browser, site, tab, end);

  const expected: Expected[] = [...states[state], ...(isRestored ? [RETURNED] : [])];
  const isOwn = ({ resource }: Log | Span | Metric) => resource['service.version'] === ENDING;
  const count = ({ what, count, ids }: Expected): Arrival => {
    const { spans, logs, metrics } = collector;
    const arrived = ids({
      spans: spans.filter(isOwn),
      logs: logs.filter(isOwn),
      metrics: metrics.filter(isOwn),
    });
    const distinct = new Set(arrived).size;
    return { what, expected: count, arrived: distinct, repeated: arrived.length - distinct };
  };
  const isAll = () => expected.every((one) => isAccepted(one.what) || count(one).arrived >= one.count);
  for (let load = 1; load <= MAX_LOADS; load++) {
    const next = await browser.open(`${site.url}/next?load=${load}`);
    // The test tells what is missing.
    await collector.waitFor(isAll, 'all that was recorded', ARRIVAL_MILLIS).catch(() => {});
    await site.waitForRequest(`/reached/drained-${load}`);
    await next.close();
    if (isAll()) break;
  }
  await tab.close();
  return { arrivals: expected.map(count), isRestored };
}

/** Opens the page, with a page before it where it is to go back, and from another one where it is to close itself. */
async function open(browser: Browser, site: Site, { end, state }: Cell): Promise<Tab> {
  const url = `${site.url}/shop?${new URLSearchParams({ end, state })}`;
  if (end !== 'history back' && end !== 'window.close()') return browser.open(url);
  const tab = await browser.open(`${site.url}/start#${url}`);
  if (end === 'window.close()') return tab.clickToOpen('#open');
  await tab.click('#go');
  return tab;
}

/** Does what the page cannot do itself, and waits until it has ended. @returns whether it came back as it was */
async function leave(browser: Browser, site: Site, tab: Tab, end: EndName): Promise<boolean> {
  if (!ends[end].isByPage) await site.waitForRequest('/reached/acted');
  switch (end) {
    case 'tab closed':
      await tab.close();
      break;
    case 'renderer crash':
      await tab.crash();
      break;
    case 'hidden, then killed':
      await tab.hide();
      await site.waitForRequest('/reached/hidden-for-a-moment');
      await browser.kill(tab);
      break;
    case 'back/forward cache':
      return Promise.race([
        site.waitForRequest('/reached/restored').then(() => true),
        site.waitForRequest('/reached/loaded-anew').then(() => false),
      ]);
    case 'reload':
      await site.waitForRequest('/reached/loaded-anew');
      break;
    default:
      await site.waitForRequest('/reached/hidden');
  }
  return false;
}
