import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

/** Keeps everything that it receives as text: request lines, headers, bodies. */
async function startReceiver() {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    received.push(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n\n${text}`);
    response.writeHead(200, {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      'content-type': 'application/json',
    });
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A secret for each place in which a page may contain one. */
const SECRETS = {
  pageQuery: 'pq-hunter2-in-query',
  pageFragment: 'pf-hunter2-in-fragment',
  pagePath: 'ada.path@example.com',
  fetchQuery: 'fq-hunter2',
  fetchFragment: 'ff-hunter2',
  fetchUser: 'fu-hunter2',
  fetchPath: 'k9J2mQ8xW4vL7pR3tZ6nB1cY',
  fetchBody: 'fb-hunter2',
  fetchHeader: 'fh-hunter2',
  xhrQuery: 'xq-hunter2',
  message: 'grace.message@example.com',
  messageToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLXRoaXM',
  messageCard: '4111 1111 1111 1111',
  cause: 'cause-hunter2',
  stack: 'st-hunter2-in-stack',
  rejection: 'rj-hunter2',
  thrown: '5555555555554444',
  buttonText: 'bt-hunter2 is my name',
  buttonValue: 'bv-hunter2',
  inputValue: 'iv-hunter2 typed',
  label: 'lb-hunter2',
  elementId: 'linus.id@example.com',
  localStorage: 'ls-hunter2',
  sessionStorage: 'ss-hunter2',
  cookie: 'ck-hunter2',
  title: 'ti-hunter2',
  attribute: 'set.attributes@example.com',
  event: 'event.attribute@example.com',
  route: 'nv-hunter2-query',
  errorName: 'barbara.name@example.com',
  eventName: 'radia.event@example.com',
  spanName: 'sn-hunter2',
  duration: 'du-hunter2',
};

test('no secret planted on a visited page is received, but the user’s attributes are', async ({
  page,
  site,
  consoleOutput,
}) => {
  const receiver = await startReceiver();
  const path = `/users/${SECRETS.pagePath}`;
  serveSnippetPage(site, path, {
    options: { 'service-name': 'shop', endpoint: receiver.url },
    tag: '',
    head: `<title>${SECRETS.title}</title>`,
    body: `<form onsubmit="return false"><label for="name">${SECRETS.label}</label><input id="name" name="name" type="text">
      <button type="button" onclick="fetch('/api/ok?clicked')" id="${SECRETS.elementId}" value="${SECRETS.buttonValue}" title="${SECRETS.title}">${SECRETS.buttonText}</button>
      <img src="/missing.png?secret=${SECRETS.fetchQuery}" alt="${SECRETS.label}"></form>`,
  });
  await page.addInitScript((secrets) => {
    // In Firefox it runs in the blank document too, which has no storage.
    if (location.protocol === 'about:') return;
    localStorage.setItem('token', secrets.localStorage);
    sessionStorage.setItem('token', secrets.sessionStorage);
    // biome-ignore lint/suspicious/noDocumentCookie: the older way is the one that pages use
    document.cookie = `sid=${secrets.cookie}; path=/`;
  }, SECRETS);
  await page.goto(`${site.url}${path}?q=${SECRETS.pageQuery}#${SECRETS.pageFragment}`);
  await page.getByLabel(SECRETS.label).fill(SECRETS.inputValue);

  await page.evaluate(async (secrets) => {
    const { otelRum } = window as unknown as {
      otelRum: Record<string, (...values: unknown[]) => void>;
    };
    otelRum.setUser?.({ id: 'user-4711', attributes: { 'user.email': 'user@example.com' } });
    otelRum.setAttributes?.({ 'app.contact': secrets.attribute });
    otelRum.addEvent?.('checkout', { note: `mail to ${secrets.event}`, list: [secrets.messageCard] });

    const url = `/api/ok?token=${secrets.fetchQuery}#${secrets.fetchFragment}`;
    await fetch(url, {
      method: 'POST',
      body: secrets.fetchBody,
      headers: { authorization: `Bearer ${secrets.fetchHeader}` },
    });
    await fetch(`/reset/${secrets.fetchPath}/done`);
    const withUser = `http://ada:${secrets.fetchUser}@${location.host}/api/ok`;
    await fetch(withUser).catch((error) => otelRum.captureError?.(error));
    await new Promise<void>((resolve) => {
      const request = new XMLHttpRequest();
      request.onloadend = () => resolve();
      request.open('GET', `/api/failing?key=${secrets.xhrQuery}`);
      request.send();
    });

    const named = (name: string) => Object.assign(new Error('named'), { name });
    otelRum.captureError?.(named(`Error of ${secrets.errorName}`));
    otelRum.addEvent?.(`mail ${secrets.eventName}`);
    otelRum.withSpan?.(`read /files?token=${secrets.spanName}`, () => {});
    otelRum.recordDuration?.('app.reading', performance.now(), {
      'app.file': `/files?token=${secrets.duration}`,
    });

    const error = new Error(`No ${secrets.message}: ${secrets.messageToken}, card ${secrets.messageCard}`, {
      cause: new TypeError(`GET /login?password=${secrets.cause} failed`),
    });
    error.stack = `Error: ${secrets.message}\n    at f (https://shop.example/app.js?key=${secrets.stack}:1:2)`;
    otelRum.captureError?.(error, { attributes: { cookie: document.cookie } });
    void Promise.reject(new Error(`{"password":"${secrets.rejection}"}`));
    setTimeout(() => {
      throw `card ${secrets.thrown} was refused`;
    });
    history.pushState(null, '', `/films?search=${secrets.route}#${secrets.pageFragment}`);
  }, SECRETS);
  await Promise.all([page.waitForResponse(/clicked/), page.locator('button').click()]);
  await expect.poll(() => consoleOutput.errors.length).toBe(2);
  await flush(page);
  await page.goto('about:blank');
  // The click's span is open until everything that it caused has ended: page end sends it.
  await expect.poll(() => receiver.received.join().includes('"name":"click"')).toBe(true);
  await receiver.close();

  const bytes = receiver.received.join('\n');
  // Everything else of the planted texts was reported: only the secrets are missing.
  const reported = [
    'user-4711',
    'user@example.com',
    '/api/ok?token=REDACTED',
    '/reset/REDACTED/done',
    '/users/REDACTED?q=REDACTED',
    '/films?search=REDACTED',
    'No REDACTED: REDACTED, card REDACTED',
    'TypeError: GET /login?password=REDACTED failed',
    '"exception.type"',
    'f@https://shop.example/app.js?key=REDACTED:1:2',
    'card REDACTED was refused',
    'mail to REDACTED',
    'Error of REDACTED',
    'mail REDACTED',
    'read /files?token=REDACTED',
    '"app.file","value":{"stringValue":"/files?token=REDACTED"}',
    '"otel_rum.element.selector","value":{"stringValue":"form>button[type=\\"button\\"]"',
  ];
  expect(reported.filter((text) => !bytes.includes(text))).toEqual([]);
  const found = Object.entries(SECRETS).filter(([, secret]) =>
    [secret, encodeURIComponent(secret), secret.replace(' is my name', '').replace(' typed', '')].some(
      (form) => bytes.includes(form),
    ),
  );
  expect(found).toEqual([]);
});
