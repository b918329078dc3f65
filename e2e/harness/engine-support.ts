import { test } from '@playwright/test';
import type { BrowserName } from '../../scripts/browser.mjs';

/** What only some engines can do. */
interface Feature {
  engines: readonly BrowserName[];
  source: string;
}

/** What the scenarios depend on and not every tested engine has. A test asks `supports()`, and expects accordingly. */
export const engineSupport = {
  largestContentfulPaint: {
    engines: ['chromium', 'firefox'],
    source: 'https://w3c.github.io/largest-contentful-paint/',
  },
  longAnimationFrames: { engines: ['chromium'], source: 'https://w3c.github.io/long-animation-frames/' },
  layoutShifts: { engines: ['chromium'], source: 'https://wicg.github.io/layout-instability/' },
  softNavigations: { engines: ['chromium'], source: 'https://wicg.github.io/soft-navigations/' },
  /** Not the engine, but its driver: WebDriver does not report what a page logs. */
  consoleOutput: { engines: ['chromium', 'firefox'], source: 'https://w3c.github.io/webdriver/' },
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

/** Scenarios of `npm test` that run in WebKitGTK: its driver cannot do all that the others need. */
export const inWebKit: readonly string[] = [
  'errors/errors.spec.ts',
  'navigation/navigation.spec.ts',
  'page-load/page-load.spec.ts',
  'privacy/consent.spec.ts',
  'privacy/sampling.spec.ts',
  'requests/propagation-refused.spec.ts',
  'requests/requests.spec.ts',
  'script-tag/early-calls.spec.ts',
  'sessions/sessions.spec.ts',
  'user-actions/user-action.spec.ts',
];

/** Tests of these files that WebKitGTK cannot run: the beginning of the title → reason. */
export const notInWebKit: Record<string, string> = {
  'a query or a fragment starts a view by option':
    'calls the Navigation API, which WebKitGTK 2.50 does not have',
  'a sandboxed frame, whose storage throws': 'needs the frames of the page, which this driver does not list',
  'is in one trace with its own INP': 'WebKitGTK 2.50 has no Event Timing, of which INP is made',
  'is separate for each input': 'presses while the page is busy, and WebDriver waits until it is not',
};

/** Scenarios that run in Chromium alone: file in `e2e/scenarios` → reason. */
export const chromiumOnly: Record<string, string> = {
  'delivery/delivery-fetch-later.spec.ts': 'is about `fetchLater`, which only Chromium has',
  'delivery/delivery-load.spec.ts': 'reads the heap and the processor time by the developer tools’ protocol',
  'delivery/delivery-storage-full.spec.ts': 'limits the storage by the developer tools’ protocol',
  'page-load/page-load-unattended.spec.ts':
    'an extension of Chromium hides, discards and prerenders tabs: drivers of other engines cannot',
  'platforms/pen.spec.ts': 'Playwright has no pen: its press is sent by the developer tools’ protocol',
  'requests/requests-memory.spec.ts': 'reads the heap by the developer tools’ protocol',
};

/** Returns whether the engine that runs the current test has a feature. */
export function supports(feature: keyof typeof engineSupport): boolean {
  const driven = (test.info().project.use as { browserName?: BrowserName }).browserName ?? 'chromium';
  const engine = process.env.OTEL_RUM_WEBKIT ? 'webkit' : driven;
  return (engineSupport[feature].engines as readonly BrowserName[]).includes(engine);
}
