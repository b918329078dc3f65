import { supports } from '../../harness/engine-support.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

/** Members of elements that a form's field of this name hides. */
const NAMES = [
  ...[
    'getAttribute',
    'nodeType',
    'id',
    'parentNode',
    'tagName',
    'localName',
    'matches',
    'closest',
    'getRootNode',
  ],
  ...[
    'previousElementSibling',
    'nextElementSibling',
    'parentElement',
    'children',
    'querySelector',
    'nodeName',
  ],
  ...[
    'querySelectorAll',
    'isConnected',
    'ownerDocument',
    'className',
    'contains',
    'dispatchEvent',
    'nodeValue',
  ],
  ...[
    'addEventListener',
    'dataset',
    'getBoundingClientRect',
    'firstChild',
    'hasAttribute',
    'attributes',
    'action',
  ],
];

for (const names of [['getAttribute'], ['nodeType', 'id'], NAMES]) {
  test(`a form whose fields hide ${names.length} members, ${names[0]} first, has its vitals`, async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    const fields = names.map((name) => `<input type="hidden" name="${name}">`).join('');
    // The form is the largest element by its background; it is clicked itself, and shifts when the space grows.
    const body = `<div id="space"></div><form id="order" class="large">${fields}</form><script>
      document.addEventListener('click', () => {
        const until = performance.now() + 150;
        while (performance.now() < until);
        document.getElementById('done').textContent = 'ordered';
      });</script><p id="done"></p>`;
    site.serve('/large.svg', {
      headers: { 'content-type': 'image/svg+xml' },
      body:
        '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400"><path d="M0 0h799v399z" fill="red"/><path d="M5 9h99v99z" fill="blue"/><circle cx="400" cy="200" r="90"/></svg>' +
        `<!-- ${'so that it counts as content '.repeat(2_000)}-->`,
    });
    const head = '<style>.large { width: 800px; height: 400px; background: url(/large.svg) }</style>';
    const options = { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '200' };
    await page.goto(serveSnippetPage(site, '/', { options, head, body, tag: '' }));
    await collector.waitForSpan('documentLoad');
    // Before any interaction, since shifts after one do not count.
    await page.evaluate(
      (isMeasured) =>
        new Promise<void>((resolve) => {
          if (isMeasured)
            new PerformanceObserver(() => resolve()).observe({ type: 'layout-shift', buffered: true });
          (document.getElementById('space') as HTMLElement).style.height = '120px';
          if (!isMeasured) resolve();
        }),
      supports('layoutShifts'),
    );
    // By coordinates, since Playwright reads the form's members as well.
    await page.mouse.click(300, 330);
    await page.locator('#done', { hasText: 'ordered' }).waitFor();
    await collector.waitForEvent('browser.user_action.click');
    // The browser reports an interaction's timing after its frame, and buffers those of more than 104 ms.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          new PerformanceObserver((list) => {
            if (list.getEntriesByName('click').length) resolve();
          }).observe({ type: 'event', buffered: true });
        }),
    );
    await page.close();
    for (const name of [...(supports('layoutShifts') ? ['cls'] : []), 'lcp', 'inp']) {
      const { attributes } = await collector.waitForEvent(
        'browser.web_vital',
        ({ attributes }) => attributes['browser.web_vital.name'] === name,
      );
      expect(attributes).toBeDefined();
    }
    expect(consoleOutput.errors).toEqual([]);
    expect(collector.logs.filter(({ eventName }) => eventName === 'exception')).toEqual([]);
  });
}
