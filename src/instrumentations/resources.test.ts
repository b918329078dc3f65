import { ROOT_CONTEXT } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageView } from '../context/page-view.js';
import { createGuard } from '../diagnostics/guard.js';
import type { InstrumentationContext, LogRecord } from '../instrumentation.js';
import { type ResourcesOptions, resources } from './resources.js';

type Entry = PerformanceResourceTiming;

let target: EventTarget;
let reported: LogRecord[];
let view: PageView;
/** What the browser has recorded, and what of it the observer has yet to hear. */
let recorded: Entry[];
let undelivered: Entry[];
let deliver: () => void;
let pageEnd: () => void;
const disconnect = vi.fn();

beforeEach(() => {
  target = new EventTarget();
  reported = [];
  recorded = [];
  undelivered = [];
  view = {} as PageView;
  disconnect.mockReset();
  vi.stubGlobal('window', target);
  vi.spyOn(performance, 'getEntriesByName').mockImplementation((name) =>
    recorded.filter((entry) => entry.name === name),
  );
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = ['resource'];
      constructor(callback: (list: { getEntries(): Entry[] }) => void) {
        deliver = () => {
          const entries = this.takeRecords();
          callback({ getEntries: () => entries });
        };
      }
      observe = () => {};
      takeRecords = () => undelivered.splice(0);
      disconnect = disconnect;
    },
  );
});

const start = (options?: ResourcesOptions) =>
  resources(options).setup({
    logger: { emit: (record: LogRecord) => reported.push(record), enabled: () => true },
    page: { current: () => view },
    guard: createGuard({ warn: () => {}, debug: () => {} }),
    isIgnoredUrl: (url: string) => url.startsWith('https://collector.example/'),
    onPageEnd: (callback: () => void) => {
      pageEnd = callback;
    },
  } as unknown as InstrumentationContext) as () => void;

let serial = 0;
function record(entry: Partial<Entry> & { renderBlockingStatus?: string }): void {
  const made = {
    name: `https://cdn.example/${++serial}`,
    initiatorType: 'img',
    startTime: 100 + serial,
    duration: 50,
    responseStatus: 200,
    nextHopProtocol: '',
    ...entry,
  } as Entry;
  recorded.push(made);
  undelivered.push(made);
}
/** The `error` event of an element, on its way down to it. */
function fail(element: Record<string, unknown>, phase = 1, isTrusted = true): void {
  class Failure extends Event {
    override get eventPhase() {
      return phase;
    }
    override get target() {
      return element as never;
    }
  }
  target.dispatchEvent(Object.defineProperty(new Failure('error'), 'isTrusted', { value: isTrusted }));
}
const attributesOf = ({ attributes }: LogRecord) => JSON.parse(JSON.stringify(attributes));
const urls = () => reported.map(({ attributes }) => attributes?.['url.full']);
const errors = () => reported.map(({ attributes }) => attributes?.['error.type']);

describe('a resource', () => {
  it('is reported only if it failed, was slow or blocked rendering', () => {
    start();
    record({ name: 'https://cdn.example/fine.png' });
    record({ name: 'https://cdn.example/missing.png', responseStatus: 404, startTime: 7 });
    record({ name: 'https://cdn.example/slow.js', initiatorType: 'script', duration: 1_001 });
    record({ name: 'https://cdn.example/app.css', initiatorType: 'link', renderBlockingStatus: 'blocking' });
    deliver();
    expect(urls()).toEqual([
      'https://cdn.example/missing.png',
      'https://cdn.example/slow.js',
      'https://cdn.example/app.css',
    ]);
    expect(reported[0]).toMatchObject({
      eventName: 'browser.resource_timing',
      severityNumber: 13,
      timestamp: 7,
      context: ROOT_CONTEXT,
    });
    expect(attributesOf(reported[0] as LogRecord)).toEqual({
      'url.full': 'https://cdn.example/missing.png',
      'browser.resource_timing.initiator_type': 'img',
      'browser.resource_timing.duration': 50,
      'http.response.status_code': 404,
      'error.type': '404',
    });
    expect(reported[1]?.severityNumber).toBe(9);
    expect(reported[2]?.attributes?.['otel_rum.render_blocking']).toBe(true);
  });

  it('is reported in the trace of the page view’s span', () => {
    start();
    view.context = ROOT_CONTEXT.setValue(Symbol('load'), true);
    record({ responseStatus: 500 });
    deliver();
    expect(reported[0]?.context).toBe(view.context);
  });

  it('is always reported with the option `all`', () => {
    start({ all: true });
    record({});
    record({ initiatorType: 'script' });
    deliver();
    expect(reported).toHaveLength(2);
  });

  it('is slow by the app’s own measure', () => {
    start({ slowMillis: 200 });
    record({ duration: 200 });
    record({ duration: 201 });
    deliver();
    expect(reported).toHaveLength(1);
  });

  it.each(['fetch', 'xmlhttprequest', 'beacon', 'audio', 'video', 'other'])(
    'is not what %s has asked for, however long it took and whatever came',
    (initiatorType) => {
      start({ all: true });
      record({ initiatorType, duration: 60_000 });
      record({ initiatorType, responseStatus: 500 });
      deliver();
      expect(reported).toEqual([]);
    },
  );

  it('is not reported for our own endpoint and ignored URLs', () => {
    start();
    record({ name: 'https://collector.example/v1/logs', responseStatus: 500 });
    deliver();
    fail({ src: 'https://collector.example/pixel.png', localName: 'img' });
    expect(reported).toEqual([]);
  });

  it('is reported at most 100 times per page view', () => {
    start();
    for (let count = 0; count < 150; count++) record({ responseStatus: 404 });
    deliver();
    expect(reported).toHaveLength(100);
    view = {} as PageView;
    record({ responseStatus: 404 });
    deliver();
    expect(reported).toHaveLength(101);
  });

  it('is reported at page end, if the browser has not delivered it before', () => {
    start();
    record({ responseStatus: 404 });
    pageEnd();
    expect(reported).toHaveLength(1);
  });
});

describe('an element whose resource fails', () => {
  it('is reported with its timing, if another origin’s status is hidden', () => {
    start();
    record({ name: 'https://cdn.example/hidden.png', responseStatus: 0, duration: 40 });
    deliver();
    expect(reported).toEqual([]);
    fail({ currentSrc: 'https://cdn.example/hidden.png', src: '/no', localName: 'img' });
    expect(attributesOf(reported[0] as LogRecord)).toEqual({
      'url.full': 'https://cdn.example/hidden.png',
      'browser.resource_timing.initiator_type': 'img',
      'browser.resource_timing.duration': 40,
      'error.type': 'load',
    });
  });

  it('is none if a script has dispatched the event', () => {
    start();
    fail({ currentSrc: 'https://cdn.example/hidden.png', localName: 'img' }, 1, false);
    expect(reported).toEqual([]);
  });

  it('is reported without one if there is none: blocked, or in a browser that reports only responses', () => {
    start();
    fail({ href: 'https://cdn.example/a.css', localName: 'link' });
    expect(reported[0]?.timestamp).toBeUndefined();
    expect(attributesOf(reported[0] as LogRecord)).toEqual({
      'url.full': 'https://cdn.example/a.css',
      'browser.resource_timing.initiator_type': 'link',
      'error.type': 'load',
    });
  });

  it.each(['before', 'after'])('is one failure, with its status, if the entry arrives %s it', (when) => {
    start();
    const name = 'https://shop.example/a.js';
    record({ name, initiatorType: 'script', responseStatus: 404 });
    if (when === 'before') deliver();
    fail({ src: name, localName: 'script' });
    if (when === 'after') deliver();
    expect(errors()).toEqual(['404']);
  });

  it('is reported once per page view, however often it is requested', () => {
    start();
    for (let round = 0; round < 5; round++) {
      record({ name: 'https://shop.example/poll.png', responseStatus: 503 });
      deliver();
      fail({ src: 'https://shop.example/poll.png', localName: 'img' });
    }
    expect(errors()).toEqual(['503']);
  });

  it.each<[what: string, element: Record<string, unknown>]>([
    ['has its data in its URL', { src: 'data:image/png;base64,c2VjcmV0', localName: 'img' }],
    ['is of SVG', { href: { baseVal: 'https://cdn.example/a.svg' }, localName: 'image' }],
    ['has no URL', { localName: 'video' }],
  ])('is not reported if it %s', (_, element) => {
    start();
    fail(element);
    expect(reported).toEqual([]);
  });

  it('is not an unhandled error, even if the page has a global `src`', () => {
    start();
    fail({ src: 'https://shop.example/a.js' }, 2);
    expect(reported).toEqual([]);
  });
});

it('the teardown undoes everything', () => {
  start()();
  fail({ src: 'https://shop.example/a.js', localName: 'script' });
  expect(reported).toEqual([]);
  expect(disconnect).toHaveBeenCalledTimes(1);
});

it('a browser without resource timing reports only failing elements', () => {
  vi.stubGlobal('PerformanceObserver', undefined);
  const stop = start();
  fail({ src: 'https://shop.example/a.js', localName: 'script' });
  pageEnd();
  expect(errors()).toEqual(['load']);
  expect(stop).not.toThrow();
});

describe('a stylesheet in the head', () => {
  const css = {
    name: 'https://cdn.example/app.css',
    initiatorType: 'link',
    renderBlockingStatus: 'blocking',
  };

  it('that fails is one event, though its entry does not know that it failed', () => {
    start();
    fail({ href: css.name, localName: 'link' });
    record({ ...css, responseStatus: 0, duration: 300 });
    deliver();
    expect(urls()).toEqual([css.name]);
    expect(errors()).toEqual(['load']);
  });

  it('is reported when it is loaded again', () => {
    start();
    fail({ href: css.name, localName: 'link' });
    record({ ...css, responseStatus: 0 });
    record({ ...css, duration: 300 });
    deliver();
    expect(errors()).toEqual(['load', undefined]);
  });

  it.each([
    [0, 0],
    [49, 0],
    [50, 1],
  ])('that takes %i ms is reported %i times', (duration, times) => {
    start();
    record({ ...css, duration });
    deliver();
    expect(urls()).toHaveLength(times);
  });

  it('is reported by the app’s own measure', () => {
    start({ blockingMillis: 0 });
    record({ ...css, duration: 0 });
    deliver();
    expect(urls()).toHaveLength(1);
  });
});
