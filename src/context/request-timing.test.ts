import { describe, expect, it } from 'vitest';
import { timingAttributes } from './request-timing.js';

/** A request after a redirect of 2 ms, over a connection of its own, after a preflight of 20 ms. */
const full = {
  startTime: 98,
  fetchStart: 100,
  domainLookupStart: 101.5,
  domainLookupEnd: 111.5,
  connectStart: 111.5,
  secureConnectionStart: 121.5,
  connectEnd: 141.5,
  requestStart: 161.5,
  responseStart: 201.5,
  responseEnd: 205,
  transferSize: 1_300,
  encodedBodySize: 1_000,
  decodedBodySize: 4_000,
  nextHopProtocol: 'h2',
  workerStart: 0,
  deliveryType: '',
  renderBlockingStatus: 'non-blocking',
};
const of = (entry: Partial<typeof full>) =>
  timingAttributes({ ...full, ...entry } as unknown as PerformanceResourceTiming);
/** Another origin without `Timing-Allow-Origin`. */
const opaque: Partial<typeof full> = {
  domainLookupStart: 0,
  domainLookupEnd: 0,
  connectStart: 0,
  secureConnectionStart: 0,
  connectEnd: 0,
  requestStart: 0,
  responseStart: 0,
  transferSize: 0,
  encodedBodySize: 0,
  decodedBodySize: 0,
  nextHopProtocol: '',
};

describe('the phases of a request', () => {
  it('are reported in milliseconds, and its sizes in bytes', () => {
    expect(of({})).toEqual({
      'otel_rum.timing.blocked': 2,
      'otel_rum.timing.dns': 10,
      'otel_rum.timing.connect': 30,
      'otel_rum.timing.tls': 20,
      'otel_rum.timing.queue': 21.5,
      'otel_rum.timing.request': 40,
      'otel_rum.timing.response': 3.5,
      'http.response.size': 1_300,
      'http.response.body.size': 1_000,
      'otel_rum.response.body.uncompressed_size': 4_000,
      'network.protocol.version': '2',
    });
  });

  it('are omitted if the browser hides them', () => {
    expect(of(opaque)).toEqual({});
  });

  it('are never negative', () => {
    for (const value of Object.values(
      of({ ...opaque, startTime: 50, fetchStart: 60, requestStart: 55, responseStart: 54 }),
    )) {
      expect(value).toBeGreaterThan(0);
    }
  });

  it('have no noise of floating point', () => {
    expect(
      of({ responseStart: 0.1 + 0.2, responseEnd: 0.5, requestStart: 0 })['otel_rum.timing.response'],
    ).toBe(0.2);
  });
});

describe('the protocol', () => {
  it.each([
    ['h3', '3'],
    ['h2', '2'],
    ['http/1.1', '1.1'],
    ['http/1.0', '1.0'],
    ['', undefined],
    ['hq', undefined],
  ])('%j is %s', (nextHopProtocol, version) => {
    expect(of({ nextHopProtocol })['network.protocol.version']).toBe(version);
  });
});

describe('how a response came', () => {
  it.each<[what: string, entry: Partial<typeof full>, flags: string[]]>([
    ['plainly', {}, []],
    ['from the cache, by the browser’s report', { deliveryType: 'cache' }, ['cache_hit']],
    ['from the cache, as the sizes say', { transferSize: 0 }, ['cache_hit']],
    ['of another origin, in Firefox', { ...opaque, encodedBodySize: 15, decodedBodySize: 15 }, []],
    ['without a body', { transferSize: 0, encodedBodySize: 0, decodedBodySize: 0 }, []],
    ['past a service worker', { workerStart: 100 }, []],
    ['out of a service worker', { workerStart: 100, transferSize: 0, deliveryType: '' }, ['service_worker']],
    [
      "out of a service worker's cache",
      { workerStart: 100, transferSize: 0, deliveryType: 'cache-storage' },
      ['cache_hit', 'service_worker'],
    ],
    ['while the page waited for it', { renderBlockingStatus: 'blocking' }, ['render_blocking']],
  ])('is reported: %s', (_, entry, flags) => {
    const attributes = of(entry);
    const all = ['cache_hit', 'service_worker', 'render_blocking'];
    expect(all.filter((flag) => attributes[`otel_rum.${flag}`])).toEqual(flags);
  });
});
