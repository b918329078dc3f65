import { buildApp, serveApp } from '../../fixtures/frameworks/build-app.js';
import { expect, flush, test } from '../../harness/test.js';

interface Outcome {
  consoleOutput: string[];
  uncaught: string[];
  handled: string[];
}

/** After such a hook has thrown, Vue's development builds call no further ones, so each is the last of its page. */
const VISITS = [
  ['KeepAlive'],
  ['setup', 'render', 'update', 'event', 'promise', 'watcher', 'async component', 'mounted'],
];

for (const isDevelopment of [false, true]) {
  const builds = isDevelopment ? 'development' : 'production';
  test(`Vue’s console output and behaviour are unchanged, and each error is reported once: ${builds}`, async ({
    page,
    site,
    collector,
  }) => {
    const app = await buildApp({ entry: 'vue/errors-app.ts', isDevelopment });
    serveApp(site, app, collector.url, { paths: ['/'] });
    const visit = async (end: string) => {
      const outcomes: Record<string, Outcome> = {};
      for (const faults of VISITS) {
        await page.goto(`${site.url}/?faults=${faults}${end}`);
        await page.waitForFunction(() => 'outcomes' in window);
        await flush(page);
        Object.assign(outcomes, await page.evaluate('outcomes'));
      }
      return outcomes;
    };
    const without = await visit('&plain');
    const withUs = await visit('');

    const names = Object.keys(without);
    expect(names).toHaveLength(27);
    expect(withUs).toEqual(without);
    for (const [name, { consoleOutput, uncaught, handled }] of Object.entries(without)) {
      // The fault does occur, and is visible somewhere.
      expect([...consoleOutput, ...uncaught, ...handled].join(), name).toContain(name);
    }

    const reported = collector.logs.filter(({ eventName }) => eventName === 'exception');
    for (const name of names) {
      const messages = reported.map(({ attributes }) => String(attributes['exception.message']));
      expect(
        messages.filter((message) => message.endsWith(`${name} #with`)),
        name,
      ).toHaveLength(1);
    }
    const find = (end: string) =>
      reported.find(({ attributes }) => String(attributes['exception.message']).endsWith(`${end} #with`))
        ?.attributes;
    expect(find('update, before')).toMatchObject({
      'otel_rum.exception.mechanism': 'vue.errorHandler',
      'otel_rum.exception.handled': false,
      'otel_rum.exception.hook': 'render function',
    });
    expect(find('async component, before')).toMatchObject({
      'error.type': 'chunk_load',
      'otel_rum.exception.hook': 'async component loader',
    });
    // In development Vue rethrows unhandled errors, which are reported as the page's own.
    expect(find('event, none')).toMatchObject({
      'otel_rum.exception.mechanism': isDevelopment ? 'onerror' : 'vue.errorHandler',
    });
  });
}

for (const version of ['4', '5']) {
  test(`a page that cannot be loaded is reported once, and the console is unchanged: vue-router ${version}`, async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    const app = await buildApp({
      entry: 'vue/router-app.ts',
      alias: version === '5' ? { 'vue-router-4': 'vue-router-5' } : {},
    });
    // Its file belongs to a replaced release.
    const present = app.filter(({ path }) => !path.includes('late-page'));
    expect(present).toHaveLength(app.length - 1);
    const visit = async (path: string) => {
      serveApp(site, present, collector.url, { paths: ['/'] });
      consoleOutput.messages.length = 0;
      await page.goto(`${site.url}${path}`);
      const isLogged = page.waitForEvent('console', (message) => message.text().includes('late-page'));
      await page.click('a[href="/lazy"]');
      await isLogged;
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      await flush(page);
      return consoleOutput.messages.map((message) => `${message.type()}: ${message.text()}`).sort();
    };
    const without = await visit('/?plain');
    expect(collector.logs.filter(({ eventName }) => eventName === 'exception')).toEqual([]);
    expect(await visit('/')).toEqual(without);
    const reported = collector.logs.filter(({ eventName }) => eventName === 'exception');
    expect(reported.map(({ attributes }) => attributes['error.type'])).toEqual(['chunk_load']);
    expect(reported[0]?.attributes).toMatchObject({
      'otel_rum.exception.mechanism': 'vite.preloadError',
      'otel_rum.exception.handled': false,
    });
    // In this production build the listed component is timed, too.
    const timed = collector.logs.filter(({ eventName }) => eventName === 'otel_rum.component_mount');
    expect(timed.map(({ attributes }) => attributes['otel_rum.component_mount.name'])).toEqual(['HomePage']);
  });
}
