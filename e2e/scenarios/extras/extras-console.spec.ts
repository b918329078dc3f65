import { expect, flush, openWithExtras, openWithout, test } from '../../harness/extras.js';

/** Messages of an app, and what it sees of its console. */
const SAYS = `
  const seen = [];
  const error = new RangeError('too long');
  const object = { toString() { seen.push('toString'); return 'x'; }, get secret() { seen.push('getter'); return 'planted'; } };
  seen.push(console.warn('stock is %s', 'low', object), console.error('cannot save', error), console.log('quiet'));
  const { warn } = console;
  warn('without a receiver');
  setTimeout(() => {
    const fatal = new TypeError('fatal');
    console.error('about to fail', fatal);
    throw fatal;
  });
  seen.push(console.warn.name, console.warn.length, /native code/.test(console.warn), Object.keys(console).length);
  window.seen = JSON.stringify(seen);
`;

test('console messages are reported, and the console is unchanged; the page load is a waterfall', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  const world = { page, site, collector };
  const hear = async () => {
    await expect.poll(() => consoleOutput.errors.map(({ message }) => message)).toContain('fatal');
    const heard = {
      seen: await page.evaluate(() => (window as unknown as { seen: string }).seen),
      messages: consoleOutput.messages
        .map((message) => [message.type(), message.text().split('\n')[0]])
        .filter(([, text]) => !text?.includes('favicon')),
      errors: consoleOutput.errors.map(({ message }) => message),
    };
    consoleOutput.messages.length = 0;
    consoleOutput.errors.length = 0;
    return heard;
  };
  await openWithout(world, SAYS);
  const without = await hear();
  await openWithExtras(world, SAYS);
  expect(await hear()).toEqual(without);
  await flush(page);

  const reported = collector.logs.filter(({ eventName }) => eventName === 'browser.console');
  expect(reported.map(({ body }) => body)).toEqual([
    'stock is low {…}',
    'without a receiver',
    'cannot save RangeError: too long',
  ]);
  expect(reported[0]).toMatchObject({
    severityNumber: 13,
    scope: { name: 'otel-rum/console' },
    attributes: { 'browser.console.method': 'warn', 'session.id': expect.any(String) },
  });
  expect(reported[2]?.attributes).toMatchObject({
    'browser.console.method': 'error',
    'exception.type': 'RangeError',
    'exception.message': 'too long',
    'exception.stacktrace': expect.stringContaining('RangeError: too long'),
  });
  expect(JSON.stringify(collector.logs)).not.toContain('planted');
  // An error that is logged and rethrown is only reported as an unhandled error.
  const exceptions = collector.logs.filter(({ eventName }) => eventName === 'exception');
  expect(exceptions.map(({ attributes }) => attributes['exception.message'])).toEqual(['fatal']);

  const load = await collector.waitForSpan('documentLoad');
  const resource = await collector.waitForSpan('resourceFetch');
  expect(resource).toMatchObject({
    traceId: load.traceId,
    parentSpanId: load.spanId,
    attributes: {
      'url.full': `${site.url}/with.js`,
      'browser.resource_timing.initiator_type': 'script',
      'http.response.status_code': 200,
    },
  });
  expect(collector.spans.filter(({ name }) => name === 'resourceFetch')).toHaveLength(1);
});
