import { describe, expect, test } from 'vitest';
import { toPageLoad } from './page-load.js';

/** An entry of Chromium 156 for a document from the network: 163 bytes of text. */
const FRESH = {
  name: 'https://shop.example/',
  type: 'navigate',
  fetchStart: 1,
  requestStart: 2,
  responseStart: 11,
  firstInterimResponseStart: 0,
  finalResponseHeadersStart: 11,
  responseEnd: 12,
  transferSize: 463,
  encodedBodySize: 163,
  decodedBodySize: 163,
  deliveryType: '',
  responseStatus: 200,
  activationStart: 0,
  serverTiming: [],
};
const DOCUMENT = { metaTraceparent: undefined, wasDiscarded: false };
const read = (entry: object, document = DOCUMENT) =>
  toPageLoad({ ...FRESH, ...entry } as unknown as PerformanceNavigationTiming, document);

describe('the source of a document', () => {
  const freshness = (entry: object) => {
    const withTrace = { serverTiming: [{ name: 'traceparent', description: 'header' }], ...entry };
    const { serverTraceparents, metaTraceparent } = read(withTrace, {
      ...DOCUMENT,
      metaTraceparent: 'meta',
    } as never);
    return [...serverTraceparents, metaTraceparent].filter(Boolean);
  };
  // Whose trace is believed: that of headers and text of this visit.
  const FROM_NETWORK = ['header', 'meta'];
  const UNCHANGED = ['header'];
  const FROM_CACHE: string[] = [];
  const large = { encodedBodySize: 20_161, decodedBodySize: 80_000 };

  test.each([
    ['from the network', {}, FROM_NETWORK],
    ['from the network, large', { ...large, transferSize: 20_461 }, FROM_NETWORK],
    ['prefetched for this visit', { deliveryType: 'navigational-prefetch' }, FROM_NETWORK],
    ['without a text', { transferSize: 300, encodedBodySize: 0, decodedBodySize: 0 }, FROM_NETWORK],
    ['out of the HTTP cache', { transferSize: 0, deliveryType: 'cache' }, FROM_CACHE],
    [
      'out of the HTTP cache, in a browser without deliveryType',
      { transferSize: 0, deliveryType: undefined },
      FROM_CACHE,
    ],
    ['out of a service worker’s cache', { transferSize: 0, deliveryType: 'cache-storage' }, FROM_CACHE],
    ['after a 304, in Chromium', { transferSize: 300, deliveryType: 'cache' }, UNCHANGED],
    [
      'after a 304, in a browser that only reports the status',
      { responseStatus: 304, deliveryType: undefined },
      UNCHANGED,
    ],
    [
      'after a 304, in a browser that only reports sizes',
      { transferSize: 300, deliveryType: undefined },
      UNCHANGED,
    ],
    ['after a 304, large', { ...large, transferSize: 300, deliveryType: undefined }, UNCHANGED],
    [
      'in a browser that reports no sizes',
      {
        transferSize: undefined,
        encodedBodySize: undefined,
        decodedBodySize: undefined,
        deliveryType: undefined,
      },
      FROM_NETWORK,
    ],
    [
      'whose text is still on its way',
      { transferSize: 0, encodedBodySize: 0, decodedBodySize: 0 },
      FROM_NETWORK,
    ],
  ])('%s', (_, entry, expected) => {
    expect(freshness(entry)).toEqual(expected);
  });
});

describe('how a page was reached', () => {
  test.each([
    ['of the entry', { type: 'reload' }, false, 'reload'],
    ['shown after it was prerendered', { activationStart: 81.1 }, false, 'prerender'],
    ['loaded anew in a tab that was discarded', { type: 'back_forward' }, true, 'restore'],
    ['in a browser that does not prerender', { activationStart: undefined }, false, 'navigate'],
  ])('%s', (_, entry, wasDiscarded, expected) => {
    expect(read(entry, { ...DOCUMENT, wasDiscarded }).type).toBe(expected);
  });

  test('a prerendered page starts when it is shown', () => {
    expect(read({ activationStart: 81.1 }).startedAt).toBe(81.1);
    expect(read({}).startedAt).toBe(0);
    expect(read({ activationStart: undefined }).startedAt).toBe(0);
  });

  test.each([
    ['https://shop.example/', true],
    ['http://127.0.0.1/', true],
    ['about:srcdoc', false],
    ['about:blank', false],
    ['blob:https://shop.example/1b', false],
    ['data:text/html,x', false],
  ])('%s is fetched: %s', (name, expected) => {
    expect(read({ name }).isFetched).toBe(expected);
  });
});

describe('the first byte', () => {
  test.each([
    ['of a plain answer', {}, 11, 0],
    ['after a 103', { responseStart: 5, firstInterimResponseStart: 5, finalResponseHeadersStart: 60 }, 60, 5],
    // Chromium's entry for a response from its cache.
    [
      'out of the cache',
      { responseStart: 3, firstInterimResponseStart: 3, finalResponseHeadersStart: 0 },
      3,
      0,
    ],
    [
      'in a browser that does not report a 103',
      { firstInterimResponseStart: undefined, finalResponseHeadersStart: undefined },
      11,
      0,
    ],
  ])('%s', (_, entry, firstByte, earlyHints) => {
    expect(read(entry)).toMatchObject({ firstByte, earlyHints });
  });
});

describe('the trace from the server', () => {
  test('all values of traceparent in Server-Timing, in their order', () => {
    const serverTiming = [
      { name: 'db', description: '' },
      { name: 'traceparent', description: 'one' },
      { name: 'cdn-cache', description: 'HIT' },
      { name: 'traceparent', description: 'two' },
    ];
    expect(read({ serverTiming }).serverTraceparents).toEqual(['one', 'two']);
    expect(read({ serverTiming: undefined }).serverTraceparents).toEqual([]);
  });

  test('the meta tag’s content', () => {
    expect(read({}, { ...DOCUMENT, metaTraceparent: 'one' } as never).metaTraceparent).toBe('one');
  });
});
