import type { Case, Group, Kit, Origin } from '../case.js';

const get = (kit: Kit, route: string, init?: RequestInit, origin: Origin = 'own') =>
  kit.outcome(() => fetch(kit.url(route, origin), init));

/** Several in a row. */
const all = async (...calls: (() => Promise<unknown>)[]) => {
  const results = [];
  for (const call of calls) results.push(await call());
  return results;
};

const cases: Case[] = [
  {
    name: 'A response of 200 and one of 201, with its headers',
    run: (kit) =>
      all(
        () => get(kit, 'text'),
        () => get(kit, 'created'),
      ),
  },
  { name: '204 has no body', run: (kit) => get(kit, 'empty') },
  {
    name: '304 to a version that the app asks for',
    run: (kit) => get(kit, 'versioned', { headers: { 'if-none-match': '"v1"' }, cache: 'no-store' }),
  },
  {
    name: '404 and 503 are responses',
    run: (kit) =>
      all(
        () => get(kit, 'missing'),
        () => get(kit, 'failing'),
      ),
  },
  { name: '103 before the answer', run: (kit) => get(kit, 'hinted') },
  { name: 'The answer to HEAD', run: (kit) => get(kit, 'text', { method: 'HEAD' }) },
  {
    name: 'What the cache holds, by every cache mode',
    run: (kit) =>
      all(
        () => get(kit, 'cached', { cache: 'only-if-cached', mode: 'same-origin' }),
        () => get(kit, 'cached'),
        () => get(kit, 'cached'),
        () => get(kit, 'cached', { cache: 'force-cache' }),
        () => get(kit, 'cached', { cache: 'reload' }),
        () => get(kit, 'cached', { cache: 'no-cache' }),
        () => get(kit, 'cached', { cache: 'only-if-cached', mode: 'same-origin' }),
      ),
  },
  {
    name: 'The response is the browser’s own object: its class, its prototype, what it can be used for',
    async run(kit) {
      const response = await fetch(kit.url('text'));
      const clone = response.clone();
      return [
        Object.getPrototypeOf(response) === Response.prototype,
        response.bodyUsed,
        await response.text(),
        response.bodyUsed,
        await clone.text(),
        kit.describe(response),
        await kit.outcome(() => response.text()),
      ];
    },
  },
  {
    name: 'Every way to read a body',
    run: (kit) =>
      all(
        async () => kit.describe(await (await fetch(kit.url('json'))).json()),
        async () => kit.describe(await (await fetch(kit.url('bytes'))).arrayBuffer()),
        async () => kit.describe(await (await fetch(kit.url('bytes'))).blob()),
        async () => kit.outcome(async () => (await fetch(kit.url('text'))).formData()),
        async () => kit.outcome(async () => (await fetch(kit.url('text'))).json()),
      ),
  },
  { name: 'A redirect that is followed', run: (kit) => get(kit, 'redirect?to=text') },
  {
    name: 'A redirect of each status, with a header of the app',
    run: (kit) =>
      all(
        ...[301, 302, 303, 307, 308].map(
          (status) => () =>
            get(kit, `redirect?status=${status}`, { method: 'POST', body: 'x', headers: { 'x-app': 'a' } }),
        ),
      ),
  },
  {
    name: 'A redirect with redirect: manual',
    run: (kit) => get(kit, 'redirect?to=text', { redirect: 'manual' }),
  },
  {
    name: 'A redirect with redirect: error',
    run: (kit) => get(kit, 'redirect?to=text', { redirect: 'error' }),
  },
  { name: 'A redirect to itself, for ever', run: (kit) => get(kit, 'redirect?to=redirect') },
  {
    name: 'A redirect that leaves for another origin that allows every header',
    run: (kit) => get(kit, `redirect?to=${encodeURIComponent(kit.url('echo', 'other'))}`),
  },
  {
    name: 'A redirect that leaves for another origin with simple CORS only',
    run: (kit) => get(kit, `redirect?to=${encodeURIComponent(kit.url('strict', 'other'))}`),
  },
  {
    name: 'A redirect from another origin back to the page’s',
    run: (kit) => get(kit, `redirect?to=${encodeURIComponent(kit.url('echo'))}`, {}, 'other'),
  },
  { name: 'Another origin that allows it', run: (kit) => get(kit, 'created', {}, 'other') },
  {
    name: 'Another origin with a header of the app, and its preflight',
    run: (kit) => get(kit, 'echo', { headers: { 'x-app': 'a' } }, 'other'),
  },
  {
    name: 'Another origin that allows simple requests only',
    run: (kit) => get(kit, 'strict', {}, 'other'),
  },
  {
    name: 'An origin that propagateTo names',
    addsPreflight: true,
    run: (kit) => get(kit, 'echo', { headers: { 'x-app': 'a' } }, 'listed'),
  },
  { name: 'Another origin, opaque by no-cors', run: (kit) => get(kit, 'text', { mode: 'no-cors' }, 'other') },
  {
    name: 'An origin that propagateTo names, opaque by no-cors',
    run: (kit) => get(kit, 'text', { mode: 'no-cors' }, 'listed'),
  },
  {
    name: 'Another origin in mode same-origin',
    run: (kit) => get(kit, 'text', { mode: 'same-origin' }, 'other'),
  },
  { name: 'Another origin without CORS headers', run: (kit) => get(kit, 'denied', {}, 'other') },
  {
    name: 'Another origin with credentials',
    run: (kit) => get(kit, 'echo', { credentials: 'include' }, 'other'),
  },
  { name: 'A connection that breaks', run: (kit) => get(kit, 'broken') },
  { name: 'A connection that breaks in the body', run: (kit) => get(kit, 'broken-body') },
  {
    name: 'A port that nobody listens on',
    run: (kit) => kit.outcome(() => fetch('http://127.0.0.1:1/nobody')),
  },
  { name: 'A host that nobody knows', run: (kit) => kit.outcome(() => fetch('http://nowhere.invalid/')) },
  {
    name: 'An address that the page’s policy does not allow',
    before: '// The policy stays.',
    async run(kit) {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'content-security-policy';
      meta.content = "connect-src 'self' http://127.0.0.1:*";
      document.head.append(meta);
      const violation = kit.event<SecurityPolicyViolationEvent>(document, 'securitypolicyviolation');
      const outcome = await kit.outcome(() => fetch('http://blocked.invalid/x'));
      const { effectiveDirective, blockedURI } = await violation;
      return [outcome, effectiveDirective, blockedURI];
    },
  },
  {
    name: 'integrity that holds, and that does not',
    async run(kit) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('hello'));
      const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
      return all(
        () => get(kit, 'text', { integrity: `sha256-${hash}` }),
        () => get(kit, 'json', { integrity: `sha256-${hash}` }),
        () => get(kit, 'text', { integrity: `sha256-${hash}` }, 'other'),
      );
    },
  },
];

export const group: Group = { name: 'fetch: responses', cases };
