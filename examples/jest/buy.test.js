import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { createTestRum } from 'otel-rum/testing';
import { buy } from './buy.js';

let rum;
beforeEach(() => {
  // Before otel-rum starts, which wraps it. Jest's jsdom has neither fetch nor Response.
  globalThis.fetch = jest.fn(async () => ({ ok: true, status: 201 }));
  rum = createTestRum();
});
afterEach(() => rum.stop());

it('records the purchase, its request and its duration', async () => {
  await buy();
  expect(rum.events.one('checkout.completed').attributes).toMatchObject({ 'cart.value': 42.5 });
  const order = await rum.waitForSpan('POST /api/orders');
  expect(order.attributes['http.response.status_code']).toBe(201);
  await rum.flush();
  expect(rum.metrics.one('http.client.request.duration').points[0].count).toBe(1);
});

it('needs no clock to be advanced', async () => {
  jest.useFakeTimers();
  try {
    await buy();
    expect(rum.events.one('checkout.completed').name).toBe('checkout.completed');
    await rum.flush();
  } finally {
    jest.useRealTimers();
  }
});
