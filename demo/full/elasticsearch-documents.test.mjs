import { expect, it } from 'vitest';
import { aSpan, logsOf, metricsOf, tracesOf } from '../../collector/fixture.mjs';
import { elasticsearchDocuments } from './elasticsearch-documents.mjs';

it('makes a document of each span, its attributes under their own names', () => {
  const attributes = [
    { key: 'session.id', value: { stringValue: 'abc' } },
    { key: 'http.response.status_code', value: { intValue: '200' } },
    { key: 'browser.brands', value: { arrayValue: { values: [{ stringValue: 'Chromium' }] } } },
  ];
  const request = tracesOf(aSpan({ attributes, kind: 3, status: { code: 2 }, parentSpanId: '' }));
  expect(elasticsearchDocuments({ signal: 'traces', request })).toMatchObject([
    {
      index: 'traces-generic.otel-default',
      document: {
        '@timestamp': '2018-12-13T14:51:00.000000000Z',
        name: 'click',
        kind: 'Client',
        duration: 1e9,
        status: { code: 'Error' },
        parent_span_id: undefined,
        attributes: {
          'session.id': 'abc',
          'http.response.status_code': 200,
          'browser.brands': ['Chromium'],
        },
      },
    },
  ]);
});

it('makes a document of each log record, with its time to the nanosecond', () => {
  const record = {
    timeUnixNano: '1544712660000000001',
    eventName: 'exception',
    body: { stringValue: 'text' },
  };
  const [{ index, document }] = elasticsearchDocuments({ signal: 'logs', request: logsOf(record) });
  expect(index).toBe('logs-generic.otel-default');
  expect(document).toMatchObject({
    '@timestamp': '2018-12-13T14:51:00.000000001Z',
    observed_timestamp: '2018-12-13T14:51:00.000000001Z',
    event_name: 'exception',
    body: { text: 'text' },
  });
});

it('makes none of metrics', () => {
  expect(elasticsearchDocuments({ signal: 'metrics', request: metricsOf({ name: 'm' }) })).toEqual([]);
});
