import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

/** Code of a worker: it loads the script, calls the API, makes a request, and throws. */
const WORK = `
  const post = (message) => (self.onconnect === undefined ? postMessage(message) : port.postMessage(message));
  const rum = globalThis.otelRum.initRum({ serviceName: 'worker', endpoint: 'ENDPOINT' });
  globalThis.otelRum.addEvent('worker.event');
  globalThis.otelRum.captureError(new Error('captured in a worker'));
  rum.flush().then(() => fetch('/api/ok?by=worker')).then(({ status }) => {
    post('fetched ' + status);
    setTimeout(() => { throw new Error('thrown in a worker'); });
  });
`;
const script = (body: string) => ({ headers: { 'content-type': 'text/javascript' }, body });

test('in a worker, a module worker and a shared worker the script loads, and does nothing', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  const work = WORK.replace('ENDPOINT', collector.url);
  site.serve('/classic.js', script(`importScripts('/otel-rum.iife.js');${work}`));
  site.serve('/module.js', script(`import '/otel-rum.iife.js';${work}`));
  site.serve(
    '/shared.js',
    script(`importScripts('/otel-rum.iife.js'); onconnect = ({ ports: [port] }) => {${work}};`),
  );
  await page.goto(
    serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: collector.url } }),
  );
  const seen = await page.evaluate(() =>
    Promise.all(
      [
        () => new Worker('/classic.js'),
        () => new Worker('/module.js', { type: 'module' }),
        () => new SharedWorker('/shared.js'),
      ].map(
        (start) =>
          new Promise<unknown[]>((resolve) => {
            const messages: unknown[] = [];
            const worker = start();
            const port = 'port' in worker ? worker.port : worker;
            port.onmessage = ({ data }) => {
              messages.push(data);
              // Errors of a shared worker reach no page.
              if ('port' in worker) resolve(messages);
            };
            worker.onerror = (event) => {
              event.preventDefault();
              messages.push((event as ErrorEvent).message.replace('Uncaught ', ''));
              resolve(messages);
            };
          }),
      ),
    ),
  );
  expect(seen).toEqual([
    ['fetched 200', 'Error: thrown in a worker'],
    ['fetched 200', 'Error: thrown in a worker'],
    ['fetched 200'],
  ]);
  await collector.waitForSpan('documentLoad');
  await flush(page);
  const services = [...collector.spans, ...collector.logs].map(({ resource }) => resource['service.name']);
  expect(new Set(services)).toEqual(new Set(['shop']));
  // Requests of a worker are not traced; its errors are not reported if the page prevents it.
  expect(collector.spans.filter(({ name }) => name === 'GET /api/ok')).toEqual([]);
  expect(collector.logs.filter(({ eventName }) => eventName === 'exception')).toEqual([]);
  expect(consoleOutput.errors).toEqual([]);
});

test('a service worker may import the script', async ({ page, site, collector }) => {
  site.serve(
    '/sw.js',
    script(`importScripts('/otel-rum.iife.js');
      otelRum.initRum({ serviceName: 'worker', endpoint: '${collector.url}' });
      onmessage = ({ source }) => source.postMessage('type ' + typeof otelRum.initRum);`),
  );
  await page.goto(
    serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: collector.url } }),
  );
  const answer = await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js');
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve) => {
      navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
      active?.postMessage('hello');
    });
  });
  expect(answer).toBe('type function');
});
