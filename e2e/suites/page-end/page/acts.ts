import { trace } from '@opentelemetry/api';
import type { StateName } from '../states.js';

declare const otelRum: { addEvent(name: string, attributes?: Record<string, unknown>): void };

const isMeasured = (type: string) => PerformanceObserver.supportedEntryTypes.includes(type);

/** What the page does in its click handler before it is left; `leave` is called in the same task if possible. */
export const acts: Record<StateName, (leave: () => void) => void> = {
  'request in flight': (leave) => {
    fetch('/api/order', { method: 'POST' }).catch(() => {});
    leave();
  },

  'request finished': async (leave) => {
    await (await fetch('/api/ok')).text();
    leave();
  },

  error: (leave) => {
    leave();
    throw new Error('unpaid');
  },

  click: (leave) => {
    otelRum.addEvent('shop.bought');
    leave();
  },

  // The browser has measured the click; web-vitals reports it, and the shift of the page's load, only at page end.
  'INP and CLS': (leave) => {
    const until = performance.now() + 60;
    while (performance.now() < until);
    if (!isMeasured('event')) {
      leave();
      return;
    }
    new PerformanceObserver((list, observer) => {
      if (!list.getEntriesByName('click').length) return;
      observer.disconnect();
      leave();
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  },

  '300 spans': (leave) => {
    const tracer = trace.getTracer('shop');
    for (let item = 0; item < 300; item++)
      tracer.startSpan('shop.item', { root: true, attributes: { 'shop.item': item } }).end();
    leave();
  },

  '200 KB': (leave) => {
    for (let note = 0; note < 200; note++)
      otelRum.addEvent('shop.note', { 'shop.note': note, 'shop.text': 'x'.repeat(1_000) });
    leave();
  },
};
