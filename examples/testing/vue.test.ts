// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { getRum } from 'otel-rum';
import { createTestRum, type TestRum } from 'otel-rum/testing';
import { rumPlugin } from 'otel-rum/vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';

/** The component under test, which records telemetry. */
const Cart = defineComponent({
  setup() {
    const items = ref(0);
    const buy = () =>
      getRum().withSpan('buy', async () => {
        if (items.value === 0) throw new RangeError('the cart is empty');
        getRum().addEvent('checkout.completed', { 'cart.size': items.value });
      });
    return () => [
      h('button', { id: 'add', onClick: () => items.value++ }, 'Add'),
      h('button', { id: 'buy', onClick: buy }, 'Buy'),
    ];
  },
});

let rum: TestRum;
beforeEach(() => {
  rum = createTestRum();
});
afterEach(() => rum.stop());

it('records the purchase within its span', async () => {
  const cart = mount(Cart, { global: { plugins: [rumPlugin] } });
  await cart.get('#add').trigger('click');
  await cart.get('#buy').trigger('click');
  await flushPromises();
  const event = rum.events.one('checkout.completed');
  expect(event).toMatchObject({ attributes: { 'cart.size': 1 }, spanId: rum.spans.one('buy').spanId });
});

it('reports the error of a handler, once, and fails the span', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const errorHandler = vi.fn();
  const cart = mount(Cart, { global: { plugins: [rumPlugin], config: { errorHandler } } });
  await cart.get('#buy').trigger('click');
  await flushPromises();
  expect(rum.spans.one('buy').status).toBe('error');
  expect(rum.errors.one('exception').attributes['exception.message']).toBe('the cart is empty');
});
