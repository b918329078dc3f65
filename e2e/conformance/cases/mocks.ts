import { HttpResponse, http, passthrough } from 'msw';
import { setupWorker } from 'msw/browser';
import type { Case, Group } from '../case.js';

/** Runs with a mocked server of msw, which is a service worker, and takes it away again. */
async function withMocks(run: (asked: unknown[]) => Promise<unknown>) {
  const asked: unknown[] = [];
  const worker = setupWorker(
    http.all('*/mocked', async ({ request }) => {
      asked.push([request.method, request.headers.get('x-app'), await request.text()]);
      return HttpResponse.json({ mocked: true }, { status: 201, headers: { 'x-answer': 'mock' } });
    }),
    http.get('*/mocked-error', () => HttpResponse.error()),
    http.get('*/text', () => passthrough()),
  );
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
  try {
    return [await run(asked), asked];
  } finally {
    worker.stop();
    for (const registration of await navigator.serviceWorker.getRegistrations())
      await registration.unregister();
  }
}

const byXhr = async (url: string) => {
  const xhr = new XMLHttpRequest();
  xhr.open('PUT', url);
  xhr.setRequestHeader('x-app', 'a');
  const end = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
  xhr.send('body');
  await end;
  return [xhr.status, xhr.responseText, xhr.responseURL, xhr.getAllResponseHeaders()];
};

const cases: Case[] = [
  {
    name: 'msw: a mocked answer to fetch',
    run: (kit) =>
      withMocks(() =>
        kit.outcome(() => fetch(kit.url('mocked'), { method: 'POST', body: 'x', headers: { 'x-app': 'a' } })),
      ),
  },
  { name: 'msw: a mocked answer to an XHR', run: (kit) => withMocks(() => byXhr(kit.url('mocked'))) },
  {
    name: 'msw: a mocked network error, a request that passes through, one that is not mocked',
    run: (kit) =>
      withMocks(async () => [
        await kit.outcome(() => fetch(kit.url('mocked-error'))),
        await kit.outcome(() => fetch(kit.url('text'))),
        await kit.outcome(() => fetch(kit.url('json'))),
      ]),
  },
  {
    name: 'msw: another origin, which no header of ours goes to',
    run: (kit) => withMocks(() => kit.outcome(() => fetch(kit.url('mocked', 'other')))),
  },
];

export const group: Group = { name: 'Mocks by a service worker', cases, freshPages: true };
