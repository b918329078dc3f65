// node --test, with jsdom's page as globals: they must be there before otel-rum is loaded.
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<button id="buy">Buy</button>', { url: 'https://shop.example/cart' });
const page = {
  window,
  self: window,
  ...pick('document', 'location', 'navigator', 'history', 'localStorage'),
};
for (const [name, value] of Object.entries(page))
  Object.defineProperty(globalThis, name, { value, configurable: true });
const { createTestRum } = await import('otel-rum/testing');
const rum = createTestRum();
after(async () => {
  await rum.stop();
  window.close();
});

it('records the event of a click', () => {
  const button = document.getElementById('buy');
  button.addEventListener('click', () => rum.addEvent('checkout.completed', { 'cart.value': 42.5 }));
  button.click();
  assert.equal(rum.events.one('checkout.completed').attributes['cart.value'], 42.5);
});

/** Those members of jsdom's window. @param {string[]} names */
function pick(...names) {
  return Object.fromEntries(names.map((name) => [name, window[name]]));
}
