import { test } from '@playwright/test';
import type { BrowserName } from '../../scripts/browser.mjs';

/** What only some engines can do. */
interface Feature {
  engines: readonly BrowserName[];
  source: string;
}

/** What the scenarios depend on and not every tested engine has. A test asks `supports()`, and expects accordingly. */
export const engineSupport = {
  /** Not the engine, but its driver: Firefox 153 counts clicks that are dispatched each by itself as single clicks. */
  multipleClicks: {
    engines: ['chromium'],
    source: 'https://w3c.github.io/webdriver-bidi/#command-input-performActions',
  },
} satisfies Record<string, Feature>;

/** Returns whether the engine that runs the current test has a feature. */
export function supports(feature: keyof typeof engineSupport): boolean {
  const engine = (test.info().project.use as { browserName?: BrowserName }).browserName ?? 'chromium';
  return (engineSupport[feature].engines as readonly BrowserName[]).includes(engine);
}
