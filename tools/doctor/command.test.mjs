// @ts-check
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { doctorCommand, examine } from './command.mjs';

const SCRIPT = `/*! otel-rum ${manifest.version} | Apache-2.0 */\nvar otelRum = {};`;
const LOADER = `(()=>{addEventListener('unhandledrejection',()=>{});globalThis.otelRum={q:[]}})()`;
const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

/** @type {import('node:http').Server[]} */
const servers = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/**
 * Starts a server on loopback.
 *
 * @param {(request: { method: string, path: string, headers: import('node:http').IncomingHttpHeaders, body: string }) => { status?: number, headers?: Record<string, string>, body?: string }} answer
 * @returns {Promise<string>} its origin
 */
async function serve(answer) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const {
      status = 200,
      headers = {},
      body: text = '',
    } = answer({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
    });
    response.writeHead(status, headers).end(text);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

/** @param {string} html @param {Record<string, string>} [headers] @param {Record<string, string>} [files] */
const servePage = (html, headers = {}, files = {}) =>
  serve(({ path }) =>
    path === '/'
      ? { headers: { 'content-type': 'text/html', ...headers }, body: html }
      : { status: path in files || path.startsWith('/otlp') ? 200 : 404, body: files[path] ?? '{}' },
  );

/** @param {string} origin @param {Partial<import('./command.mjs').Examination>} [options] */
const look = (origin, options) =>
  examine(new URL(`${origin}/`), {
    endpoint: undefined,
    apis: [],
    headers: {},
    isProbing: true,
    withBrowser: false,
    timeoutMillis: 5_000,
    ...options,
  });
/** @param {readonly import('./findings.mjs').Finding[]} findings @param {...string} levels */
const only = (findings, ...levels) =>
  findings.filter(({ level }) => levels.includes(level)).map(({ text }) => text);

describe('a page that is set up as documented', () => {
  it('has no error and no warning', async () => {
    const sri = createHash('sha384').update(SCRIPT).digest('base64');
    const origin = await servePage(
      `<head><script>${LOADER}</script><script async src="/r.js" integrity="sha384-${sri}" data-service-name="shop" data-endpoint="/otlp"></script></head>`,
      {
        'server-timing': `traceparent;desc="${TRACEPARENT}"`,
        'content-security-policy': `default-src 'self'; script-src 'self' 'sha256-${createHash('sha256').update(LOADER).digest('base64')}'`,
      },
      { '/r.js': SCRIPT },
    );
    const findings = await look(origin);
    expect(only(findings, 'error', 'warning', 'note')).toEqual([]);
    expect(only(findings, 'ok')).toEqual(
      expect.arrayContaining([
        `${origin}/r.js is otel-rum ${manifest.version}.`,
        'Its integrity attribute matches.',
        'The inline loader comes first.',
        `${origin}/otlp/v1/metrics accepts a probe.`,
        'Server-Timing names the server span: the page load joins its trace.',
      ]),
    );
  });
});

describe('a page that is not', () => {
  it('reports the line to change: policy, integrity, type, other versions, two copies', async () => {
    const origin = await servePage(
      `<script>other()</script><script type="module" src="/r.js" integrity="sha384-AAAA" data-service-name="shop" data-endpoint="https://collector.example"></script>
       <script>${LOADER}</script><script src="/r.js" data-service-name="shop"></script>`,
      { 'content-security-policy': "default-src 'none'" },
      { '/r.js': SCRIPT.replace(manifest.version, '0.0.1') },
    );
    const findings = await look(origin, { isProbing: false });
    const texts = only(findings, 'error', 'warning');
    for (const part of [
      'does not allow the inline loader',
      `does not allow ${origin}/r.js`,
      'does not allow https://collector.example',
      'integrity attribute is that of another file',
      'type="module"',
      'is version 0.0.1',
      'otel-rum is there twice',
      'stands behind the script',
    ])
      expect(texts.join('\n')).toContain(part);
    expect(findings.find(({ text }) => text.includes('inline loader.'))?.fix).toMatch(/^script-src 'sha256-/);
  });

  it('has no script of ours if the app has bundled the package', async () => {
    const code = `${'run();'.repeat(100)}${SCRIPT}`;
    const findings = await look(await servePage('<script src="/app.js"></script>', {}, { '/app.js': code }));
    expect(findings.filter(({ area }) => area === 'script').map(({ text }) => text)).toEqual([
      expect.stringMatching(/app\.js holds otel-rum .*, from npm/),
    ]);
  });

  it('names a missing script, and one that is another file', async () => {
    const origin = await servePage(
      '<script src="/gone.js" data-service-name="a" data-endpoint="/otlp"></script>',
    );
    expect(only(await look(origin), 'error')).toContain(`${origin}/gone.js cannot be loaded.`);
    const other = await servePage(
      '<script src="/r.js" data-service-name="a" data-endpoint="/otlp"></script>',
      {},
      { '/r.js': '<html>' },
    );
    expect(only(await look(other), 'error')).toContain(`${other}/r.js is not the script of otel-rum.`);
  });

  it('gets a warning for public source maps, and for cross-origin scripts without crossorigin', async () => {
    const cdn = await serve(() => ({ body: 'run()' }));
    const origin = await servePage(
      `<script src="/app.js"></script><script src="/more.js"></script><script src="/dev.js"></script><script src="${cdn}/lib.js"></script>`,
      {},
      {
        '/app.js': 'run();\n//# sourceMappingURL=app.js.map\n',
        '/app.js.map': '{"version":3,"mappings":"AAAA"}',
        '/more.js': 'run();\n//# sourceMappingURL=app.js.map\n',
        '/dev.js': 'run();\n//# sourceMappingURL=data:application/json,{}\n',
      },
    );
    const texts = only(await look(origin), 'warning').join('\n');
    expect(texts).toContain(`The source map ${origin}/app.js.map and 1 more are public`);
    // An inline map on this machine is a development server's.
    expect(texts).not.toContain('dev.js');
    expect(texts).toContain(`${cdn}/lib.js is of another origin without 'crossorigin'`);
  });

  it('that answers 500, or does not answer, ends the examination', async () => {
    const origin = await serve(() => ({ status: 500 }));
    expect(only(await look(origin), 'error')).toEqual([`${origin}/ answers 500.`]);
    expect(only(await look('http://127.0.0.1:1'), 'error')[0]).toContain('cannot be reached');
  });
});

describe('the endpoint', () => {
  const page = '<title>x</title>';
  it('of another origin must allow the page, with a long cache time', async () => {
    const origin = await servePage(page);
    const cors = { 'access-control-allow-origin': origin, 'access-control-allow-headers': 'content-type' };
    const closed = await serve(() => ({ status: 204 }));
    expect(only(await look(origin, { endpoint: closed, isProbing: false }), 'error').join()).toContain(
      'allows no origin',
    );
    const brief = await serve(() => ({ headers: cors }));
    expect(only(await look(origin, { endpoint: brief, isProbing: false }), 'warning').join()).toContain(
      'for 5 s',
    );
    const good = await serve(() => ({ headers: { ...cors, 'access-control-max-age': '7200' } }));
    expect(only(await look(origin, { endpoint: good, isProbing: false }), 'error', 'warning')).toEqual([]);
    const needsKey = await look(origin, { endpoint: good, isProbing: false, headers: { 'X-Api-Key': 'k' } });
    expect(only(needsKey, 'error').join()).toContain('does not allow x-api-key');
  });

  it.each([
    ['collector.example:4318', 'has no scheme'],
    ['https://user:pass@127.0.0.1:1/', 'holds a user and a password'],
    ['http://', 'no URL and no path'],
  ])('%s: %s', async (endpoint, expected) => {
    const origin = await servePage(page);
    expect(only(await look(origin, { endpoint, isProbing: false }), 'error').join()).toContain(expected);
  });

  it('that ends in /v1/traces is used without it', async () => {
    /** @type {string[]} */
    const paths = [];
    const origin = await serve(({ method, path }) => {
      if (method === 'POST') paths.push(path);
      return { headers: { 'content-type': 'text/html' }, body: '{}' };
    });
    const findings = await look(origin, { endpoint: '/otlp/v1/traces?api-key=abc' });
    expect(only(findings, 'warning').join()).toContain('It ends in /v1/traces');
    expect(paths).toEqual(['traces', 'logs', 'metrics'].map((signal) => `/otlp/v1/${signal}?api-key=abc`));
  });

  it.each([
    [{ status: 404 }, 'error', 'answers 404 to a probe'],
    [{ status: 302, headers: { location: '/login' } }, 'error', 'redirects to /login'],
    [{ body: '{"partialSuccess":{"rejectedSpans":"1"}}' }, 'warning', 'rejects the record'],
  ])('that answers %j: %s', async (answer, level, expected) => {
    const origin = await serve(({ method }) =>
      method === 'POST' ? answer : { headers: { 'content-type': 'text/html' } },
    );
    expect(only(await look(origin, { endpoint: '/otlp' }), level).join()).toContain(expected);
  });

  it('receives one marked record of each signal, with the given headers, and none with --no-probe', async () => {
    /** @type {{ body: string, headers: import('node:http').IncomingHttpHeaders }[]} */
    const posts = [];
    const origin = await serve(({ method, body, headers }) => {
      if (method === 'POST') posts.push({ body, headers });
      return { headers: { 'content-type': 'text/html' }, body: '{}' };
    });
    await look(origin, { endpoint: '/otlp', isProbing: false });
    expect(posts).toEqual([]);
    await look(origin, { endpoint: '/otlp', headers: { 'x-api-key': 'k' } });
    expect(posts).toHaveLength(3);
    for (const { body, headers } of posts) {
      expect(JSON.stringify(JSON.parse(body))).toContain(
        '{"key":"otel_rum.probe","value":{"boolValue":true}}',
      );
      expect(headers['x-api-key']).toBe('k');
    }
  });
});

describe('an API', () => {
  it('must allow traceparent, or its requests would fail', async () => {
    const origin = await servePage('<title>x</title>');
    const strict = await serve(() => ({
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' },
    }));
    expect(only(await look(origin, { apis: [new URL(strict)] }), 'error').join()).toContain(
      'does not allow traceparent, tracestate',
    );
    const open = await serve(() => ({
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'traceparent, tracestate',
      },
    }));
    const findings = await look(origin, { apis: [new URL(open)] });
    expect(only(findings, 'error')).toEqual([]);
    expect(only(findings, 'note').join()).toContain('hides the phases and sizes');
  });
});

describe('the command', () => {
  it.each([
    [[]],
    [['shop.example']],
    [['http://a', 'http://b']],
    [['http://a', '--unknown']],
    [['http://a', '--timeout', 'x']],
  ])('%j is answered with its usage and the exit code 2', async (args) => {
    const out = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await doctorCommand(args)).toBe(2);
    expect(String(out.mock.calls[0]?.[0])).toContain('usage: npx otel-rum doctor URL');
  });

  it('prints sentences or JSON, and ends with 1 if there is an error', async () => {
    const origin = await servePage('<title>x</title>');
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await doctorCommand([`${origin}/`, '--endpoint', '/otlp', '--no-probe'])).toBe(0);
    expect(String(out.mock.calls[0]?.[0])).toMatch(
      /page\n {2}✓ .* answers 200\.[\s\S]*0 errors, 0 warnings\n$/,
    );
    expect(await doctorCommand([`${origin}/`, '--endpoint', 'c.example:1', '--json'])).toBe(1);
    expect(JSON.parse(String(out.mock.calls[1]?.[0]))).toContainEqual(
      expect.objectContaining({ level: 'error', area: 'endpoint' }),
    );
  });
});
