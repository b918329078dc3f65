import { getRum } from 'otel-rum';

/** The code under test, which records telemetry. */
export async function buy() {
  const answer = await fetch('https://shop.example/api/orders', { method: 'POST' });
  if (!answer.ok) throw new Error('no order');
  getRum().addEvent('checkout.completed', { 'cart.value': 42.5 });
}
