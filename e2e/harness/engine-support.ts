import { test } from '@playwright/test';
import type { BrowserName } from '../../scripts/browser.mjs';

/** What only some engines can do. */
interface Feature {
  engines: readonly BrowserName[];
  source: string;
}

/** What the scenarios depend on and not every tested engine has. A test asks `supports()`, and expects accordingly. */
export const engineSupport = {
  longAnimationFrames: { engines: ['chromium'], source: 'https://w3c.github.io/long-animation-frames/' },
  layoutShifts: { engines: ['chromium'], source: 'https://wicg.github.io/layout-instability/' },
  softNavigations: { engines: ['chromium'], source: 'https://wicg.github.io/soft-navigations/' },
  /** Not the engine, but its driver: Firefox 153 reports no `console.groupEnd()`. */
  consoleGroupEnds: {
    engines: ['chromium'],
    source: 'https://w3c.github.io/webdriver-bidi/#event-log-entryAdded',
  },
  /** Not the engine, but its driver: Firefox 153 counts clicks that are dispatched each by itself as single clicks. */
  multipleClicks: {
    engines: ['chromium'],
    source: 'https://w3c.github.io/webdriver-bidi/#command-input-performActions',
  },
} satisfies Record<string, Feature>;

/** Scenarios that run in Chromium alone: file in `e2e/scenarios` → reason. */
export const chromiumOnly: Record<string, string> = {
  'delivery/delivery-fetch-later.spec.ts': 'is about `fetchLater`, which only Chromium has',
  'delivery/delivery-load.spec.ts': 'reads the heap and the processor time by the developer tools’ protocol',
  'delivery/delivery-storage-full.spec.ts': 'limits the storage by the developer tools’ protocol',
  'page-load/page-load-unattended.spec.ts':
    'an extension of Chromium hides, discards and prerenders tabs: drivers of other engines cannot',
  'requests/requests-memory.spec.ts': 'reads the heap by the developer tools’ protocol',
};

/** Returns whether the engine that runs the current test has a feature. */
export function supports(feature: keyof typeof engineSupport): boolean {
  const engine = (test.info().project.use as { browserName?: BrowserName }).browserName ?? 'chromium';
  return (engineSupport[feature].engines as readonly BrowserName[]).includes(engine);
}
