import type { ConsoleMessage, Page } from '@playwright/test';
import { type AppSource, buildApp, REACT_18, serveApp } from '../../fixtures/frameworks/build-app.js';
import type { Log } from '../../harness/otlp.js';
import { expect, flush, test } from '../../harness/test.js';

/** How each part of the app ends, whoever watches it. */
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

/** Mechanism, whether it was handled, and whether the components are told. */
type Told = [mechanism: string, isHandled: boolean, hasComponents: boolean];
const OURS: Told = ['react.componentDidCatch', true, true];
const CAUGHT: Told = ['react.onCaughtError', true, true];
const UNCAUGHT: Told = ['react.onUncaughtError', false, true];
const RECOVERED: Told = ['react.onRecoverableError', true, true];
const OF_PAGE: Told = ['onerror', false, false];

const EVERYWHERE = { caught: OURS, text: OURS, lazy: OURS, bare: OF_PAGE, clicked: OF_PAGE };
const IN_REACT_19 = { ...EVERYWHERE, uncaught: UNCAUGHT, own: CAUGHT, others: CAUGHT };
/** It tells roots nothing of what was thrown. */
const IN_REACT_18 = { ...EVERYWHERE, uncaught: OF_PAGE };

const APPS: Record<string, { source: Omit<AppSource, 'entry'>; told: Record<string, Told> }> = {
  'React 19': { source: {}, told: IN_REACT_19 },
  'React 19, development build': { source: { isDevelopment: true }, told: IN_REACT_19 },
  'React 18': { source: { alias: REACT_18 }, told: IN_REACT_18 },
};

/** What the page's console got, without where in the code it was. */
const lines = (messages: ConsoleMessage[]) =>
  messages.map((message) => `${message.type()}: ${message.text().replace(/\n? +at .*/g, '')}`).sort();

/** A production build tells its messages by number, and a URL, of which we send no query. */
const withoutUrl = (message: unknown) => String(message).replace(/; visit .*/, '');

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  for (const [id, text] of Object.entries(ENDS)) await expect(page.locator(`#${id}`), id).toHaveText(text);
  await page.click('#clicked button');
}

for (const [name, { source, told }] of Object.entries(APPS)) {
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
    ).toEqual(told);
    expect(others).toHaveLength(Object.keys(told).length);
    // What React recovered from goes to the page's console too: a failed render, and a hydration that did not match.
    expect(recovered.map(({ attributes }) => withoutUrl(attributes['exception.message'])).sort()).toEqual(
      without.errors
        .filter((message) => !(message in told))
        .map(withoutUrl)
        .sort(),
    );
    // React 18 itself adds one without components: that it renders the whole root anew.
    expect(recovered.map(describe)).toContainEqual(RECOVERED);
    expect(recovered.every(({ attributes }) => attributes['otel_rum.exception.handled'])).toBe(true);
  });
}

function describe({ attributes }: Log): Told {
  const stack = String(attributes['otel_rum.exception.component_stack'] ?? '');
  return [
    String(attributes['otel_rum.exception.mechanism']),
    attributes['otel_rum.exception.handled'] === true,
    /\n\s+at /.test(stack),
  ];
}
