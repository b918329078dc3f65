// @vitest-environment jsdom
import { createPinia, defineStore } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { setRunningRum } from '../../current.js';
import { inertRum } from '../../rum.js';
import { rumPinia } from './rum-pinia.js';

const addEvent = vi.fn();
beforeEach(() => setRunningRum({ ...inertRum, addEvent }));
afterEach(() => {
  setRunningRum(undefined);
  addEvent.mockReset();
});

function startShop(options?: Parameters<typeof rumPinia>[0]) {
  const pinia = createPinia().use(rumPinia(options));
  createApp({}).use(pinia);
  return defineStore('cart', {
    state: () => ({ secret: 'card number' }),
    actions: {
      add: (film: string) => film,
      async checkout(isRefused: boolean) {
        await Promise.resolve();
        if (isRefused) throw new RangeError('refused');
        return 'paid';
      },
    },
  })(pinia);
}

describe('rumPinia', () => {
  it('reports each action of a store with its duration, without its arguments', async () => {
    const cart = startShop();
    expect(cart.add('Metropolis')).toBe('Metropolis');
    expect(await cart.checkout(false)).toBe('paid');
    expect(addEvent.mock.calls).toEqual(
      ['add', 'checkout'].map((name) => [
        'otel_rum.store_action',
        {
          'otel_rum.store_action.store': 'cart',
          'otel_rum.store_action.name': name,
          'otel_rum.store_action.duration': expect.any(Number),
        },
      ]),
    );
  });

  it('reports that an action failed, and leaves the error to its caller', async () => {
    const cart = startShop();
    await expect(cart.checkout(true)).rejects.toThrow('refused');
    expect(addEvent).toHaveBeenCalledExactlyOnceWith(
      'otel_rum.store_action',
      expect.objectContaining({ 'otel_rum.store_action.name': 'checkout', 'error.type': 'RangeError' }),
    );
  });

  it('reports only the chosen actions', async () => {
    const cart = startShop({ actions: ['cart/checkout'] });
    cart.add('Metropolis');
    await cart.checkout(false);
    expect(addEvent).toHaveBeenCalledOnce();
    expect(addEvent.mock.calls[0]?.[1]).toMatchObject({ 'otel_rum.store_action.name': 'checkout' });
  });
});
