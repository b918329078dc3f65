import { QueryClient, QueryObserver } from '@tanstack/query-core';
import axios from 'axios';
import { GraphQLClient, gql } from 'graphql-request';
import ky from 'ky';
import type { Case, Group, Kit } from '../case.js';

/** What an HTTP client's call gives or throws; of its errors what an app looks at. */
const told = async (kit: Kit, call: () => Promise<unknown>) => {
  try {
    return kit.describe(await call());
  } catch (error) {
    const { name, message, code, response } = error as Error & {
      code?: string;
      response?: { status: number };
    };
    return { name, message, code, status: response?.status };
  }
};

const ADAPTERS = ['xhr', 'fetch'] as const;

const withAxios =
  (run: (kit: Kit, config: { adapter: 'xhr' | 'fetch' }) => Promise<unknown>) => async (kit: Kit) => {
    const results = [];
    for (const adapter of ADAPTERS) results.push(await run(kit, { adapter }));
    return results;
  };

const QUERY = gql`query Movie($id: ID!) { movie(id: $id) { id } }`;

const cases: Case[] = [
  {
    name: 'ky: JSON, with hooks that see the Request and the Response',
    async run(kit) {
      const seen: unknown[] = [];
      const client = ky.create({
        hooks: {
          beforeRequest: [(request) => void request.headers.set('x-ky', '1')],
          afterResponse: [
            (request, _, response) => void seen.push(request.method, response.status, response.url),
          ],
        },
      });
      return [await told(kit, () => client.get(kit.url('json')).json()), seen];
    },
  },
  {
    name: 'ky: a POST of JSON, search parameters, an error’s status',
    run: async (kit) => [
      await told(kit, () => ky.post(kit.url('echo'), { json: { a: 1 }, searchParams: { q: 'x y' } }).json()),
      await told(kit, () => ky.get(kit.url('missing')).text()),
    ],
  },
  {
    name: 'ky: retries of a failing server',
    run: (kit) =>
      told(kit, () =>
        ky.get(kit.url('broken'), { retry: { limit: 2, delay: () => 1, backoffLimit: 1 } }).text(),
      ),
  },
  {
    name: 'ky: its own timeout, and download progress',
    async run(kit) {
      const progress: number[] = [];
      return [
        await told(kit, () => ky.get(kit.url('hold'), { timeout: 250, retry: 0 }).text()),
        await told(kit, () =>
          ky
            .get(kit.url('text'), {
              onDownloadProgress: ({ transferredBytes }) => void progress.push(transferredBytes),
            })
            .text(),
        ),
        progress.at(-1),
      ];
    },
  },
  {
    name: 'axios, by XHR and by fetch: JSON and the response’s headers',
    run: withAxios(async (kit, config) => {
      const { data, status, headers } = await axios.get(kit.url('json'), {
        ...config,
        params: { q: ['a', 'b'] },
      });
      return [data, status, headers['content-type']];
    }),
  },
  {
    name: 'axios, by XHR and by fetch: a POST with headers',
    run: withAxios(async (kit, config) => {
      const headers = { 'X-App': 'shop' };
      return (await axios.post(kit.url('echo'), { a: 1 }, { ...config, headers })).data;
    }),
  },
  {
    name: 'axios, by XHR: upload progress',
    async run(kit) {
      const seen: number[] = [];
      const { data } = await axios.post(
        kit.url('echo'),
        { a: 1 },
        { onUploadProgress: ({ loaded }) => seen.push(loaded) },
      );
      return [data, seen.at(-1)];
    },
  },
  {
    name: 'axios, by XHR and by fetch: a status that is an error, a broken connection',
    run: withAxios(async (kit, config) => [
      await told(kit, () => axios.get(kit.url('missing'), config)),
      await told(kit, () => axios.get(kit.url('broken'), config)),
    ]),
  },
  {
    name: 'axios, by XHR and by fetch: a timeout, a cancelled request',
    run: withAxios(async (kit, config) => {
      const controller = new AbortController();
      const cancelled = told(kit, () => axios.get(kit.url('hold'), { ...config, signal: controller.signal }));
      await kit.ask('when?it=held');
      controller.abort();
      const late = [
        await cancelled,
        await told(kit, () => axios.get(kit.url('hold'), { ...config, timeout: 250 })),
      ];
      await kit.ask('when?it=held');
      return late;
    }),
  },
  {
    name: 'axios, by XHR and by fetch: a form, a stream and a buffer as answers',
    run: withAxios(async (kit, config) => {
      const form = new FormData();
      form.append('file', new Blob(['content']), 'a.txt');
      const { data } = await axios.post(kit.url('echo'), form, config);
      const { data: buffer } = await axios.get(kit.url('bytes'), { ...config, responseType: 'arraybuffer' });
      return [data, kit.describe(buffer)];
    }),
  },
  {
    name: 'graphql-request: a query with variables, a batch, an error',
    run: async (kit) => {
      const client = new GraphQLClient(kit.url('graphql'), { headers: { authorization: 'Bearer x' } });
      const broken = new GraphQLClient(kit.url('failing'));
      return [
        await told(kit, () => client.request(QUERY, { id: '7' })),
        await told(kit, () =>
          client.rawRequest(QUERY.toString(), { id: '7' }).then(({ status, data }) => [status, data]),
        ),
        ((await told(kit, () => broken.request(QUERY, { id: '7' }))) as { status?: number }).status,
      ];
    },
  },
  {
    name: 'graphql-request: a client with a fetch of the app, and one that is aborted',
    async run(kit) {
      const controller = new AbortController();
      const client = new GraphQLClient(kit.url('hold'), { fetch, signal: controller.signal });
      const answer = told(kit, () => client.request(QUERY, { id: '7' }));
      await kit.ask('when?it=held');
      controller.abort();
      return answer;
    },
  },
  {
    name: 'TanStack Query: a query over fetch, its cache and its retries',
    async run(kit) {
      const client = new QueryClient({ defaultOptions: { queries: { retryDelay: 1 } } });
      const query = (route: string, retry: number) =>
        told(kit, () =>
          client.fetchQuery({
            queryKey: [route],
            retry,
            staleTime: 60_000,
            queryFn: async ({ signal }) => (await fetch(kit.url(route), { signal })).json(),
          }),
        );
      const results = [await query('json', 0), await query('json', 0), await query('broken', 2)];
      client.clear();
      return results;
    },
  },
  {
    name: 'TanStack Query: an observer that goes cancels its request',
    async run(kit) {
      const client = new QueryClient();
      let seen: unknown;
      const observer = new QueryObserver(client, {
        queryKey: ['held'],
        retry: false,
        queryFn: ({ signal }) =>
          fetch(kit.url('hold'), { signal }).catch((error) => {
            seen = kit.describe(error);
            throw error;
          }),
      });
      const stop = observer.subscribe(() => {});
      await kit.ask('when?it=held');
      stop();
      await kit.ask('when?it=closed');
      client.clear();
      return seen;
    },
  },
];

export const group: Group = { name: 'HTTP clients', cases };
