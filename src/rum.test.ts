import type { Span } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkArguments, inertRum, type Rum } from './rum.js';

const warn = vi.fn();
const inner = {
  captureError: vi.fn(),
  addEvent: vi.fn(),
  log: vi.fn(),
  recordDuration: vi.fn(),
  startSpan: vi.fn(),
  withSpan: vi.fn(),
  setAttributes: vi.fn(),
  setRoute: vi.fn(),
};
const rum = checkArguments({ ...inertRum, ...inner }, warn) as unknown as Record<
  keyof Rum,
  (...args: unknown[]) => unknown
>;
beforeEach(() => {
  for (const mock of [warn, ...Object.values(inner)]) mock.mockReset();
});

describe('a verb', () => {
  it('passes on what is right, and says nothing', () => {
    const error = new Error('x');
    rum.addEvent('cart', { a: 1, b: ['x'], c: undefined });
    rum.addEvent('cart');
    rum.captureError(error, { handled: false });
    rum.setAttributes({ a: true });
    rum.setRoute('/movies/:id');
    rum.log('restored', { level: 'warn' });
    rum.recordDuration('map', 12.5);
    rum.recordDuration('map', new Date(5), { 'map.tiles': 3 });
    rum.startSpan('upload', { root: true });
    expect(inner.addEvent.mock.calls).toEqual([
      ['cart', { a: 1, b: ['x'], c: undefined }],
      ['cart', {}],
    ]);
    expect(inner.log).toHaveBeenCalledWith('restored', { level: 'warn', attributes: {} });
    expect(inner.recordDuration.mock.calls).toEqual([
      ['map', 12.5, {}],
      ['map', 5, { 'map.tiles': 3 }],
    ]);
    expect(inner.startSpan).toHaveBeenCalledWith('upload', { root: true });
    expect(inner.captureError).toHaveBeenCalledWith(error, { handled: false, attributes: {} });
    expect(inner.setAttributes).toHaveBeenCalledWith({ a: true });
    expect(inner.setRoute).toHaveBeenCalledWith('/movies/:id');
    expect(warn).not.toHaveBeenCalled();
  });

  it.each<[verb: keyof Rum, args: unknown[], type: string]>([
    ['addEvent', [], 'undefined'],
    ['addEvent', [''], 'string'],
    ['addEvent', [42], 'number'],
    ['addEvent', [{ name: 'cart' }], 'object'],
    ['setRoute', [undefined], 'undefined'],
    ['setRoute', [/x/], 'object'],
    ['log', [{ message: 'x' }], 'object'],
    ['recordDuration', [7], 'number'],
    ['startSpan', [], 'undefined'],
  ])('does nothing without its name, and warns: %s(%o)', (verb, args, type) => {
    rum[verb](...args);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(new RegExp(`^${verb}.*got ${type}`)));
    for (const mock of Object.values(inner)) expect(mock).not.toHaveBeenCalled();
  });

  it('runs the function of withSpan also without a name, with a span that records nothing', () => {
    expect(rum.withSpan('', (span: Span) => span.isRecording())).toBe(false);
    expect(inner.withSpan).not.toHaveBeenCalled();
    expect(warn).toHaveBeenCalledOnce();
  });

  it.each([undefined, 'soon', Number.NaN, -1, new Date('x')])(
    'records no duration from %o, and warns',
    (start) => {
      rum.recordDuration('map', start);
      expect(warn).toHaveBeenCalledExactlyOnceWith(
        expect.stringMatching(/^recordDuration\('map'\) expects a time/),
      );
      expect(inner.recordDuration).not.toHaveBeenCalled();
    },
  );

  it.each<[attributes: unknown, named: string]>([
    [{ at: new Date(0) }, "'at' is a Date"],
    [{ big: 1n }, "'big' is a BigInt"],
    [{ fn: () => {} }, "'fn' is a Function"],
    [{ none: null }, "'none' is a Null"],
    [7, 'attributes must be an object'],
    [null, 'attributes must be an object'],
  ])('warns of attributes that OpenTelemetry cannot hold: %o', (attributes, named) => {
    rum.addEvent('cart', attributes);
    rum.setAttributes(attributes);
    rum.captureError(new Error('x'), { attributes });
    expect(warn.mock.calls).toEqual(Array(3).fill([expect.stringContaining(named)]));
    expect(inner.addEvent).toHaveBeenCalledOnce();
  });
});
