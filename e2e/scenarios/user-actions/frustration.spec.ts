import type { Frame, Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import type { Log } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

interface Case {
  body: string;
  /** What the person does. @default a click on `#it` */
  act?: (frame: Frame) => Promise<unknown>;
  /** Number of clicks. @default 1 */
  clicks?: number;
}

const it = (frame: Frame) => frame.locator('#it');
const clickIt = (frame: Frame) => it(frame).click();
/** Clicks as fast as possible. */
const times = (clickCount: number) => (frame: Frame) => it(frame).click({ clickCount });
const button = (onclick: string) => `<button id="it" onclick="${onclick}">Do it</button><p id="out">0</p>`;

/** Puts each in a document of its own, so that they do not affect each other, and runs all at once. */
async function marksOf(
  page: Page,
  site: Site,
  collector: Collector,
  cases: Record<string, Case>,
): Promise<Record<string, Record<string, true>[]>> {
  const names = Object.keys(cases);
  const options = { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '500' };
  for (const name of names) {
    serveSnippetPage(site, `/${name}`, { options, tag: '', body: cases[name]?.body ?? '' });
  }
  site.serve('/file', { headers: { 'content-disposition': 'attachment; filename="a.txt"' }, body: 'a' });
  site.serve(
    '/',
    `<!doctype html>${names.map((name) => `<iframe name="${name}" src="/${name}" height="90"></iframe>`).join('')}`,
  );
  // An action with an effect is not dead, and on a busy machine any frame may be long.
  await page.addInitScript(() => {
    const known = PerformanceObserver.supportedEntryTypes.filter((type) => type !== 'long-animation-frame');
    Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { value: known });
  });
  await page.goto(`${site.url}/`);
  for (const name of names) {
    const frame = page.frame({ name });
    if (!frame) throw new Error(`no frame ${name}`);
    await (cases[name]?.act ?? clickIt)(frame);
  }
  const of = (logs: Log[], name: string) =>
    logs.filter(
      ({ eventName, attributes }) =>
        eventName === 'browser.user_action.click' &&
        new URL(String(attributes['browser.document.url.full'])).pathname === `/${name}`,
    );
  const marks: Record<string, Record<string, true>[]> = {};
  for (const name of names) {
    const clicks = await collector.waitFor(({ logs }) => {
      const found = of(logs, name);
      return found.length >= (cases[name]?.clicks ?? 1) && found;
    }, `clicks of ${name}`);
    marks[name] = clicks
      .sort((a, b) => a.timeMillis - b.timeMillis)
      .map(({ attributes }) =>
        Object.fromEntries(
          ['rage', 'dead', 'error'].flatMap((mark) =>
            attributes[`otel_rum.user_action.${mark}`] === true ? [[mark, true as const]] : [],
          ),
        ),
      );
  }
  return marks;
}

/** Expects this number of clicks, without marks. */
const calm = (cases: Record<string, Case>) =>
  Object.fromEntries(
    Object.entries(cases).map(([name, { clicks = 1 }]) => [name, Array.from({ length: clicks }, () => ({}))]),
  );

test.describe('a click', () => {
  test('is marked as dead, rage or error if it is one', async ({ page, site, collector }) => {
    const marks = await marksOf(page, site, collector, {
      button: { body: '<button id="it">Nothing</button>' },
      link: { body: '<a id="it" href="#" onclick="return false">Nothing</a>' },
      role: { body: '<div id="it" role="button">Nothing</div>' },
      thrice: { body: '<div id="it" style="user-select:none">Not a button</div>', act: times(3), clicks: 3 },
      five: { body: '<button id="it">Nothing</button>', act: times(5), clicks: 5 },
      // Neither a field elsewhere with an unchanged value nor a transition of the button itself is an answer.
      field: {
        body: '<header><input value="x"></header><main><p><button id="it">Nothing</button></p></main>',
      },
      styled: {
        body: '<style>button { transition: opacity 50ms } button:focus { opacity: 0.5 }</style><button id="it">Nothing</button>',
      },
      throws: { body: button("throw new RangeError('no')") },
    });
    expect(marks).toEqual({
      button: [{ dead: true }],
      link: [{ dead: true }],
      role: [{ dead: true }],
      thrice: [{}, {}, { rage: true }],
      five: [{ dead: true }, { dead: true }, { rage: true, dead: true }, { dead: true }, { dead: true }],
      field: [{ dead: true }],
      styled: [{ dead: true }],
      throws: [{ error: true }],
    });

    // A click that is not known to be dead at page end is reported without that mark.
    const before = collector.logs.length;
    const frame = page.frame({ name: 'button' });
    await frame?.locator('#it').click();
    await page.goto('about:blank');
    const last = await collector.waitForEvent(
      'browser.user_action.click',
      (log) => collector.logs.indexOf(log) >= before,
    );
    expect(last.attributes).not.toHaveProperty(['otel_rum.user_action.dead']);
  });

  test('has no mark if the page answers', async ({ page, site, collector }) => {
    const carousel = (move: string) =>
      `<button id="it" onclick="${move}">Next</button><div id="out" style="overflow:auto;width:50px"><p style="width:900px">1</p></div>`;
    const cases: Record<string, Case> = {
      carousel: { body: carousel("out.style.transform += ' translateX(1px)'"), act: times(4), clicks: 4 },
      // The page has a frame between two clicks.
      scroller: {
        body: carousel('out.scrollBy(50, 0)'),
        act: (frame) => it(frame).click({ clickCount: 4, delay: 60 }),
        clicks: 4,
      },
      like: { body: button("this.classList.toggle('liked')") },
      stepper: {
        body: '<button id="it" onclick="q.value++">+</button><input id="q" type="number" value="1">',
        act: times(4),
        clicks: 4,
      },
      late: { body: button("setTimeout(() => { out.textContent = 'late' }, 2000)") },
      request: { body: button("fetch('/api/ok')") },
      route: { body: button("history.pushState({}, '', location.pathname)") },
      menu: { body: '<button id="it" onpointerdown="this.title = 1">Opens at once</button>' },
      focuses: { body: `<p id="q" tabindex="0"></p>${button("document.getElementById('q').focus()")}` },
    };
    expect(await marksOf(page, site, collector, cases)).toEqual(calm(cases));
  });

  test('has no mark if the answer is outside of the document', async ({ page, site, collector }) => {
    const cases: Record<string, Case> = {
      blank: { body: '<a id="it" href="/file" target="_blank">New tab</a>' },
      download: { body: '<a id="it" href="/file">Get it</a>' },
      saves: {
        body: button("Object.assign(document.createElement('a'), { href: '/file', download: 'a' }).click()"),
      },
      mail: { body: '<a id="it" href="mailto:a@shop.example">Write</a>' },
      chooses: {
        body: `<input id="file" type="file" hidden>${button("document.getElementById('file').click()")}`,
      },
      opens: { body: button("open('about:blank').close()") },
      canvas: {
        body: '<canvas width="9" height="9"></canvas><button id="it">Jump</button>',
        act: times(5),
        clicks: 5,
      },
    };
    expect(await marksOf(page, site, collector, cases)).toEqual(calm(cases));
  });

  test('has no mark if the answer has neither an event nor a change of the document', async ({
    page,
    site,
    collector,
  }) => {
    const shadow = (mode: string, host: string) =>
      `<${host} id="host"></${host}>${button("seen.textContent += '1'")}<script>
        customElements.define('x-total', class extends HTMLElement {});
        const root = host.attachShadow({ mode: '${mode}' });
        root.innerHTML = '<b>0</b>';
        const seen = root.querySelector('b');
      </script>`;
    const declarative = `<p><template shadowrootmode="open"><b>0</b></template></p>${button(
      "document.querySelector('p').shadowRoot.querySelector('b').textContent += '1'",
    )}`;
    const keys = Array.from(
      { length: 10 },
      (_, key) => `<button ${key === 5 ? 'id="it"' : ''}>${key}</button>`,
    );
    const cases: Record<string, Case> = {
      open: { body: shadow('open', 'p') },
      closed: { body: shadow('closed', 'x-total'), act: times(4), clicks: 4 },
      declarative: { body: declarative },
      animation: { body: button('out.animate([{ opacity: 0 }, { opacity: 1 }], 90)') },
      sheet: {
        body: button(
          "const sheet = new CSSStyleSheet(); sheet.replaceSync('p { color: red }'); document.adoptedStyleSheets.push(sheet)",
        ),
      },
      rule: {
        body: `<style>p {}</style>${button("document.styleSheets[0].insertRule('p { color: red }')")}`,
      },
      theme: {
        body: `<style>p {}</style>${button("document.styleSheets[0].cssRules[0].style.setProperty('--color', 'red')")}`,
      },
      broadcast: { body: button("new BroadcastChannel('cart').postMessage('open')") },
      notification: {
        body: button('ServiceWorkerRegistration.prototype.showNotification.call(null).catch(() => {})'),
      },
      highlight: {
        body: button(
          "const range = new Range(); range.selectNodeContents(out); CSS.highlights.set('found', new Highlight(range))",
        ),
      },
      prints: { body: button('print()') },
      alerts: { body: button("alert('Sure?')"), act: times(4), clicks: 4 },
      copies: { body: button("navigator.clipboard.writeText('a')") },
      sounds: { body: button('new Audio().play().catch(() => {})') },
      beeps: {
        body: button(
          'const a = new AudioContext(); const o = a.createOscillator(); o.connect(a.destination); o.start()',
        ),
      },
      field: {
        body: `<main><section><div><button id="it" onclick="pin.value += 5">5</button></div></section></main>
          <footer><div><p><input id="pin" type="password"></p></div></footer>`,
        act: times(4),
        clicks: 4,
      },
      pad: { body: `<div>${keys.join('')}</div>`, act: times(4), clicks: 4 },
      transition: {
        body: `<style>#menu { opacity: 0.1; transition: opacity 50ms } div:focus-within #menu { opacity: 1 }</style>
          <div><button id="it">Menu</button><p id="menu">Text</p></div>`,
      },
    };
    page.on('dialog', (dialog) => dialog.dismiss());
    await page.addInitScript(() => {
      // Headless browsers have no printer.
      window.print = () => dispatchEvent(new Event('beforeprint'));
    });
    expect(await marksOf(page, site, collector, cases)).toEqual(calm(cases));
  });

  test('has no mark if the browser answers', async ({ page, site, collector }) => {
    const cases: Record<string, Case> = {
      video: { body: '<video id="it" width="200" height="80" onclick="this.play()" muted></video>' },
      details: { body: '<details><summary id="it">More</summary>Text</details>', act: times(4), clicks: 4 },
      popover: { body: '<button id="it" popovertarget="out">Open</button><p id="out" popover>Text</p>' },
      select: { body: '<select id="it" size="2"><option>a<option>b</select>', act: times(3), clicks: 3 },
      checkbox: { body: '<label id="it"><input type="checkbox">Yes</label>', act: times(3), clicks: 3 },
      range: { body: '<input id="it" type="range">', act: times(4), clicks: 4 },
      spinner: {
        body: '<input id="it" type="number" style="width:60px">',
        act: (frame) => it(frame).click({ clickCount: 4, position: { x: 52, y: 6 } }),
        clicks: 4,
      },
      word: { body: '<p id="it">Some words to select</p>', act: times(2), clicks: 2 },
      paragraph: { body: '<p id="it">Some words to select</p>', act: times(4), clicks: 4 },
      editor: { body: '<div id="it" contenteditable>Text</div>', act: times(4), clicks: 4 },
      drag: {
        body: `<div id="it" role="button" style="width:90px"
          onpointermove="if (event.buttons) this.style.left = event.clientX + 'px'">Card</div>`,
        act: async (frame) => {
          const box = await it(frame).boundingBox();
          const { mouse } = frame.page();
          await mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
          await mouse.down();
          await mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 8, { steps: 3 });
          await mouse.up();
        },
      },
      anchor: { body: '<a id="it" href="#here">Here</a><p id="here">Text</p>' },
      shadow: {
        body: `<div id="host"></div><script>
          const root = host.attachShadow({ mode: 'open' });
          root.innerHTML = '<button id="it">Up</button><p>0</p>';
          root.querySelector('button').onclick = () => { root.querySelector('p').textContent += '1'; };
        </script>`,
      },
    };
    expect(await marksOf(page, site, collector, cases)).toEqual({
      ...calm(cases),
      // Clicks that select nothing are clicks without an answer.
      ...(supports('multipleClicks') ? {} : { paragraph: [{}, {}, { rage: true }, {}] }),
    });
  });
});
