import { expect, it } from 'vitest';
import type { RumStatus } from '../index.js';
import { listFacts } from './list-facts.js';

const status: RumStatus = {
  serviceName: 'shop',
  endpoint: 'https://collector.example',
  consent: 'granted',
  isSampled: true,
  waiting: { records: 2, bytes: 1_500 },
};
const totals = { sent: 7, refused: 0, errors: 0, bytes: 9_900, mainThreadMillis: undefined };
const read = (changes: Partial<RumStatus> = {}, latest = {}, more = {}) =>
  Object.fromEntries(
    listFacts({ ...status, ...changes }, { latest, totals: { ...totals, ...more } }).map(
      ({ name, text, tone }) => [name, [text, tone]],
    ),
  );

it('says who and where the latest record was', () => {
  const facts = read(
    {},
    { 'session.id': 's1', 'user.id': 'u1', 'otel_rum.document.url.template': '/movies/:id' },
  );
  expect(facts).toMatchObject({
    Session: ['s1', undefined],
    User: ['u1', undefined],
    Route: ['/movies/:id', undefined],
  });
  expect(read()).toMatchObject({ Session: ['in no record yet', undefined], User: ['anonymous', undefined] });
});

it('marks everything because of which nothing arrives', () => {
  expect(read({ consent: 'pending', isSampled: false }, {}, { refused: 3 })).toMatchObject({
    Consent: ['pending: records wait until setConsent() is called', 'bad'],
    Sampling: ['this session is not sampled: only metrics are sent', 'bad'],
    Lost: ['3 records', 'bad'],
  });
  expect(listFacts(undefined, { latest: {}, totals })).toMatchObject([{ tone: 'bad' }]);
});

it('has the costs with their units', () => {
  expect(read({}, {}, { mainThreadMillis: 12.34 })).toMatchObject({
    Waiting: ['2 records, 1.5 kB', undefined],
    Sent: ['7 records, 9.9 kB before compression', undefined],
    'Main thread': ['12 ms for otel-rum, as of the latest metrics', undefined],
  });
});
