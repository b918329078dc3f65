import type { Locator, Page } from '@playwright/test';
import type { Collector } from '../../../harness/collector.js';
import type { Truth } from './truth.js';

/** A click that the visitor made. */
export interface Press {
  label: string;
  at: number;
}

const REPORT_TIMEOUT_MILLIS = 12_000;

/** A person with a mouse and a keyboard; their clicks are recorded. */
export class Visitor {
  readonly presses: Press[] = [];

  constructor(readonly page: Page) {}

  /** Clicks, and records the click with the test's label. */
  async click(label: string, target: string | Locator): Promise<void> {
    const locator = typeof target === 'string' ? this.page.locator(target) : target;
    this.presses.push({ label, at: Date.now() });
    await locator.click();
  }

  async type(selector: string, text: string): Promise<void> {
    await this.page.locator(selector).pressSequentially(text);
  }

  /** Waits until an element shows a text. */
  async sees(selector: string, text: string): Promise<void> {
    await this.page.locator(selector).filter({ hasText: text }).first().waitFor();
  }

  /** Waits until the page has reported all that it should, or until a maximum time, and sends queued records. */
  async untilReported(collector: Collector, truth: Truth): Promise<void> {
    const requests = Object.values(truth.requests ?? {}).flat().length;
    await collector
      .waitFor(
        ({ spans, logs }) => {
          const count = (name: string) => logs.filter(({ eventName }) => eventName === name).length;
          return (
            count('browser.user_action.click') >= this.presses.length &&
            count('browser.navigation') >= truth.views.length &&
            count('exception') >= (truth.errors?.length ?? 0) &&
            spans.filter(({ kind }) => kind === 'client').length >= requests
          );
        },
        'everything that the visitor did',
        REPORT_TIMEOUT_MILLIS,
      )
      .catch(() => {});
    // The parent of each span must have arrived too.
    await this.page.evaluate(() =>
      (globalThis as unknown as { otelRum?: { flush(): Promise<void> } }).otelRum?.flush(),
    );
    await collector
      .waitFor(
        ({ spans }) =>
          spans.every(
            ({ kind, parentSpanId }) =>
              kind !== 'client' || !parentSpanId || spans.some(({ spanId }) => spanId === parentSpanId),
          ),
        'the parents of all requests',
        REPORT_TIMEOUT_MILLIS,
      )
      .catch(() => {});
  }
}
