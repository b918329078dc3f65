import type { Page } from '@playwright/test';
import { probeHeap } from '../../fixtures/conformance/heap.js';
import { bundle } from '../../harness/bundle.js';
import { controlTime, hasBegun } from '../../harness/delivery-clock.js';
import type { FaultyReceiver } from '../../harness/faulty-receiver.js';
import { serveModulePage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { readHeldBytes } from './held-bytes.js';

/** How long a tab is used, and what happens meanwhile. */
export interface Day {
  actions: number;
  hides: number;
  outages: number;
}

export interface Soak {
  /** Bytes of all values that scripts hold. */
  heldBefore: number;
  heldAfter: number;
  /** Bytes of the whole heap, including compiled code, which grows with use. */
  heapBefore: number;
  heapAfter: number;
  listenersBefore: number;
  listenersAfter: number;
  /** The page's actions that arrived, sorted, with every repetition. */
  arrived: number[];
}

/** An action: a click, its request, a route change, an event with its number; sometimes an error. */
const APP = (endpoint: string) => `
  import { getRum, initRum } from 'otel-rum';
  initRum({ serviceName: 'shop', endpoint: '${endpoint}' });
  const button = document.querySelector('button');
  let number = 0;
  button.addEventListener('click', async () => {
    const own = number++;
    history.pushState({}, '', '/films/' + (own % 50));
    await (await fetch('/api/ok?' + own)).text();
    button.textContent = 'Bought ' + own;
    getRum().addEvent('shop.action', { number: own });
    if (own % 100 === 0) getRum().captureError(new Error('out of stock ' + own));
    globalThis.done();
  });
  globalThis.act = (count) => new Promise((resolve) => {
    let left = count;
    globalThis.done = () => { if (--left > 0) button.click(); else resolve(); };
    button.click();
  });
  globalThis.setHidden = (isHidden) => {
    Object.defineProperty(document, 'visibilityState', { value: isHidden ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };`;

interface Home {
  act(count: number): Promise<void>;
  setHidden(isHidden: boolean): void;
}

const ACTIONS_AT_ONCE = 50;
const DAY_SECONDS = 86_400;

/**
 * Simulates a day of a page, and measures its heap before and after.
 *
 * @param warmUpActions number of actions before the first measurement, to fill caches and compile code
 */
export async function runSoak(
  page: Page,
  site: Site,
  receiver: FaultyReceiver,
  day: Day,
  warmUpActions: number,
): Promise<Soak> {
  const time = await controlTime(page.context());
  const url = serveModulePage(site, '/', await bundle(APP(receiver.url)), '<button>Buy</button>');
  await page.goto(url);
  await time.pass(30, () => hasBegun(receiver));
  const heap = await probeHeap(page);
  const setHidden = (isHidden: boolean) =>
    page.evaluate((hidden) => (globalThis as unknown as Home).setHidden(hidden), isHidden);

  const arrived = () =>
    receiver.logs
      .filter(({ eventName }) => eventName === 'shop.action')
      .map(({ attributes }) => Number(attributes.number));
  let acted = 0;

  /** Hides and outages are spread evenly over the day; an outage lasts four steps. */
  const live = async ({ actions, hides, outages }: Day) => {
    const steps = actions / ACTIONS_AT_ONCE;
    const falls = (times: number, step: number, length: number) =>
      Math.floor((step * times) / steps) > Math.floor(((step - length) * times) / steps);
    for (let step = 1; step <= steps; step++) {
      receiver.react({ status: falls(outages, step, Math.min(4, steps / 3)) ? 503 : 200 });
      if (falls(hides, step, 1)) {
        await setHidden(true);
        await time.pass(2);
        await setHidden(false);
      }
      await page.evaluate((count) => (globalThis as unknown as Home).act(count), ACTIONS_AT_ONCE);
      await time.pass(2);
      // In one step, like a laptop's sleep: no response arrives while the clock advances.
      await page.context().clock.fastForward((DAY_SECONDS / steps) * 1_000);
    }
    receiver.react({});
    acted += actions;
    // Stored records are sent at one batch per second.
    await time.pass(120, () => arrived().length >= acted);
    await time.pass(10);
  };
  await live({ actions: warmUpActions, hides: 2, outages: 1 });
  const before = await heap.read();
  const heldBefore = await readHeldBytes(page);
  await live(day);
  const after = await heap.read();
  return {
    heldBefore,
    heldAfter: await readHeldBytes(page),
    heapBefore: before.bytes,
    heapAfter: after.bytes,
    listenersBefore: before.listeners,
    listenersAfter: after.listeners,
    arrived: arrived().sort((a, b) => a - b),
  };
}
