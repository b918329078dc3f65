import type { Case, Group, Kit, Origin } from '../case.js';
import { ended, logEvents, resultOf } from './xhr-log.js';

interface Options {
  method?: string;
  origin?: Origin;
  body?: unknown;
  by?: 'listeners' | 'handlers';
  setUp?(xhr: XMLHttpRequest): void;
}

/** A request with all its events. */
async function request(kit: Kit, route: string, options: Options = {}) {
  const { method = 'GET', origin = 'own', body, by, setUp } = options;
  const xhr = new XMLHttpRequest();
  const log = logEvents(xhr, by);
  xhr.open(method, kit.url(route, origin));
  setUp?.(xhr);
  const end = ended(xhr);
  xhr.send(body as XMLHttpRequestBodyInit);
  log.push('after send()');
  await end;
  return { log, result: resultOf(xhr) };
}

const each = async <T>(values: readonly T[], call: (value: T) => unknown) => {
  const results = [];
  for (const value of values) results.push(await call(value));
  return results;
};

const cases: Case[] = [
  { name: 'XHR: all events and their order, by listeners', run: (kit) => request(kit, 'text') },
  {
    name: 'XHR: all events and their order, by handlers',
    run: (kit) => request(kit, 'text', { by: 'handlers' }),
  },
  {
    name: 'XHR: a POST with a body, and the events of its upload',
    run: (kit) => request(kit, 'echo', { method: 'POST', body: 'héllo' }),
  },
  {
    name: 'XHR: every type of body',
    run: (kit) => {
      const form = new FormData();
      form.append('a', 'b');
      const bodies = [
        'text',
        '',
        null,
        new Blob(['blob'], { type: 'text/x' }),
        form,
        new URLSearchParams('a=b c'),
        new Uint8Array([1, 2, 255]),
        new Uint8Array([1, 2]).buffer,
        document.implementation.createHTMLDocument('title'),
        { an: 'object' },
      ];
      return each(bodies, async (body) => (await request(kit, 'echo', { method: 'POST', body })).result);
    },
  },
  {
    name: 'XHR: every responseType',
    run: (kit) =>
      each(
        [
          ['', 'text'],
          ['text', 'text'],
          ['json', 'json'],
          ['json', 'text'],
          ['arraybuffer', 'bytes'],
          ['blob', 'bytes'],
          ['document', 'xml'],
        ] as const,
        async ([responseType, route]) => {
          const xhr = new XMLHttpRequest();
          xhr.open('GET', kit.url(route));
          xhr.responseType = responseType;
          const end = ended(xhr);
          xhr.send();
          await end;
          return [kit.describe(xhr.response), await kit.outcome(() => xhr.responseText)];
        },
      ),
  },
  {
    name: 'XHR: 204, 404, 503, 201',
    run: (kit) => each(['empty', 'missing', 'failing', 'created'], (route) => request(kit, route)),
  },
  {
    name: 'XHR: redirects, also without end',
    run: (kit) => each(['redirect?to=text', 'redirect?to=redirect'], (route) => request(kit, route)),
  },
  {
    name: 'XHR: a redirect that leaves for another origin with simple CORS only',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', kit.url(`redirect?to=${encodeURIComponent(kit.url('strict', 'other'))}`));
      const end = ended(xhr);
      xhr.send();
      await end;
      return resultOf(xhr);
    },
  },
  { name: 'XHR: a connection that breaks', run: (kit) => request(kit, 'broken') },
  { name: 'XHR: a connection that breaks in the body', run: (kit) => request(kit, 'broken-body') },
  { name: 'XHR: another origin', run: (kit) => request(kit, 'created', { origin: 'other' }) },
  {
    name: 'XHR: another origin without CORS headers',
    run: (kit) => request(kit, 'denied', { origin: 'other' }),
  },
  {
    name: 'XHR: another origin that allows simple requests only',
    run: async (kit) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', kit.url('strict', 'other'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return resultOf(xhr);
    },
  },
  {
    name: 'XHR: an origin that propagateTo names',
    addsPreflight: true,
    run: (kit) => request(kit, 'echo', { origin: 'listed' }),
  },
  {
    name: 'XHR: withCredentials, set before and after open()',
    run: (kit) =>
      each([true, false], async (isBefore) => {
        const xhr = new XMLHttpRequest();
        if (isBefore) xhr.withCredentials = true;
        xhr.open('GET', kit.url('echo', 'other'));
        if (!isBefore) xhr.withCredentials = true;
        const end = ended(xhr);
        xhr.send();
        await end;
        return [xhr.withCredentials, resultOf(xhr)];
      }),
  },
  {
    name: 'XHR: a header that is set twice is joined',
    run: (kit) =>
      request(kit, 'echo', {
        setUp(xhr) {
          xhr.setRequestHeader('X-App', 'a');
          xhr.setRequestHeader('x-app', 'b');
          xhr.setRequestHeader('X-Empty', '');
        },
      }),
  },
  {
    name: 'XHR: a traceparent of the app is sent as it is',
    run: (kit) =>
      request(kit, 'tell-traceparent', {
        setUp: (xhr) =>
          xhr.setRequestHeader('TraceParent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'),
      }),
  },
  {
    name: 'XHR: headers that the browser forbids, refuses, or does not know',
    run: (kit) =>
      request(kit, 'echo', {
        setUp(xhr) {
          for (const name of ['Host', 'Cookie', 'Sec-X']) xhr.setRequestHeader(name, '1');
          xhr.overrideMimeType('text/plain; charset=latin1');
        },
      }),
  },
  {
    name: 'XHR: upload progress of 300 KB',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const seen: ProgressEvent[] = [];
      for (const type of ['loadstart', 'progress', 'load', 'loadend'] as const) {
        xhr.upload.addEventListener(type, (event) => seen.push(event));
      }
      xhr.open('POST', kit.url('text'));
      const end = ended(xhr);
      xhr.send('x'.repeat(300_000));
      await end;
      // How often progress is told is the browser's mood.
      const [first, last] = [seen[0], seen.at(-1)];
      return {
        types: [...new Set(seen.map(({ type }) => type))],
        isRising: seen.every(({ loaded }, index) => loaded >= (seen[index - 1]?.loaded ?? 0)),
        first: [first?.type, first?.loaded, first?.total],
        last: [last?.type, last?.loaded, last?.total],
      };
    },
  },
  {
    name: 'XHR: download progress of 1 MB',
    async run(kit) {
      const xhr = new XMLHttpRequest();
      const states: number[] = [];
      xhr.onreadystatechange = () => {
        if (states.at(-1) !== xhr.readyState) states.push(xhr.readyState);
      };
      xhr.open('GET', kit.url('endless?chunks=16'));
      const end = ended(xhr);
      xhr.send();
      await end;
      return [states, xhr.responseText.length];
    },
  },
];

export const group: Group = { name: 'XHR: requests', cases };
