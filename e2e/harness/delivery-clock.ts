import type { BrowserContext, Request } from '@playwright/test';
import type { Records } from './otlp.js';

/** The clock of pages, which the test advances: minutes last only as long as the work in them. */
export interface PageTime {
  /**
   * Advances the clock step by step; each step ends when all requests that the pages made in it have responses.
   *
   * @param isOver checked after each step to stop early
   */
  pass(seconds: number, isOver?: () => boolean): Promise<void>;
  /** The same in steps of ten seconds, if seconds do not matter. */
  passRoughly(seconds: number, isOver?: () => boolean): Promise<void>;
}

/** Time in which the page reads a response and makes its next request. */
const nextTask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });

/** Replaces the clock of all current and later pages, before one opens anything. The clock also advances by itself. */
export async function controlTime(context: BrowserContext): Promise<PageTime> {
  await context.clock.install();
  const open = new Set<Request>();
  let settled = () => {};
  context.on('request', (request) => open.add(request));
  for (const event of ['requestfinished', 'requestfailed'] as const)
    context.on(event as 'requestfinished', (request) => {
      open.delete(request);
      if (open.size === 0) settled();
    });
  const quiet = async () => {
    do {
      if (open.size > 0)
        await new Promise<void>((resolve) => {
          settled = resolve;
        });
      await Promise.all(context.pages().map((page) => page.evaluate(nextTask)));
    } while (open.size > 0);
  };
  const passBy = async (seconds: number, stepSeconds: number, isOver = () => false) => {
    for (let passed = 0; passed < seconds; passed += stepSeconds) {
      await context.clock.runFor(stepSeconds * 1_000);
      await quiet();
      if (isOver()) return;
    }
  };
  return {
    pass: (seconds, isOver) => passBy(seconds, 1, isOver),
    passRoughly: (seconds, isOver) => passBy(seconds, 10, isOver),
  };
}

/** Whether a page's first batch has arrived. With a replaced clock the browser reports no page load. */
export const hasBegun = ({ logs }: Records): boolean =>
  logs.some(({ eventName }) => eventName === 'browser.navigation');
