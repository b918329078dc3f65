/** Tools of a situation, which runs in the page. */
export interface Tools {
  /**
   * Makes a request whose path names its true owner: `act` (the action), `a` or `b` (that of two buttons), `view` (a route change
   * that no action caused), `load` (the page's load), `none`.
   */
  ask(truth: string, delayMillis?: number, status?: number): Promise<Response>;
  /** The same, and reads the body. */
  read(truth: string, delayMillis?: number): Promise<unknown>;
  /** Host of another server, for live connections. */
  live: string;
  after(millis: number): Promise<void>;
  element(html: string): HTMLElement;
}

export interface Situation {
  readonly title: string;
  /** Number of requests that it causes. */
  readonly asks: number;
  /** Runs while the page is loaded. */
  load?(tools: Tools): unknown;
  /** Runs just before the person acts. */
  before?(tools: Tools): unknown;
  /** The handler of the button `#act`: for a click, unless the spec does something else. */
  act?(tools: Tools): unknown;
  /** The same for `#a` and `#b`. */
  a?(tools: Tools): unknown;
  b?(tools: Tools): unknown;
}

const open = (name: string) =>
  new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('films');
    request.onsuccess = () => resolve(request.result);
  });
const worker = (code: string) => new Worker(URL.createObjectURL(new Blob([code])));
const echo = 'onmessage = ({ data }) => setTimeout(() => postMessage(data), 60)';
/** Makes a slow request of the action, which therefore stays open. */
const slow = ({ ask }: Tools, millis = 1_500) => ask('act', millis);
const times = async (count: number, run: (index: number) => unknown) => {
  for (let index = 0; index < count; index++) await run(index);
};
/** Uses one URL for all: the name of the operation contains the situation and the true owner. */
const graphql = (body: string) =>
  fetch('/api/graphql', { method: 'POST', body }).then((response) => response.text());
const operation = (name: string) => JSON.stringify({ operationName: name, query: `query ${name} { a }` });

/** Each is a small page, with its key in the URL. */
export const situations: Record<string, Situation> = {
  'await-fetch': {
    title: '`await` of `fetch` and of its body, three in a row',
    asks: 3,
    act: ({ read }) => times(3, () => read('act')),
  },
  'fetch-slow-body': {
    title: '`fetch` whose body is streamed for 300 ms, then another',
    asks: 2,
    async act({ ask, read }) {
      await (await ask('act', 0, 207)).text();
      await read('act');
    },
  },
  xhr: {
    title: 'an `XMLHttpRequest` whose `onload` sends another',
    asks: 2,
    act({ read }) {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', `/api/xhr/act`);
      xhr.onload = () => read('act');
      xhr.send();
    },
  },
  timers: {
    title: '`setTimeout`, one after another',
    asks: 2,
    async act({ after, ask }) {
      await after(200);
      ask('act');
      await after(300);
      ask('act');
    },
  },
  'message-channel': {
    title: '`MessageChannel`, as schedulers use it',
    asks: 1,
    act({ ask }) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => ask('act');
      port2.postMessage(0);
    },
  },
  frames: {
    title: '`requestAnimationFrame`, twice',
    asks: 1,
    act: ({ ask }) => requestAnimationFrame(() => requestAnimationFrame(() => ask('act'))),
  },
  idle: {
    title: '`requestIdleCallback`',
    asks: 1,
    act: ({ ask }) => requestIdleCallback(() => ask('act'), { timeout: 300 }),
  },
  'indexed-db': {
    title: 'IndexedDB: open, write, read',
    asks: 1,
    async act({ ask }) {
      const store = (await open('shop')).transaction('films', 'readwrite').objectStore('films');
      store.put('Alien', 7).onsuccess = () => {
        store.get(7).onsuccess = () => ask('act');
      };
    },
  },
  'worker-answer': {
    title: 'a worker that replies',
    asks: 1,
    async act({ ask }) {
      const helper = worker(echo);
      helper.postMessage('?');
      helper.onmessage = () => ask('act');
    },
  },
  'worker-push': {
    title: 'a worker that sends by itself, while an action is open',
    asks: 4,
    before({ ask }) {
      let count = 0;
      worker('setInterval(() => postMessage(0), 350)').onmessage = () => count++ < 3 && ask('none');
    },
    act: slow,
  },
  'socket-answer': {
    title: 'a WebSocket that replies',
    asks: 1,
    before: ({ live }) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${live}/echo`);
        socket.onopen = resolve;
        (window as unknown as { socket: WebSocket }).socket = socket;
      }),
    act({ ask }) {
      const { socket } = window as unknown as { socket: WebSocket };
      socket.onmessage = () => ask('act');
      socket.send('?');
    },
  },
  'socket-push': {
    title: 'a WebSocket that sends by itself, while an action is open',
    asks: 4,
    before: ({ live, ask }) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${live}/ticks`);
        socket.onopen = resolve;
        let count = 0;
        socket.onmessage = () => count++ < 3 && ask('none');
      }),
    act: slow,
  },
  'event-source': {
    title: 'an EventSource, while an action is open',
    asks: 4,
    before: ({ live, ask }) =>
      new Promise((resolve) => {
        const source = new EventSource(`http://${live}/ticks`);
        source.onopen = resolve;
        let count = 0;
        source.onmessage = () => count++ < 3 && ask('none');
      }),
    act: slow,
  },
  import: {
    title: '`await import()` of 200 ms',
    asks: 1,
    async act({ ask }) {
      await import(`${'/module.js?ms=200'}`);
      ask('act');
    },
  },
  'lazy-route': {
    title: 'a lazy route: `await import()` of 200 ms, `pushState`, its requests',
    asks: 2,
    async act({ read }) {
      await import(`${'/module.js?ms=200'}`);
      history.pushState({}, '', '/films');
      await read('act');
      await read('act');
    },
  },
  route: {
    title: 'a route: `pushState`, then requests of its view 600 ms later',
    asks: 2,
    async act({ read }) {
      history.pushState({}, '', '/films');
      await read('act', 600);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => read('act');
      port2.postMessage(0);
    },
  },
  'route-by-code': {
    title: 'a route change without a click, and its requests',
    asks: 2,
    async before({ read, after }) {
      await after(800);
      history.pushState({}, '', '/films');
      await read('view');
      await read('view');
    },
  },
  'page-load': {
    title: 'the requests of a page that loads',
    asks: 3,
    load: ({ read }) => times(3, () => read('load')),
  },
  'view-transition': {
    title: 'a View Transition',
    asks: 1,
    async act({ ask }) {
      await document.startViewTransition(() => document.body.append('film')).updateCallbackDone;
      ask('act');
    },
  },
  'post-task': {
    title: '`scheduler.postTask()` and `scheduler.yield()`',
    asks: 2,
    async act({ ask }) {
      const { scheduler } = window as unknown as {
        scheduler: { postTask(run: () => unknown): Promise<void>; yield(): Promise<void> };
      };
      await scheduler.postTask(() => ask('act'));
      await scheduler.yield();
      ask('act');
    },
  },
  stream: {
    title: 'a stream that is read piece by piece',
    asks: 2,
    async act({ ask }) {
      const reader = (await ask('act', 0, 207)).body?.getReader();
      while (!(await reader?.read())?.done);
      ask('act');
    },
  },
  files: {
    title: '`FileReader` and `Blob.text()`',
    asks: 2,
    act({ ask }) {
      const reader = new FileReader();
      reader.onload = async () => {
        ask('act');
        await new Blob(['b']).text();
        ask('act');
      };
      reader.readAsText(new Blob(['a']));
    },
  },
  crypto: {
    title: '`crypto.subtle`',
    asks: 1,
    async act({ ask }) {
      await crypto.subtle.digest('SHA-256', new Uint8Array(1_000));
      ask('act');
    },
  },
  image: {
    title: 'an image that loads',
    asks: 1,
    act({ ask }) {
      const image = new Image();
      image.onload = () => ask('act');
      image.src = '/image.svg';
    },
  },
  frame: {
    title: 'a message to an `<iframe>` that replies',
    asks: 1,
    async before({ element }) {
      const frame = element(
        `<iframe srcdoc="<script>onmessage = () => parent.postMessage(0, '*')</script>"></iframe>`,
      );
      await new Promise((resolve) => frame.addEventListener('load', resolve));
    },
    act({ ask }) {
      addEventListener('message', () => ask('act'), { once: true });
      document.querySelector('iframe')?.contentWindow?.postMessage(0, '*');
    },
  },
  transition: {
    title: 'a CSS transition that ends',
    asks: 1,
    act({ element, ask }) {
      const box = element('<p style="transition: opacity 150ms">box</p>');
      box.addEventListener('transitionend', () => ask('act'));
      void box.offsetWidth;
      box.style.opacity = '0';
    },
  },
  animation: {
    title: 'an animation that is finished',
    asks: 1,
    async act({ element, ask }) {
      await element('<p>box</p>').animate([{ opacity: 0 }], 200).finished;
      ask('act');
    },
  },
  intersection: {
    title: 'an element that a click adds comes into view',
    asks: 1,
    act({ element, ask }) {
      new IntersectionObserver(([entry], observer) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        ask('act');
      }).observe(element('<p>film</p>'));
    },
  },
  mutation: {
    title: '`MutationObserver` and `ResizeObserver`',
    asks: 2,
    act({ element, ask }) {
      const box = element('<p style="width: 9px">film</p>');
      new MutationObserver((_, observer) => {
        observer.disconnect();
        ask('act');
      }).observe(box, { attributes: true });
      let isFirst = true;
      new ResizeObserver(() => {
        if (!isFirst) return;
        isFirst = false;
        ask('act');
      }).observe(box);
      box.title = 'x';
    },
  },
  'infinite-scroll': {
    title: 'a list that loads more when it is scrolled, while an action is open',
    asks: 2,
    before({ element, ask }) {
      element('<p style="height: 3000px">films</p>');
      new IntersectionObserver(([entry], observer) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        ask('none');
      }).observe(element('<p>more</p>'));
    },
    act: slow,
  },
  'scroll-event': {
    title: 'the same by a `scroll` listener',
    asks: 2,
    before({ element, ask }) {
      element('<p style="height: 3000px">films</p>');
      addEventListener('scroll', () => ask('none'), { once: true });
    },
    act: slow,
  },
  debounce: {
    title: 'a search that waits for 300 ms without typing',
    asks: 2,
    before({ element, read }) {
      let timer = 0;
      element('<input id="field">').addEventListener('input', () => {
        clearTimeout(timer);
        timer = window.setTimeout(async () => {
          await read('act');
          await read('act');
        }, 300);
      });
    },
  },
  throttle: {
    title: 'a handler that runs once in 300 ms, at the end',
    asks: 1,
    before({ ask }) {
      let isWaiting = false;
      document.getElementById('act')?.addEventListener('click', () => {
        if (isWaiting) return;
        isWaiting = true;
        setTimeout(() => ask('act'), 300);
      });
    },
  },
  form: {
    title: 'a form that a script submits by `fetch`',
    asks: 2,
    before({ element, read }) {
      element('<form><input id="field"><button>Send</button></form>').onsubmit = async (event) => {
        event.preventDefault();
        await read('act');
        await read('act');
      };
    },
  },
  'drag-and-drop': {
    title: 'drag and drop',
    asks: 2,
    before({ element, read }) {
      element('<p id="card" draggable="true">card</p>');
      const place = element('<p id="place" style="padding: 40px">place</p>');
      place.ondragover = (event) => event.preventDefault();
      place.ondrop = async () => {
        await read('act');
        await read('act');
      };
    },
  },
  shortcut: {
    title: 'a keyboard shortcut',
    asks: 1,
    before({ ask }) {
      addEventListener('keydown', async ({ key }) => {
        if (key !== 'k') return;
        await null;
        ask('act');
      });
    },
  },
  autosave: {
    title: 'an autosave every 700 ms, while an action is open',
    asks: 4,
    before({ ask }) {
      let count = 0;
      const id = setInterval(() => {
        if (++count === 3) clearInterval(id);
        ask('none');
      }, 700);
    },
    act: (tools) => slow(tools, 2_500),
  },
  'timer-before': {
    title: 'a timer that was set before the action',
    asks: 3,
    before({ after, read }) {
      void after(700).then(async () => {
        await read('none');
        await read('none');
      });
    },
    act: ({ ask }) => ask('act'),
  },
  'hover-late': {
    title: 'a preload on hover 3 s after a click that runs a progress bar (a timer every 500 ms)',
    asks: 2,
    before({ element, ask }) {
      element('<a id="link">link</a>').onmouseenter = () => ask('none');
    },
    act({ ask }) {
      const tick = () => setTimeout(tick, 500);
      tick();
      ask('act');
    },
  },
  'hover-during': {
    title: 'a preload on hover, at once and after 65 ms, while an action is open',
    asks: 3,
    before({ element, ask }) {
      element('<a id="link">link</a>').onmouseenter = () => {
        ask('none');
        setTimeout(() => ask('none'), 65);
      };
    },
    act: slow,
  },
  'touch-preload': {
    title: 'a preload on `pointerdown` of another link, while an action is open',
    asks: 2,
    before({ element, ask }) {
      element('<a id="link">link</a>').onpointerdown = () => ask('none');
    },
    act: slow,
  },
  back: {
    title: "the browser's Back while an action is open",
    asks: 2,
    before({ read }) {
      history.pushState({}, '', '/films');
      addEventListener('popstate', () => read('view'));
    },
    act: slow,
  },
  'back-button': {
    title: "the app's own Back button: `history.back()` in a click",
    asks: 1,
    before({ ask }) {
      history.pushState({}, '', '/films');
      addEventListener('popstate', () => ask('act'));
    },
    act: () => history.back(),
  },
  'poll-fixed': {
    title: 'polling every second, while an action is open',
    asks: 5,
    before({ read }) {
      let count = 0;
      const id = setInterval(() => {
        if (++count === 4) clearInterval(id);
        read('none');
      }, 500);
    },
    act: (tools) => slow(tools, 2_500),
  },
  'poll-jittered': {
    title: 'polling with jitter, each after the one before',
    asks: 6,
    before({ after, read }) {
      void times(5, async (index) => {
        await after(400 + ((index * 70) % 160));
        await read('none');
      });
    },
    act: slow,
  },
  'poll-back-off': {
    title: 'polling that backs off exponentially',
    asks: 5,
    before({ after, read }) {
      void times(4, async (index) => {
        await after(450 * 1.4 ** index);
        await read('none');
      });
    },
    act: (tools) => slow(tools, 2_500),
  },
  'poll-long': {
    title: 'long polling, each request held for 500 ms',
    asks: 5,
    before({ read }) {
      void times(4, () => read('none', 500));
    },
    act: slow,
  },
  'poll-in-worker': {
    title: 'polling that a worker paces',
    asks: 5,
    before({ read }) {
      let count = 0;
      worker('setInterval(() => postMessage(0), 500)').onmessage = () => count++ < 4 && read('none');
    },
    act: (tools) => slow(tools, 2_500),
  },
  retry: {
    title: 'a click whose request is retried with back-off',
    asks: 3,
    act: ({ ask, after }) =>
      times(3, async (index) => {
        await ask('act', 20, index < 2 ? 503 : 200);
        await after(150 * 2 ** index);
      }),
  },
  'status-poll': {
    title: 'a click whose job is polled every 400 ms',
    asks: 4,
    act: ({ read, after }) =>
      times(4, async () => {
        await read('act');
        await after(400);
      }),
  },
  optimistic: {
    title: 'an optimistic update that is undone',
    asks: 2,
    async act({ element, ask, read }) {
      const like = element('<b>liked</b>');
      await null;
      const { ok } = await ask('act', 100, 500);
      if (ok) return;
      like.remove();
      await read('act');
    },
  },
  typeahead: {
    title: 'a search that aborts the one before',
    asks: 2,
    before({ element, ask }) {
      let controller = new AbortController();
      element('<input id="field">').addEventListener('input', () => {
        controller.abort();
        controller = new AbortController();
        ask('act', 30);
      });
    },
  },
  'two-clicks': {
    title: 'two clicks, whose responses come in the other order',
    asks: 4,
    a: async ({ read }) => {
      await read('a', 400);
      await read('a');
    },
    b: async ({ read }) => {
      await read('b', 150);
      await read('b');
    },
  },
  'two-clicks-timers': {
    title: 'two clicks, whose timers come in the other order',
    asks: 2,
    a: ({ ask }) => setTimeout(() => ask('a'), 400),
    b: ({ ask }) => setTimeout(() => ask('b'), 150),
  },
  'two-clicks-in-turn': {
    title: 'two clicks, each of three requests, in turn',
    asks: 6,
    a: ({ read }) => times(3, () => read('a', 120)),
    b: ({ read }) => times(3, () => read('b', 170)),
  },
  'two-clicks-await': {
    title: 'two clicks within the `await` of the first one’s `import()`',
    asks: 2,
    a: async ({ ask }) => {
      await import(`${'/module.js?ms=300'}`);
      ask('a');
    },
    b: ({ ask }) => ask('b'),
  },
  'page-promise': {
    title: 'a click that waits for an earlier request of the page',
    asks: 2,
    before({ read }) {
      (window as unknown as { token: unknown }).token = read('none', 500);
    },
    async act({ ask }) {
      await (window as unknown as { token: unknown }).token;
      ask('act');
    },
  },
  microtasks: {
    title: 'many microtasks (Svelte’s `tick()`, Angular without a zone)',
    asks: 2,
    async act({ ask }) {
      await times(50, () => Promise.resolve());
      ask('act');
      queueMicrotask(() => queueMicrotask(() => ask('act')));
    },
  },
  graphql: {
    title: 'one GraphQL endpoint: five queries at load, then a click → message → query',
    asks: 7,
    load: () => Promise.all([1, 2, 3, 4, 5].map((index) => graphql(operation(`graphql__load__${index}`)))),
    act({ ask }) {
      ask('act', 300);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => requestAnimationFrame(() => graphql(operation('graphql__act__film')));
      port2.postMessage(0);
    },
  },
  'graphql-poll': {
    title: 'the same endpoint polled by another operation, paced by frames',
    asks: 7,
    before({ after }) {
      let next = performance.now() + 500;
      let count = 0;
      const frame = () => {
        if (performance.now() > next) {
          next += 500;
          if (++count > 5) return;
          void graphql(operation('graphql_poll__none__news'));
        }
        requestAnimationFrame(frame);
      };
      frame();
      return after(1_800);
    },
    act({ ask }) {
      ask('act', 900);
      requestAnimationFrame(() => graphql(operation('graphql_poll__act__film')));
    },
  },
  'graphql-batch': {
    title: 'a batch of GraphQL operations after a message',
    asks: 1,
    act() {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () =>
        fetch('/api/graphql-batch/act', { method: 'POST', body: `[${operation('a')},${operation('b')}]` });
      port2.postMessage(0);
    },
  },
};
