import { expect, it } from 'vitest';
import type { BatchReport } from '../index.js';
import { explainBatch } from './explain-batch.js';

const OWN = 'https://shop.example';
const batch = (changes: Partial<BatchReport>): BatchReport => ({
  about: 'batch',
  signal: 'traces',
  records: 3,
  outcome: 'sent',
  size: 1_234,
  ...changes,
});
const policy = "the page's Content Security Policy blocks telemetry: connect-src lacks /otlp";
const what = '3 spans, 1.2 kB';

it.each<[what: string, changes: Partial<BatchReport>, tone: string, text: string]>([
  ['success', {}, 'good', `sent ${what}`],
  ['rejected records', { rejected: 2 }, 'bad', `sent ${what}; the collector rejected 2`],
  ['a refusal', { outcome: 'refused', status: 400 }, 'bad', `lost ${what}: the collector answered 400`],
  [
    'an overloaded collector',
    { outcome: 'retry', status: 503 },
    'fair',
    `${what} wait to be sent again: the collector answered 503`,
  ],
  [
    'a redirect or a web page',
    { outcome: 'retry' },
    'fair',
    `${what} wait to be sent again: no OTLP receiver answered: see the warning`,
  ],
  [
    'metrics without an answer',
    { outcome: 'retry', isAnswerLost: true, signal: 'metrics' },
    'bad',
    "lost 3 data points, 1.2 kB: no answer (network or ad blocker: the browser's network panel shows which)",
  ],
])('explains %s', (_, changes, tone, text) => {
  expect(explainBatch(batch(changes), OWN, `${OWN}/otlp`, undefined)).toEqual({ tone, text });
});

it('names CORS only if the endpoint is on another origin', () => {
  const lost = batch({ outcome: 'retry', isAnswerLost: true });
  const there = explainBatch(lost, OWN, 'https://collector.example', undefined);
  expect(there.text).toContain('no answer (CORS, network or ad blocker');
  expect(explainBatch(lost, OWN, OWN, undefined).text).not.toContain('CORS');
});

it('names the policy that blocks the endpoint', () => {
  const lost = batch({ outcome: 'retry', isAnswerLost: true });
  expect(explainBatch(lost, OWN, OWN, policy).text).toBe(`${what} wait to be sent again: ${policy}`);
});
