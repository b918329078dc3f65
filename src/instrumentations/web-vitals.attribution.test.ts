import { ROOT_CONTEXT } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createGuard } from '../diagnostics/guard.js';
import type { InstrumentationContext, LogRecord } from '../instrumentation.js';
import { webVitals } from './web-vitals.js';

type Report = (metric: object) => void;
/** Where the library would call back; the test is the library. */
const library = vi.hoisted(() => ({}) as Record<string, Report>);
vi.mock('web-vitals/attribution', () =>
  Object.fromEntries(
    ['LCP', 'FCP', 'TTFB', 'INP', 'CLS'].map((name) => [
      `on${name}`,
      (report: Report) => {
        library[name] = report;
      },
    ]),
  ),
);

const PREFIX = 'otel_rum.web_vital.attribution.';
let events: LogRecord[];
let endPage: () => void;

beforeEach(() => {
  events = [];
  const warn = (text: string) => {
    throw new Error(text);
  };
  const view = { id: 'a', url: 'https://shop.example/', startedAt: 0, route: '/' };
  webVitals().setup({
    page: { current: () => view, onChange: () => () => {} },
    guard: createGuard({ warn, debug: warn }),
    meter: { createHistogram: () => ({ record: () => {} }) },
    logger: { emit: (record: LogRecord) => void events.push(record) },
    actions: { contextOf: () => ROOT_CONTEXT },
    onPageEnd: (callback: () => void) => {
      endPage = callback;
    },
  } as unknown as InstrumentationContext);
});

/** The vital's value and its attribution, as they are reported. */
function report(name: string, value: number, attribution: object) {
  library[name]?.({ name, value, id: 'v1', rating: 'good', navigationType: 'navigate', attribution });
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  endPage();
  const [event] = events;
  const attributes = Object.entries(event?.attributes ?? {});
  const parts = attributes.flatMap(([key, part]) =>
    key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), part]] : [],
  );
  return { value: event?.attributes?.['browser.web_vital.value'], parts: Object.fromEntries(parts) };
}

const INP = {
  interactionTarget: 'button#buy',
  interactionType: 'pointer',
  interactionTime: 1_000,
  nextPaintTime: 1_120,
  inputDelay: 10.5,
  processingDuration: 80,
  presentationDelay: 29.5,
  totalScriptDuration: 70,
  totalPaintDuration: 30,
  totalUnattributedDuration: 20,
};
const LCP = {
  target: 'img#film',
  timeToFirstByte: 100,
  resourceLoadDelay: 50,
  resourceLoadDuration: 300,
  elementRenderDelay: 50,
};
const TTFB = {
  waitingDuration: 10,
  cacheDuration: 0,
  dnsDuration: 20,
  connectionDuration: 30,
  requestDuration: 40,
};
const FCP = { loadState: 'complete', timeToFirstByte: 100, firstByteToFCP: 200 };
const CLS = { largestShiftTarget: 'p', largestShiftTime: 700, largestShiftValue: 0.1, loadState: 'complete' };

describe('parts that add up to the value are reported', () => {
  it.each([
    ['INP', 120, INP, { input_delay: 10.5, processing_duration: 80, total_paint_duration: 30 }],
    ['INP', 120.9, INP, { presentation_delay: 29.5 }],
    ['LCP', 500, LCP, { element_render_delay: 50 }],
    ['TTFB', 100, TTFB, { dns_duration: 20, request_duration: 40 }],
    ['FCP', 300, FCP, { first_byte_to_fcp: 200 }],
    ['CLS', 0.1, CLS, { largest_shift_time: 700, largest_shift_value: 0.1 }],
  ])('%s of %d', (name, value, attribution, parts) => {
    expect(report(name, value, attribution)).toMatchObject({ value, parts });
  });
});

describe('of parts that are wrong no number is reported; the vital is, with its texts', () => {
  const inpTexts = { interaction_target: 'button#buy', interaction_type: 'pointer' };
  it.each([
    [
      'INP with a total below zero',
      'INP',
      120,
      { ...INP, totalScriptDuration: 3_615, totalUnattributedDuration: -3_612 },
      inpTexts,
    ],
    [
      'INP with a part below zero',
      'INP',
      120,
      { ...INP, inputDelay: -10.5, presentationDelay: 50.5 },
      inpTexts,
    ],
    ['INP whose parts are too much', 'INP', 120, { ...INP, presentationDelay: 31 }, inpTexts],
    ['INP whose parts are too little', 'INP', 160, INP, inpTexts],
    [
      'LCP with a delay below zero',
      'LCP',
      500,
      { ...LCP, resourceLoadDelay: -50, elementRenderDelay: 150 },
      { target: 'img#film' },
    ],
    ['LCP whose parts are too little', 'LCP', 900, LCP, { target: 'img#film' }],
    ['TTFB with a part below zero', 'TTFB', 100, { ...TTFB, dnsDuration: -20, requestDuration: 80 }, {}],
    ['TTFB whose parts are too much', 'TTFB', 98, TTFB, {}],
    ['FCP before the first byte', 'FCP', 50, { ...FCP, firstByteToFCP: -50 }, { load_state: 'complete' }],
    ['FCP whose parts are too little', 'FCP', 400, FCP, { load_state: 'complete' }],
  ])('%s', (_, name, value, attribution, texts) => {
    expect(report(name, value, attribution)).toEqual({ value, parts: texts });
  });
});
