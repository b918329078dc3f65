import { type Attributes, type Context, ROOT_CONTEXT } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { PageView } from '../context/page-view.js';
import { createGuard } from '../diagnostics/guard.js';
import type { InstrumentationContext } from '../instrumentation.js';
import { resourceSpans } from './resource-spans.js';

let target: EventTarget;
let spans: { name: string; startTime: number; endTime: number; attributes: Attributes; isError: boolean }[];
let parents: Context[];
let view: PageView;
let pageEnd: () => void;
const LOAD = ROOT_CONTEXT.setValue(Symbol('documentLoad'), true);

const entry = (fields: Partial<PerformanceResourceTiming>) =>
  ({
    initiatorType: 'script',
    startTime: 20,
    responseEnd: 50,
    duration: 30,
    responseStatus: 200,
    nextHopProtocol: '',
    ...fields,
  }) as PerformanceResourceTiming;

beforeEach(() => {
  target = new EventTarget();
  spans = [];
  parents = [];
  view = {} as PageView;
  vi.stubGlobal('window', target);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { readyState: 'loading' }));
  vi.spyOn(performance, 'getEntriesByType').mockImplementation((type) =>
    type === 'resource'
      ? [
          entry({ name: 'https://shop.example/app.js' }),
          entry({ name: 'https://shop.example/no.png', initiatorType: 'img', responseStatus: 404 }),
          entry({ name: 'https://shop.example/api', initiatorType: 'fetch' }),
          entry({ name: 'https://shop.example/api', initiatorType: 'xmlhttprequest' }),
          entry({ name: 'https://collector.example/pixel.png', initiatorType: 'img' }),
        ]
      : [],
  );
});

const start = () =>
  resourceSpans().setup({
    tracer: {
      startSpan(name: string, options: { startTime: number; attributes: Attributes }, parent: Context) {
        const span = { name, ...options, endTime: 0, isError: false };
        spans.push(span);
        parents.push(parent);
        return {
          setStatus: () => {
            span.isError = true;
          },
          end: (at: number) => {
            span.endTime = at;
          },
        };
      },
    },
    clock: { toEpoch: (moment: number) => 1_000 + moment },
    page: { current: () => view },
    guard: createGuard({ warn: () => {}, debug: () => {} }),
    isIgnoredUrl: (url: string) => url.startsWith('https://collector.example/'),
    onPageEnd: (callback: () => void) => {
      pageEnd = callback;
    },
  } as unknown as InstrumentationContext) as () => void;
const load = () => {
  view.context = LOAD;
  Object.assign(document, { readyState: 'complete' });
  target.dispatchEvent(new Event('load'));
  vi.advanceTimersByTime(0);
};

describe('the resources of a page load', () => {
  it('are spans under documentLoad once it has ended, but for requests and ignored URLs', () => {
    start();
    expect(spans).toEqual([]);
    load();
    expect(spans).toEqual([
      {
        name: 'resourceFetch',
        startTime: 1_020,
        endTime: 1_050,
        isError: false,
        attributes: {
          'url.full': 'https://shop.example/app.js',
          'browser.resource_timing.initiator_type': 'script',
          'browser.resource_timing.duration': 30,
          'http.response.status_code': 200,
        },
      },
      expect.objectContaining({
        isError: true,
        attributes: expect.objectContaining({ 'error.type': '404', 'http.response.status_code': 404 }),
      }),
    ]);
    expect(parents).toEqual([LOAD, LOAD]);
  });

  it('are reported once: at page end, if that comes first', () => {
    start();
    view.context = LOAD;
    pageEnd();
    load();
    expect(spans).toHaveLength(2);
  });

  it('are not reported without a documentLoad, nor after the teardown', () => {
    start();
    pageEnd();
    start()();
    load();
    expect(spans).toEqual([]);
  });
});
