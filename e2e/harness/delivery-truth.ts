import { expect } from '@playwright/test';
import type { Inbox } from './inbox.js';
import type { Records } from './otlp.js';

/** The numbers of the page's spans `work` that arrived, sorted, with every repetition. */
export const workNumbers = ({ spans }: Records): number[] =>
  spans
    .filter(({ name }) => name === 'work')
    .map(({ attributes }) => Number(attributes.number))
    .sort((a, b) => a - b);

/** The same of its events `shop.note`. */
export const noteNumbers = ({ logs }: Records): number[] =>
  logs
    .filter(({ eventName }) => eventName === 'shop.note')
    .map(({ attributes }) => Number(attributes.number))
    .sort((a, b) => a - b);

/** 0 to `count` - 1. */
export const allNumbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** What a counter's points add up to, of those whose attributes match. */
export function sumOf({ metrics }: Records, name: string, attributes: Record<string, unknown> = {}): number {
  const wanted = Object.entries(attributes);
  return metrics
    .filter((metric) => metric.name === name)
    .flatMap(({ points }) => points)
    .filter((point) => wanted.every(([key, value]) => point.attributes[key] === value))
    .reduce((sum, { value = 0 }) => sum + value, 0);
}

/** Every span id that arrived did so once, whoever made the span. */
export function expectEachIdOnce({ spans }: Inbox): void {
  const ids = spans.map(({ spanId }) => spanId);
  expect(new Set(ids).size).toBe(ids.length);
}
