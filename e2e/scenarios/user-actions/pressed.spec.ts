import type { Page } from '@playwright/test';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

/** What a person does, and the element of each click event. */
const CASES: Record<string, { body: string; act: (page: Page) => Promise<unknown>; clicks: string[] }> = {
  'a click on a label': {
    body: '<label for="terms" id="t">I agree</label><input type="checkbox" id="terms">',
    act: (page) => page.click('#t'),
    clicks: ['label#t'],
  },
  'a click on a label around its control': {
    body: '<label id="t"><input type="radio" name="size" value="xl"> <b>XL</b></label>',
    act: (page) => page.click('b'),
    clicks: ['label#t'],
  },
  'a click on the control in a label': {
    body: '<label id="t"><input id="terms" type="checkbox"> I agree</label>',
    act: (page) => page.click('#terms'),
    clicks: ['input#terms'],
  },
  'Enter in a field': {
    body: '<form id="search" onsubmit="return false"><input id="q"><button id="go">Go</button></form>',
    act: (page) => page.press('#q', 'Enter'),
    clicks: ['button#go'],
  },
  'Enter in a field whose page clicks the button too': {
    body: `<form id="search" onsubmit="return false"><input id="q" onkeydown="go.click()"><button id="go">Go</button></form>`,
    act: (page) => page.press('#q', 'Enter'),
    clicks: ['button#go'],
  },
  'Space on a button': {
    body: '<button id="go">Go</button>',
    act: (page) => page.press('#go', 'Space'),
    clicks: ['button#go'],
  },
  'a summary': {
    body: '<details><summary id="more"><b>More</b></summary>Text</details>',
    act: (page) => page.click('b'),
    clicks: ['summary#more'],
  },
  'a button that clicks another': {
    body: '<button id="go" onclick="other.click()">Go</button><label id="other"><input type="checkbox"></label>',
    act: (page) => page.click('#go'),
    clicks: ['button#go'],
  },
  'a label that the page clicks': {
    body: '<label id="other"><input type="checkbox" id="terms"></label><i tabindex="0" id="i" onkeydown="other.click()">x</i>',
    act: (page) => page.press('#i', 'a'),
    clicks: [],
  },
  'a double click, also on a busy page': {
    body: '<button id="go" onclick="for (const t = Date.now(); Date.now() < t + 80;);">Go</button>',
    act: (page) => page.dblclick('#go'),
    clicks: ['button#go', 'button#go'],
  },
  'arrows in a group of radio buttons': {
    body: '<input type="radio" name="size" id="small" checked><input type="radio" name="size" id="large">',
    act: (page) => page.press('#small', 'ArrowRight'),
    clicks: ['input#large'],
  },
};

for (const [what, { body, act, clicks }] of Object.entries(CASES)) {
  test(`${what}: ${clicks.length} click(s)`, async ({ page, site, collector }) => {
    await page.goto(
      serveSnippetPage(site, '/', {
        options: { 'service-name': 'shop', endpoint: collector.url },
        tag: '',
        body,
      }),
    );
    await act(page);
    await flush(page);
    await page.goto('about:blank');
    await collector.waitForEvent('browser.navigation');
    // Clicks that waited for an answer of the page are sent at its end.
    const found = await collector.waitFor(({ logs }) => {
      const events = logs.filter(({ eventName }) => eventName === 'browser.user_action.click');
      return events.length >= clicks.length && events;
    }, `${clicks.length} click(s)`);
    expect(found.map(({ attributes }) => attributes['otel_rum.element.selector'])).toEqual(clicks);
  });
}
