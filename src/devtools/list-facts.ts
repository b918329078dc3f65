import type { RumStatus } from '../index.js';
import { DOCUMENT_URL_FULL, DOCUMENT_URL_TEMPLATE, PAGE_VIEW_ID, SESSION_ID, USER_ID } from '../semconv.js';
import { formatBytes, formatCount, formatMillis } from './format.js';
import type { Journal } from './journal.js';

/** A line of the overview. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly tone?: 'good' | 'bad' | undefined;
}

const CONSENT = {
  granted: 'granted',
  pending: 'pending: records wait until setConsent() is called',
  denied: 'denied: nothing is recorded',
};

/** Lists who and where the page's records are, and whether they are sent. */
export function listFacts(
  status: RumStatus | undefined,
  { latest, totals }: Pick<Journal, 'latest' | 'totals'>,
): Fact[] {
  if (!status)
    return [
      {
        name: 'otel-rum',
        text: 'does not run: initRum() was not called, or did not start (see Delivery)',
        tone: 'bad',
      },
    ];
  const { serviceName, endpoint, consent, isSampled, waiting } = status;
  const of = (name: string) => String(latest[name] ?? 'in no record yet');
  return [
    { name: 'Service', text: serviceName },
    { name: 'Endpoint', text: endpoint },
    { name: 'Consent', text: CONSENT[consent], tone: consent === 'granted' ? 'good' : 'bad' },
    isSampled
      ? { name: 'Sampling', text: 'this session is sampled', tone: 'good' }
      : { name: 'Sampling', text: 'this session is not sampled: only metrics are sent', tone: 'bad' },
    { name: 'Session', text: of(SESSION_ID) },
    { name: 'User', text: String(latest[USER_ID] ?? 'anonymous') },
    { name: 'Page view', text: of(PAGE_VIEW_ID) },
    { name: 'Route', text: of(DOCUMENT_URL_TEMPLATE) },
    { name: 'URL', text: of(DOCUMENT_URL_FULL) },
    { name: 'Waiting', text: `${formatCount(waiting.records, 'record')}, ${formatBytes(waiting.bytes)}` },
    {
      name: 'Sent',
      text: `${formatCount(totals.sent, 'record')}, ${formatBytes(totals.bytes)} before compression`,
    },
    { name: 'Lost', text: formatCount(totals.refused, 'record'), tone: totals.refused ? 'bad' : undefined },
    {
      name: 'Main thread',
      text:
        totals.mainThreadMillis === undefined
          ? 'known with the next metrics'
          : `${formatMillis(totals.mainThreadMillis)} for otel-rum, as of the latest metrics`,
    },
  ];
}
