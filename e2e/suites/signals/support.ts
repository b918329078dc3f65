import type { SignalName } from './signals.js';

/** Engines without a signal: all tested versions of Firefox and WebKitGTK, or Chromium before a version. */
export interface Support {
  /** First tested Chromium release that has it, or the first version that documents it. */
  chromium?: number;
  firefox?: false;
  webkit?: false;
  /** What the engine lacks, with the source. */
  reason: string;
}

/** Signals that an engine does not support. All others must arrive from every engine. */
export const support: Partial<Record<SignalName, Support>> = {
  'status of the document': {
    chromium: 121,
    webkit: false,
    reason:
      '[`responseStatus`](https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-responsestatus)',
  },
  'route change, measured by the browser': {
    chromium: 151,
    firefox: false,
    webkit: false,
    reason: '[soft navigations](https://wicg.github.io/soft-navigations/); without them it is estimated',
  },
  CLS: {
    chromium: 81,
    firefox: false,
    webkit: false,
    reason:
      '[layout shifts](https://wicg.github.io/layout-instability/); in Chromium 80 they are lost with the end of the page',
  },
  FCP: { chromium: 92, reason: '`Array.prototype.at`, which web-vitals needs' },
  LCP: {
    chromium: 92,
    webkit: false,
    reason:
      '[LCP entries](https://w3c.github.io/largest-contentful-paint/); before Chromium 92 `Array.prototype.at`',
  },
  INP: {
    chromium: 96,
    webkit: false,
    reason: '[`interactionId`](https://w3c.github.io/event-timing/#dom-performanceeventtiming-interactionid)',
  },
  'long frame': {
    chromium: 123,
    firefox: false,
    webkit: false,
    reason: '[long animation frames](https://w3c.github.io/long-animation-frames/)',
  },
  'script behind INP': {
    chromium: 123,
    firefox: false,
    webkit: false,
    reason: '[long animation frames](https://w3c.github.io/long-animation-frames/)',
  },
  ...Object.fromEntries(
    (
      [
        'duration of requests',
        'click that leaves the page',
        'event of that click’s handler',
        'request in flight',
      ] as const
    ).map((name) => [
      name,
      {
        chromium: 81,
        reason:
          '[keepalive requests with a preflight](https://crbug.com/835821); Chromium 80 logs a warning and is not supported',
      },
    ]),
  ),
};
