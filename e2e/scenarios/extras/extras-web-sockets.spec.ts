import type { Page } from '@playwright/test';
import { expect, flush, openWithExtras, openWithout, test } from '../../harness/extras.js';
import type { Span } from '../../harness/otlp.js';

/** Logs what an app can see of its sockets, to compare with and without us. */
const APP = (host: string) => `
  const seen = [];
  const see = (what, ...values) => seen.push([what, ...values.map((value) => typeof value === 'function' ? value.name : value)]);
  const attempt = (what, run) => {
    try { see(what, String(run())); } catch (error) { see(what, error.constructor.name, error.name, error.message, error.code); }
  };
  const flags = (object, key) => {
    const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    return JSON.stringify(rest);
  };
  const url = 'ws://${host}/echo?token=secret';

  see('name and length', WebSocket.name, WebSocket.length, typeof WebSocket);
  see('text', /\\[native code\\]/.test(String(WebSocket)), /\\[native code\\]/.test(String(WebSocket.prototype.send)));
  see('constants', WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED);
  see('own keys', Reflect.ownKeys(WebSocket).map(String).join(), Reflect.ownKeys(WebSocket.prototype).map(String).join());
  see('global', flags(globalThis, 'WebSocket'), Object.keys(globalThis).includes('WebSocket'));
  for (const key of ['constructor', 'send', 'close', 'binaryType']) see(key, flags(WebSocket.prototype, key));
  see('prototype', WebSocket.prototype.constructor === WebSocket, Object.getPrototypeOf(WebSocket) === EventTarget,
    Object.prototype.toString.call(WebSocket.prototype));

  attempt('without new', () => WebSocket(url));
  attempt('without a URL', () => new WebSocket());
  attempt('bad URL', () => new WebSocket('ws://bad host/'));
  attempt('bad scheme', () => new WebSocket('ftp://127.0.0.1/'));
  attempt('fragment', () => new WebSocket(url + '#here'));
  attempt('protocols twice', () => new WebSocket(url, ['a', 'a']));
  attempt('bad protocol', () => new WebSocket(url, 'a b'));
  attempt('send on something else', () => WebSocket.prototype.send.call({}, 'x'));
  attempt('close on something else', () => WebSocket.prototype.close.call({}));

  // Conversions happen once.
  const conversions = [];
  const converted = new WebSocket(
    { toString() { conversions.push('url'); return url; } },
    { *[Symbol.iterator]() { conversions.push('protocols'); yield { toString() { conversions.push('protocol'); return 'chat'; } }; } },
  );
  see('conversions', conversions.join());
  attempt('send before it is open', () => converted.send('early'));
  attempt('close with a bad code', () => converted.close(1001));
  see('handlers', converted.onopen, converted.onmessage, converted.onerror, converted.onclose);
  see('own properties', Reflect.ownKeys(converted).map(String).join());
  see('kind', converted instanceof WebSocket, converted instanceof EventTarget, converted.constructor === WebSocket,
    Object.getPrototypeOf(converted) === WebSocket.prototype, String(converted));

  class Chat extends WebSocket {
    kind = 'chat';
    constructor(...args) { super(...args); see('new.target', new.target); }
    send(data) { super.send(data); }
  }
  const chat = new Chat(url);
  see('subclass', chat instanceof Chat, chat instanceof WebSocket, chat.constructor, Object.getPrototypeOf(chat) === Chat.prototype, chat.kind);
  class Other {}
  const built = Reflect.construct(WebSocket, [url], Other);
  see('Reflect.construct', built instanceof Other, built instanceof WebSocket, Object.getPrototypeOf(built) === Other.prototype);
  Reflect.get(WebSocket.prototype, 'close', built).call(built);
  chat.close();

  const closed = (socket) => new Promise((resolve) => EventTarget.prototype.addEventListener.call(socket, 'close', resolve));
  const watch = (name, socket) => {
    for (const type of ['open', 'message', 'error', 'close']) {
      const order = (who) => ({ data, code, reason, wasClean, isTrusted, bubbles, target }) => see(name, type, who, typeof data === 'object' ? Object.prototype.toString.call(data) : data,
        code, reason, wasClean, isTrusted, bubbles, target === socket, socket.readyState, socket.bufferedAmount);
      socket.addEventListener(type, order('first'));
      socket['on' + type] = order('property');
      socket.addEventListener(type, order('second'), { once: true });
    }
    see(name, 'made', socket.readyState, socket.binaryType, socket.protocol, socket.extensions, socket.url, socket.bufferedAmount);
  };
  const next = (socket) => new Promise((resolve) => socket.addEventListener('message', (event) => resolve(event.data), { once: true }));

  const run = async () => {
    await Promise.all([closed(chat), closed(built)]);
    converted.close();
    await closed(converted);

    const socket = new WebSocket(url, ['chat', 'other']);
    watch('echo', socket);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    see('settled', socket.protocol, socket.extensions, socket.binaryType);
    for (const data of ['text', 'süß €', '', new Blob(['blob']), new Uint8Array([1, 2, 3]), new Uint16Array([1, 2]).buffer, 42, null]) {
      const answer = next(socket);
      see('sent', socket.send(data));
      const got = await answer;
      see('got', got instanceof Blob ? await got.text() : got);
      socket.binaryType = socket.binaryType === 'blob' ? 'arraybuffer' : 'blob';
    }
    attempt('nothing to send', () => socket.send());
    // The same object each time it is read.
    const message = new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
    socket.binaryType = 'arraybuffer';
    socket.send(new Uint8Array([9]));
    const { data } = await message;
    see('bytes', data.constructor, data.byteLength, new Uint8Array(data)[0]);
    socket.send('close 4001');
    await closed(socket);
    attempt('send when it is closed', () => socket.send('late'));
    see('closed', socket.readyState, socket.bufferedAmount);

    const dropped = new WebSocket(url);
    watch('dropped', dropped);
    dropped.addEventListener('open', () => dropped.send('drop'));
    await closed(dropped);
    const refused = new WebSocket('ws://${host}/refused');
    watch('refused', refused);
    await closed(refused);
    const given = new WebSocket('ws://${host}/silent');
    watch('given up', given);
    given.close();
    await closed(given);
  };
  window.seen = run().then(() => JSON.stringify(seen));
`;
const seenBy = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: Promise<string> }).seen).then(JSON.parse);

test('an app sees the same of its WebSockets as without us', async ({ page, site, collector, live }) => {
  const world = { page, site, collector };
  await openWithout(world, APP(live.host));
  const without = await seenBy(page);
  await openWithExtras(world, APP(live.host));
  expect(await seenBy(page)).toEqual(without);
  // The log is not empty.
  expect(without.length).toBeGreaterThan(80);
  await flush(page);
  const reported = collector.spans.filter(({ name }) => name.startsWith('WebSocket '));
  expect(reported.length).toBe(7);
  expect(JSON.stringify(reported)).not.toMatch(/secret/);
});

const isSocket = (path: string) => (span: Span) => span.name === `WebSocket ${path}`;

test('a WebSocket is a span of the click that opened it, from its construction to its close', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `document.body.innerHTML = '<button id="chat">Chat</button>';
    document.getElementById('chat').onclick = () => {
      const socket = window.socket = new WebSocket('ws://${live.host}/rooms/4711?token=secret', ['v1.chat']);
      socket.onopen = () => { socket.send('süß'); socket.send(new Uint8Array(1000)); };
      let left = 2;
      socket.onmessage = () => { if (--left === 0) socket.close(1000, 'secret reason'); };
    };`,
  );
  await page.click('#chat');
  const span = await collector.waitForSpan('WebSocket /rooms/{id}');
  const click = await collector.waitForSpan('click');
  expect(span).toMatchObject({
    kind: 'client',
    status: 'unset',
    traceId: click.traceId,
    parentSpanId: click.spanId,
    scope: { name: 'otel-rum/web-sockets' },
    links: [],
  });
  expect(span.attributes).toMatchObject({
    'url.full': `ws://${live.host}/rooms/4711?token=REDACTED`,
    'url.template': '/rooms/{id}',
    'server.address': '127.0.0.1',
    'server.port': Number(live.host.split(':')[1]),
    'network.protocol.name': 'websocket',
    'otel_rum.web_socket.protocol': 'v1.chat',
    'otel_rum.web_socket.close_code': 1000,
    'otel_rum.web_socket.clean': true,
    'otel_rum.connection.open': expect.any(Number),
    'otel_rum.connection.messages.sent': 2,
    'otel_rum.connection.messages.received': 2,
    'otel_rum.connection.bytes.sent': 1_005,
    'otel_rum.connection.bytes.received': 1_005,
    'otel_rum.page_view.id': click.attributes['otel_rum.page_view.id'],
    'session.id': click.attributes['session.id'],
  });
  for (const absent of ['error.type', 'otel_rum.incomplete', 'otel_rum.request.aborted'])
    expect(span.attributes).not.toHaveProperty([absent]);
  expect(JSON.stringify(span)).not.toContain('secret');
  expect(span.startMillis).toBeGreaterThanOrEqual(click.startMillis);
});

test('the end of a WebSocket distinguishes failures from intentional closing', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `const closed = (path, onOpen = () => {}) => new Promise((resolve) => {
      const socket = new WebSocket('ws://${live.host}' + path);
      socket.onopen = () => onOpen(socket);
      socket.onclose = resolve;
      if (path === '/silent') socket.close();
    });
    window.done = Promise.all([
      closed('/refused'),
      closed('/silent'),
      closed('/dropped', (socket) => socket.send('drop')),
      closed('/own-code', (socket) => socket.send('close 4001')),
      closed('/server-error', (socket) => socket.send('close 1011')),
      closed('/left', (socket) => socket.close()),
    ]).then(() => {});`,
  );
  await page.evaluate(() => (window as unknown as { done: Promise<void> }).done);
  await flush(page);
  const found = (path: string) => {
    const span = collector.spans.find(isSocket(path));
    return {
      status: span?.status,
      error: span?.attributes['error.type'],
      aborted: span?.attributes['otel_rum.request.aborted'],
      code: span?.attributes['otel_rum.web_socket.close_code'],
      clean: span?.attributes['otel_rum.web_socket.clean'],
      open: typeof span?.attributes['otel_rum.connection.open'],
    };
  };
  const was = (fields: object) => ({
    error: undefined,
    aborted: undefined,
    status: 'unset',
    open: 'number',
    ...fields,
  });
  expect(found('/refused')).toEqual(
    was({ status: 'error', error: 'network', code: 1006, clean: false, open: 'undefined' }),
  );
  expect(found('/silent')).toEqual(was({ aborted: true, code: 1006, clean: false, open: 'undefined' }));
  expect(found('/dropped')).toEqual(was({ status: 'error', error: '1006', code: 1006, clean: false }));
  expect(found('/own-code')).toEqual(was({ code: 4001, clean: true }));
  expect(found('/server-error')).toEqual(was({ status: 'error', error: '1011', code: 1011, clean: true }));
  expect(found('/left')).toEqual(was({ code: 1005, clean: true }));
});

test('a WebSocket that is open at page end is reported as incomplete; one of an ignored URL is not', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `new WebSocket('ws://${live.host}/ignored').onopen = ({ target }) => target.send('x');
    const socket = new WebSocket('ws://${live.host}/live');
    socket.onopen = () => socket.send('12345');
    window.got = new Promise((resolve) => { socket.onmessage = () => resolve(true); });`,
  );
  await page.evaluate(() => (window as unknown as { got: Promise<boolean> }).got);
  await live.waitForOpen('/ignored', 1);
  await flush(page);
  expect(collector.spans.filter(isSocket('/live'))).toEqual([]);
  await page.close();

  const span = await collector.waitForSpan('WebSocket /live');
  expect(span.attributes).toMatchObject({
    'otel_rum.incomplete': true,
    'otel_rum.connection.messages.sent': 1,
    'otel_rum.connection.bytes.received': 5,
  });
  expect(span.attributes).not.toHaveProperty(['otel_rum.web_socket.close_code']);
  expect(span.status).toBe('unset');
  expect(collector.spans.filter(isSocket('/ignored'))).toEqual([]);
});

test('a WebSocket that continues after the page was hidden has a second, linked span', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `const socket = window.socket = new WebSocket('ws://${live.host}/live');
    window.say = (text) => new Promise((resolve) => { socket.onmessage = resolve; socket.send(text); }).then(() => {});
    window.ready = new Promise((resolve) => { socket.onopen = () => resolve(); });`,
  );
  const say = (text: string) =>
    page.evaluate(
      (consoleOutput) => (window as unknown as { say(text: string): Promise<void> }).say(consoleOutput),
      text,
    );
  const hide = () =>
    page.evaluate(() => {
      // Like the browser; Playwright cannot hide a page.
      let state = 'hidden';
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      state = 'visible';
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });
  await page.evaluate(() => (window as unknown as { ready: Promise<void> }).ready);
  await say('12345');
  await hide();
  const first = await collector.waitForSpan('WebSocket /live');
  expect(first.attributes).toMatchObject({
    'otel_rum.incomplete': true,
    'otel_rum.connection.messages.sent': 1,
    'otel_rum.connection.open': expect.any(Number),
  });
  // Hidden again without a message in between: nothing new.
  await hide();
  await say('123');
  await say('4');
  await page.evaluate(async () => {
    const { socket } = window as unknown as { socket: WebSocket };
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    socket.close();
    await closed;
  });
  await flush(page);

  const second = await collector.waitForSpan('WebSocket /live', ({ spanId }) => spanId !== first.spanId);
  expect(second.attributes).toMatchObject({
    'otel_rum.connection.messages.sent': 2,
    'otel_rum.connection.bytes.sent': 4,
    'otel_rum.connection.messages.received': 2,
    'otel_rum.web_socket.close_code': 1005,
  });
  expect(second.attributes).not.toHaveProperty(['otel_rum.incomplete']);
  expect(second.attributes).not.toHaveProperty(['otel_rum.connection.open']);
  expect(second.links).toEqual([{ traceId: first.traceId, spanId: first.spanId, attributes: {} }]);
  expect(second.startMillis).toBeGreaterThanOrEqual(first.endMillis - 1);
  expect(collector.spans.filter(isSocket('/live'))).toHaveLength(2);
});

test('sockets that are closed or dropped by the page are garbage collected; shutdown restores everything', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `window.round = async () => {
      const refs = [];
      for (let i = 0; i < 20; i++) {
        const socket = new WebSocket('ws://${live.host}/round');
        await new Promise((resolve) => { socket.onopen = resolve; });
        const answer = new Promise((resolve) => { socket.onmessage = resolve; });
        socket.send('x');
        await answer;
        const closed = new Promise((resolve) => { socket.onclose = resolve; });
        socket.close();
        await closed;
        refs.push(new WeakRef(socket));
      }
      return refs;
    };`,
  );
  await page.evaluate(async () => {
    const world = window as unknown as { round(): Promise<WeakRef<object>[]>; refs: WeakRef<object>[] };
    world.refs = await world.round();
  });
  await expect
    .poll(async () => {
      await page.requestGC();
      return page.evaluate(
        () =>
          (window as unknown as { refs: WeakRef<object>[] }).refs.filter((ref) => ref.deref() !== undefined)
            .length,
      );
    })
    .toBe(0);

  const shape = () =>
    page.evaluate(() => [
      /\[native code\]/.test(String(WebSocket)),
      WebSocket.prototype.constructor === WebSocket,
      Object.hasOwn(EventSource.prototype, 'addEventListener'),
    ]);
  expect(await shape()).toEqual([true, true, true]);
  await page.evaluate(async (host) => {
    const world = window as unknown as {
      native: unknown[];
      otelRum: { shutdown(): Promise<void> };
      open: WebSocket;
    };
    world.open = new WebSocket(`ws://${host}/left`);
    await new Promise((resolve) => {
      world.open.onopen = resolve;
    });
    const patched = [
      WebSocket,
      WebSocket.prototype.send,
      WebSocket.prototype.close,
      EventSource,
      navigator.sendBeacon,
    ];
    await world.otelRum.shutdown();
    const native = [
      WebSocket,
      WebSocket.prototype.send,
      WebSocket.prototype.close,
      EventSource,
      navigator.sendBeacon,
    ];
    world.native = patched.map((one, index) => one !== native[index]);
  }, live.host);
  expect(await page.evaluate(() => (window as unknown as { native: unknown[] }).native)).toEqual(
    Array(5).fill(true),
  );
  expect(await shape()).toEqual([true, true, false]);
  // Open sockets were reported at shutdown, and continue without reports.
  const left = await collector.waitForSpan('WebSocket /left');
  expect(left.attributes['otel_rum.incomplete']).toBe(true);
  await page.evaluate(async () => {
    const { open } = window as unknown as { open: WebSocket };
    const closed = new Promise((resolve) => {
      open.onclose = resolve;
    });
    open.close();
    await closed;
  });
});
