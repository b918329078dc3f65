import type { BrowserContext, Request } from '@playwright/test';
import type { Records } from './otlp.js';

/** The time of pages, which the test lets pass: minutes take as long as what happens in them. */
export interface PageTime {
  /**
   * Lets it pass step by step, each until what the pages asked of the network in it has been answered.
   *
   * @param isOver looked at after each step; without it all of the time passes
   */
  pass(seconds: number, isOver?: () => boolean): Promise<void>;
  /** The same in steps of ten seconds, where it is not to the second. */
  passRoughly(seconds: number, isOver?: () => boolean): Promise<void>;
}

/** After it the page has read an answer, and asked for what comes next. */
const nextTask = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(0);
  });

/** Takes over the clock of all pages, those to come too; before one opens anything. It goes on by itself as well. */
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

/** Whether a page's first batch has arrived. Under a clock that is taken over the browser tells no page load. */
export const hasBegun = ({ logs }: Records): boolean =>
  logs.some(({ eventName }) => eventName === 'browser.navigation');
