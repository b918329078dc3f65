import { expect, it } from 'vitest';
import type { RequestReport } from '../index.js';
import { explainHeaders } from './explain-headers.js';

const OWN = 'https://shop.example';
const report = (changes: Partial<RequestReport> = {}): RequestReport => ({
  about: 'request',
  method: 'GET',
  url: `${OWN}/api`,
  spanId: '1'.repeat(16),
  headers: {},
  isAllowed: true,
  isOwn: false,
  isRefused: false,
  ...changes,
});
const other = 'https://cdn.example/a';

it.each<[what: string, changes: Partial<RequestReport>, consent: string, isAdded: boolean, text: string]>([
  ['headers', { headers: { traceparent: '00-…', baggage: 'a=b' } }, 'granted', true, 'traceparent, baggage'],
  ["the app's own header", { isOwn: true }, 'granted', true, "the app's own traceparent"],
  [
    'another origin',
    { url: other, isAllowed: false },
    'granted',
    false,
    'no traceparent: https://cdn.example is not in propagateTo',
  ],
  ['an exclusion', { isAllowed: false }, 'granted', false, 'no traceparent: propagateTo excludes it'],
  [
    'a server that refuses them',
    { url: other, isRefused: true },
    'granted',
    false,
    'no traceparent: https://cdn.example has refused trace headers before',
  ],
  ['denied consent', {}, 'denied', false, 'no traceparent: consent is denied'],
  ['a preload', {}, 'granted', false, 'no traceparent: the browser could not use its preloaded response'],
])('explains %s', (_, changes, consent, isAdded, text) => {
  expect(explainHeaders(report(changes), OWN, consent)).toEqual({ isAdded, text });
});

it('explains ignored requests', () => {
  expect(explainHeaders({ about: 'ignored', url: other }, OWN, 'granted')).toEqual({
    isAdded: false,
    text: 'no traceparent: the URL is ignored (ignoreUrls, or the endpoint)',
  });
});
