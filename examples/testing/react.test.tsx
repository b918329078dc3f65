// @vitest-environment jsdom
import { fireEvent, render, screen } from '@testing-library/react';
import { getRum } from 'otel-rum';
import { RumErrorBoundary } from 'otel-rum/react';
import { createTestRum, type TestRum } from 'otel-rum/testing';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** The component under test, which records telemetry. */
function Cart() {
  const [items, setItems] = useState(0);
  const add = async () => {
    await fetch('https://shop.example/api/cart/7', { method: 'POST' });
    setItems(items + 1);
    getRum().addEvent('cart.item_added', { 'cart.size': items + 1 });
  };
  return (
    <button type="button" data-rum-name="add to cart" onClick={add}>
      {items} items
    </button>
  );
}
const Broken = (): never => {
  throw new TypeError('no stock');
};

let rum: TestRum;
beforeEach(() => {
  // Before otel-rum starts, which wraps it.
  vi.stubGlobal('fetch', async () => new Response('{}'));
  rum = createTestRum();
});
afterEach(() => rum.stop());

it('records the item that is added, and its request', async () => {
  render(<Cart />);
  fireEvent.click(screen.getByRole('button'));
  await screen.findByText('1 items');
  expect(rum.events.one('cart.item_added').attributes).toMatchObject({ 'cart.size': 1 });
  const request = await rum.waitForSpan('POST /api/cart/{id}');
  expect(request.attributes['http.response.status_code']).toBe(200);
});

it('reports what the boundary catches', () => {
  vi.spyOn(console, 'error').mockReturnValue();
  render(
    <RumErrorBoundary fallback={<p>Something went wrong.</p>}>
      <Broken />
    </RumErrorBoundary>,
  );
  expect(screen.getByText('Something went wrong.')).toBeTruthy();
  const error = rum.errors.one('exception').attributes;
  expect(error).toMatchObject({ 'exception.type': 'TypeError', 'exception.message': 'no stock' });
});
