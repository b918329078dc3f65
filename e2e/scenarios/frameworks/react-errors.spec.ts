import type { ConsoleMessage, Page } from '@playwright/test';
import { type AppSource, buildApp, REACT_18, serveApp } from '../../fixtures/frameworks/build-app.js';
import type { Log } from '../../harness/otlp.js';
import { expect, flush, test } from '../../harness/test.js';

/** What each part of the app finally shows, with and without otel-rum. */
const ENDS = {
  caught: 'fell back',
  text: 'fell back',
  lazy: 'fell back',
  own: 'fell back',
  others: 'fell back',
  uncaught: '',
  bare: '',
  flaky: 'recovered',
  hydrated: 'client',
  timed: 'shown',
};

/** Mechanism, whether it was handled, and whether it has a component stack. */
type Reported = [mechanism: string, isHandled: boolean, hasComponents: boolean];
const OURS: Reported = ['react.componentDidCatch', true, true];
const CAUGHT: Reported = ['react.onCaughtError', true, true];
const UNCAUGHT: Reported = ['react.onUncaughtError', false, true];
const RECOVERED: Reported = ['react.onRecoverableError', true, true];
const OF_PAGE: Reported = ['onerror', false, false];

const EVERYWHERE = { caught: OURS, text: OURS, lazy: OURS, bare: OF_PAGE, clicked: OF_PAGE };
const IN_REACT_19 = { ...EVERYWHERE, uncaught: UNCAUGHT, own: CAUGHT, others: CAUGHT };
/** React 18 does not report caught errors to roots. */
const IN_REACT_18 = { ...EVERYWHERE, uncaught: OF_PAGE };

const APPS: Record<string, { source: Omit<AppSource, 'entry'>; expected: Record<string, Reported> }> = {
  'React 19': { source: {}, expected: IN_REACT_19 },
  'React 19, development build': { source: { isDevelopment: true }, expected: IN_REACT_19 },
  'React 18': { source: { alias: REACT_18 }, expected: IN_REACT_18 },
};

/** Returns the page's console output, without positions in the code. */
const lines = (messages: ConsoleMessage[]) =>
  messages.map((message) => `${message.type()}: ${message.text().replace(/\n? +at .*/g, '')}`).sort();

/** A production build shortens its messages to a number and a URL, whose query we do not send. */
const withoutUrl = (message: unknown) => String(message).replace(/; visit .*/, '');

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  for (const [id, text] of Object.entries(ENDS)) await expect(page.locator(`#${id}`), id).toHaveText(text);
  await page.click('#clicked button');
}

for (const [name, { source, expected }] of Object.entries(APPS)) {
  test(`errors and mounts are reported once, and page and console are unchanged: ${name}`, async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    const app = await buildApp({ entry: 'react-19/errors.tsx', ...source });
    serveApp(site, app, collector.url, { paths: ['/with', '/without'] });
    await open(page, `${site.url}/without`);
    const without = {
      errors: consoleOutput.errors.splice(0).map(({ message }) => message),
      lines: lines(consoleOutput.messages.splice(0)),
    };
    await open(page, `${site.url}/with`);
    await flush(page);

    const mounts = collector.logs.filter(({ eventName }) => eventName === 'otel_rum.component_mount');
    expect(mounts.map(({ attributes }) => attributes['otel_rum.component_mount.name'])).toEqual(['timed']);
    expect(consoleOutput.errors.map(({ message }) => message).sort()).toEqual([...without.errors].sort());
    expect(lines(consoleOutput.messages)).toEqual(without.lines);

    const events = collector.logs.filter(({ eventName }) => eventName === 'exception');
    const recovered = events.filter(
      ({ attributes }) => attributes['otel_rum.exception.mechanism'] === 'react.onRecoverableError',
    );
    const others = events.filter((event) => !recovered.includes(event));
    expect(
      Object.fromEntries(others.map((event) => [event.attributes['exception.message'], describe(event)])),
    ).toEqual(expected);
    expect(others).toHaveLength(Object.keys(expected).length);
    // Errors from which React recovered are on the page's console too: a failed render, and a hydration mismatch.
    expect(recovered.map(({ attributes }) => withoutUrl(attributes['exception.message'])).sort()).toEqual(
      without.errors
        .filter((message) => !(message in expected))
        .map(withoutUrl)
        .sort(),
    );
    // React 18 itself adds an error without components: that it renders the whole root again.
    expect(recovered.map(describe)).toContainEqual(RECOVERED);
    expect(recovered.every(({ attributes }) => attributes['otel_rum.exception.handled'])).toBe(true);
  });
}

function describe({ attributes }: Log): Reported {
  const stack = String(attributes['otel_rum.exception.component_stack'] ?? '');
  return [
    String(attributes['otel_rum.exception.mechanism']),
    attributes['otel_rum.exception.handled'] === true,
    /\n\s+at /.test(stack),
  ];
}
