import { expect } from '@playwright/test';
import type { Inbox } from './inbox.js';
import type { Records } from './otlp.js';

/** Returns the numbers of the page's spans `work` that arrived, sorted, with repetitions. */
export const workNumbers = ({ spans }: Records): number[] =>
  spans
    .filter(({ name }) => name === 'work')
    .map(({ attributes }) => Number(attributes.number))
    .sort((a, b) => a - b);

/** Returns the same for its events `shop.note`. */
export const noteNumbers = ({ logs }: Records): number[] =>
  logs
    .filter(({ eventName }) => eventName === 'shop.note')
    .map(({ attributes }) => Number(attributes.number))
    .sort((a, b) => a - b);

/** Returns 0 to `count` - 1. */
export const allNumbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** Returns the sum of a counter's points whose attributes match. */
export function sumOf({ metrics }: Records, name: string, attributes: Record<string, unknown> = {}): number {
  const wanted = Object.entries(attributes);
  return metrics
    .filter((metric) => metric.name === name)
    .flatMap(({ points }) => points)
    .filter((point) => wanted.every(([key, value]) => point.attributes[key] === value))
    .reduce((sum, { value = 0 }) => sum + value, 0);
}

/** Expects that every span id has arrived once, whoever created the span. */
export function expectEachIdOnce({ spans }: Inbox): void {
  const ids = spans.map(({ spanId }) => spanId);
  expect(new Set(ids).size).toBe(ids.length);
}
