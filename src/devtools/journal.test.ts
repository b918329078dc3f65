import { describe, expect, it } from 'vitest';
import type { Report } from '../index.js';
import { createJournal } from './journal.js';

const record = (signal: 'traces' | 'logs' | 'metrics', otlp: object): Report => ({
  text: 'captured',
  isWarning: false,
  detail: { about: 'record', signal, otlp: JSON.stringify(otlp) },
});
const span = (spanId: string, attributes: object[] = []) =>
  record('traces', {
    name: 'GET /a',
    traceId: 'a'.repeat(32),
    spanId,
    kind: 3,
    startTimeUnixNano: '1790000000000000000',
    endTimeUnixNano: '1790000000010000000',
    attributes,
  });
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const request = (spanId: string): Report => ({
  text: 'GET https://shop.example/a: traceparent',
  isWarning: false,
  detail: {
    about: 'request',
    method: 'GET',
    url: 'https://shop.example/a',
    spanId,
    headers: {},
    isAllowed: true,
    isOwn: false,
    isRefused: false,
  },
});
const batch = (outcome: 'sent' | 'retry' | 'refused', records: number, rejected = 0): Report => ({
  text: outcome,
  isWarning: false,
  detail: { about: 'batch', signal: 'traces', records, outcome, size: 100, rejected },
});
const message = (words: string, isWarning = false): Report => ({ text: words, isWarning });

const vital = (value: number, navigationType = 'navigate') =>
  record('logs', {
    eventName: 'browser.web_vital',
    attributes: [
      text('browser.web_vital.name', 'lcp'),
      text('browser.web_vital.navigation_type', navigationType),
      { key: 'browser.web_vital.value', value: { doubleValue: value } },
    ],
  });

const filled = (reports: Report[], maxRecords = 10) => {
  const journal = createJournal(maxRecords, () => 1_000);
  for (const report of reports) journal.add(report);
  journal.update();
  return journal;
};

describe('a journal', () => {
  it('decodes nothing until it is updated: reports come within tasks of the page', () => {
    const journal = createJournal(10);
    journal.add(span('1'));
    expect(journal.records).toEqual([]);
    journal.update();
    expect(journal.records).toMatchObject([{ name: 'GET /a', span: { spanId: '1', durationMillis: 10 } }]);
  });

  it('keeps the latest records, requests and messages, and forgets older ones', () => {
    const many = [...Array(25).keys()];
    const journal = filled(many.flatMap((n) => [span(`${n}`), request(`${n}`), message(`m${n}`)]));
    expect(journal.records.map((kept) => kept.span?.spanId)).toEqual(many.slice(-10).map(String));
    expect(journal.requests).toHaveLength(10);
    expect(journal.messages.map((kept) => kept.text)).toEqual(many.slice(-10).map((n) => `m${n}`));
  });

  it('keeps no more than that while it is not updated', () => {
    const journal = createJournal(10);
    for (let n = 0; n < 1_000; n++) journal.add(span(`${n}`));
    expect(journal.records).toHaveLength(10);
  });

  it('joins a request with its span', () => {
    const journal = filled([request('1'), request('2'), span('2')]);
    expect(journal.requests.map((kept) => kept.record?.span?.spanId)).toEqual([undefined, '2']);
  });

  it('counts records that were sent and lost, bytes, errors and main-thread time', () => {
    const journal = filled([
      batch('sent', 5, 2),
      batch('retry', 9),
      batch('refused', 3),
      record('logs', { eventName: 'exception' }),
      record('metrics', {
        name: 'otel_rum.main_thread.duration',
        unit: 's',
        sum: { dataPoints: [{ asDouble: 0.0125 }] },
      }),
    ]);
    expect(journal.totals).toEqual({ sent: 3, refused: 5, bytes: 300, errors: 1, mainThreadMillis: 12.5 });
  });

  it('knows the latest report of each vital, and who and where the latest record is', () => {
    const journal = filled([vital(900), vital(1_200), span('1', [text('session.id', 's1')])]);
    expect(journal.vitals.get('lcp')?.log?.attributes['browser.web_vital.value']).toBe(1_200);
    expect(journal.latest).toEqual({ 'session.id': 's1' });
  });

  it('keeps user actions while they are open', () => {
    const action = (spanId: string, isOpen: boolean): Report => ({
      text: 'click',
      isWarning: false,
      detail: { about: 'action', traceId: 'a', spanId, attributes: {}, isOpen },
    });
    const journal = filled([action('1', true), action('2', true), action('1', false)]);
    expect(journal.actions).toMatchObject([{ atMillis: 1_000, report: { spanId: '2' } }]);
  });

  it('keeps the vitals of soft navigations apart from those of the document', () => {
    const journal = filled([vital(900), vital(80, 'soft-navigation'), vital(70, 'soft-navigation')]);
    const values = [journal.vitals, journal.softVitals].map(
      (vitals) => vitals.get('lcp')?.log?.attributes['browser.web_vital.value'],
    );
    expect(values).toEqual([900, 70]);
  });

  it('joins a failed batch with the warning about the policy that blocks it', () => {
    const warning = "the page's Content Security Policy blocks telemetry: connect-src lacks /otlp";
    const journal = filled([batch('retry', 1), message(warning, true), batch('retry', 1)]);
    expect(journal.messages.map(({ policy }) => policy)).toEqual([undefined, undefined, warning]);
  });

  it('forgets lists, not totals, when it is cleared', () => {
    const journal = filled([span('1'), request('1'), message('m'), batch('sent', 1)]);
    journal.clear();
    expect([journal.records, journal.requests, journal.messages]).toEqual([[], [], []]);
    expect(journal.totals.sent).toBe(1);
  });
});
