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

/** Number of records of one kind that were expected and arrived. */
export interface Arrival {
  what: string;
  expected: number;
  arrived: number;
  /** Number of duplicates. */
  repeated: number;
}

export interface Outcome {
  arrivals: Arrival[];
  /** Whether the back/forward cache restored the page. */
  isRestored: boolean;
}

/** Maximum number of next pages: a page that has just ended may still be writing when the first one reads the store. */
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
 * Ends a page in that state, opens the next page of its site, another one if records are missing, and counts the records
 * that have arrived when the store is empty.
 *
 * @param isAccepted whether records may be missing, which are not awaited
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
    // The test reports missing records.
    await collector.waitFor(isAll, 'all that was recorded', ARRIVAL_MILLIS).catch(() => {});
    await site.waitForRequest(`/reached/drained-${load}`);
    await next.close();
    if (isAll()) break;
  }
  await tab.close();
  return { arrivals: expected.map(count), isRestored };
}

/** Opens the page: after another page if it goes back, from another page if it closes itself. */
async function open(browser: Browser, site: Site, { end, state }: Cell): Promise<Tab> {
  const url = `${site.url}/shop?${new URLSearchParams({ end, state })}`;
  if (end !== 'history back' && end !== 'window.close()') return browser.open(url);
  const tab = await browser.open(`${site.url}/start#${url}`);
  if (end === 'window.close()') return tab.clickToOpen('#open');
  await tab.click('#go');
  return tab;
}

/** Does what the page cannot do itself, and waits until it has ended. @returns whether it was restored */
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
