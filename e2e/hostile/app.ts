/**
 * What an app does, and a line for all that it sees of it, on `#seen`. Runs on whatever the page has made of the
 * platform, so that it takes nothing for granted: what fails is a line too. Ends with a click on `#go`.
 */
export const app = async (): Promise<void> => {
  const seen: string[] = [];
  const note = (line: string) => {
    seen[seen.length] = line;
  };
  const attempt = async (what: string, run: () => unknown) => {
    try {
      const result = run();
      note(`${what} gives ${typeof result}`);
      note(`${what}: ${await result}`);
    } catch (error) {
      note(`${what} fails: ${error}`);
    }
  };
  const show = (id: string, text: string) => {
    const output = document.createElement('output');
    output.id = id;
    output.textContent = text;
    document.body?.append(output);
  };
  // What comes late is noted until the end.
  addEventListener('error', (event) => note(`error event: ${event.message}`));
  addEventListener('unhandledrejection', (event) => note(`rejection event: ${event.reason}`));

  await attempt('fetch', async () => {
    const response = await fetch('/api/ok', { headers: { 'x-app': 'shop' } });
    return `${response.status} ${response.url} ${await response.text()}`;
  });
  await attempt('fetch that is refused', () => fetch('http://[::'));
  await attempt('failing fetch', async () => (await fetch('/api/failing', { method: 'POST', body: 'x' })).ok);
  await attempt('xhr', () => {
    const xhr = new XMLHttpRequest();
    return new Promise((resolve) => {
      xhr.onloadend = () => resolve(`${xhr.status} ${xhr.responseText}`);
      xhr.open('GET', '/api/ok?by=xhr');
      xhr.setRequestHeader('x-app', 'shop');
      xhr.send();
    });
  });
  await attempt('timer', () => new Promise((resolve) => setTimeout(resolve, 1, 'came')));
  await attempt('json', () => JSON.stringify({ list: [1, 'two', { three: 3 }] }));
  await attempt('beacon', () => navigator.sendBeacon?.('/api/ok', 'x'));
  await attempt('route', () => {
    const { href } = location;
    history.pushState({ at: 1 }, '', '#/cart');
    const after = location.hash;
    history.replaceState(null, '', href);
    return after;
  });
  await attempt('storage', () => {
    localStorage.setItem('cart', '1');
    return localStorage.getItem('cart');
  });
  await attempt('what the page itself counts', () => (window as { counted?(): unknown }).counted?.());
  await attempt('console', () => console.log('the app says hello'));
  setTimeout(() => {
    throw new TypeError('nobody catches this');
  });
  void (async () => {
    throw new RangeError('nobody handles this');
  })();

  document.querySelector('#go')?.addEventListener('click', async (event) => {
    note(`click: ${event.isTrusted}`);
    await attempt('fetch by a click', async () => (await fetch('/api/ok?by=click')).status);
    show('seen', seen.join('\n'));
    show('keys', Reflect.ownKeys(window).map(String).join('\n'));
    show('done', 'done');
  });
  show('ready', 'ready');
};
