import { describe, expect, it } from 'vitest';
import { toPageLoad } from './page-load.js';

/** What Chromium tells of a plain navigation. */
const plain = {
  name: 'https://shop.example/',
  type: 'navigate',
  transferSize: 5_300,
  encodedBodySize: 5_000,
  decodedBodySize: 20_000,
  responseStart: 90,
  responseStatus: 200,
  serverTiming: [],
};
const facts = { metaTraceparent: undefined, wasDiscarded: false };
const read = (entry: object = {}, more: object = {}) =>
  toPageLoad({ ...plain, ...entry } as unknown as PerformanceNavigationTiming, { ...facts, ...more });

describe('how a page was loaded', () => {
  it('is told of a plain navigation', () => {
    expect(read()).toMatchObject({
      startedAt: 0,
      type: 'navigate',
      isFetched: true,
      firstByte: 90,
      earlyHints: 0,
      isFromCache: false,
      isBodyFromCache: false,
    });
  });

  it.each([
    [{ type: 'reload' }, {}, 'reload'],
    [{ type: 'back_forward' }, {}, 'back_forward'],
    [{ activationStart: 12 }, {}, 'prerender'],
    [{ type: 'reload' }, { wasDiscarded: true }, 'restore'],
  ])('has the type of %j %j: %s', (entry, more, type) => {
    expect(read(entry, more).type).toBe(type);
  });

  it('begins at its activation where it was prerendered', () => {
    expect(read({ activationStart: 1_234 }).startedAt).toBe(1_234);
  });

  it.each(['about:blank', 'blob:https://shop.example/x', 'data:text/html,x', 'file:///x'])(
    'over no network: %s',
    (name) => {
      expect(read({ name }).isFetched).toBe(false);
    },
  );

  it('has the first byte of the answer itself, not of Early Hints', () => {
    expect(
      read({ responseStart: 20, firstInterimResponseStart: 20, finalResponseHeadersStart: 90 }),
    ).toMatchObject({
      firstByte: 90,
      earlyHints: 20,
    });
  });

  it('has the trace ids of Server-Timing, and of nothing else there', () => {
    const serverTiming = [
      { name: 'db', description: '53' },
      { name: 'traceparent', description: '00-a-b-01' },
      { name: 'traceparent', description: '00-c-d-01' },
    ];
    expect(read({ serverTiming }).serverTraceparents).toEqual(['00-a-b-01', '00-c-d-01']);
    expect(read({ serverTiming: undefined }).serverTraceparents).toEqual([]);
  });
});

describe('what the page says of its trace is of another visit', () => {
  it.each<[what: string, entry: object, headers: boolean, body: boolean]>([
    ['nothing was transferred', { transferSize: 0 }, true, true],
    ['the browser says that it is from its cache', { deliveryType: 'cache' }, false, true],
    ['the server said that nothing has changed', { responseStatus: 304, transferSize: 6_000 }, false, true],
    ['no more than headers came', { responseStatus: 200, transferSize: 300 }, false, true],
    ['less than the body came', { transferSize: 4_999 }, false, true],
    ['the body came', {}, false, false],
    ['an empty document came', { transferSize: 300, encodedBodySize: 0, decodedBodySize: 0 }, false, false],
  ])('or not: %s', (_, entry, isFromCache, isBodyFromCache) => {
    expect(read(entry)).toMatchObject({ isFromCache, isBodyFromCache });
  });
});
