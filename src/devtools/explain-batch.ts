import type { BatchReport } from '../index.js';
import { formatBytes, formatCount } from './format.js';

/** What became of a batch. */
export interface BatchResult {
  readonly tone: 'good' | 'fair' | 'bad';
  readonly text: string;
}

const KINDS = { traces: 'span', logs: 'log record', metrics: 'data point' };

/**
 * Explains what became of a batch, and why.
 * @param endpoint base URL of the exports; undefined: unknown
 * @param policy a warning that a Content Security Policy blocks them
 */
export function explainBatch(
  { signal, records, outcome, status, size, rejected, isAnswerLost }: BatchReport,
  pageOrigin: string,
  endpoint: string | undefined,
  policy: string | undefined,
): BatchResult {
  const what = `${formatCount(records, KINDS[signal])}, ${formatBytes(size)}`;
  if (outcome === 'sent')
    return rejected
      ? { tone: 'bad', text: `sent ${what}; the collector rejected ${rejected}` }
      : { tone: 'good', text: `sent ${what}` };
  if (outcome === 'refused') return { tone: 'bad', text: `lost ${what}: the collector answered ${status}` };
  const isCrossOrigin = !!endpoint && new URL(endpoint).origin !== pageOrigin;
  const why = status
    ? `the collector answered ${status}`
    : isAnswerLost
      ? (policy ??
        `no answer (${isCrossOrigin ? 'CORS, ' : ''}network or ad blocker: the browser's network panel shows which)`)
      : 'no OTLP receiver answered: see the warning';
  const isLost = isAnswerLost && signal === 'metrics';
  return isLost
    ? { tone: 'bad', text: `lost ${what}: ${why}` }
    : { tone: 'fair', text: `${what} wait to be sent again: ${why}` };
}
