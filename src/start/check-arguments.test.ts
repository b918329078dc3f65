import type { Span } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inertRum, type Rum } from '../rum.js';
import { checkArguments } from './check-arguments.js';

const warn = vi.fn();
const inner = {
  captureError: vi.fn(),
  addEvent: vi.fn(),
  log: vi.fn(),
  recordDuration: vi.fn(),
  startSpan: vi.fn(),
  withSpan: vi.fn(),
  setUser: vi.fn(),
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
  it('passes on valid arguments, without a message', () => {
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
    const fn = () => {};
    rum.withSpan('restore', fn);
    rum.withSpan('restore', { attributes: { a: 1 } }, fn);
    rum.setUser({ id: 'u-1' });
    rum.setUser(null);
    expect(inner.addEvent.mock.calls).toEqual([
      ['cart', { a: 1, b: ['x'], c: undefined }],
      ['cart', {}],
    ]);
    expect(inner.log).toHaveBeenCalledWith('restored', { level: 'warn', attributes: {} });
    expect(inner.recordDuration.mock.calls).toEqual([
      ['map', 12.5, {}],
      ['map', 5, { 'map.tiles': 3 }],
    ]);
    expect(inner.startSpan).toHaveBeenCalledWith('upload', { root: true, attributes: {} });
    expect(inner.withSpan.mock.calls).toEqual([
      ['restore', { attributes: {} }, fn],
      ['restore', { attributes: { a: 1 } }, fn],
    ]);
    expect(inner.setUser.mock.calls).toEqual([[{ id: 'u-1' }], [null]]);
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

  it.each([[undefined], [{}], ['work']])(
    'runs nothing for withSpan without a function, and warns: %o',
    (last) => {
      expect(rum.withSpan('restore', last)).toBeUndefined();
      expect(inertRum.withSpan('restore', last as never)).toBeUndefined();
      expect(inner.withSpan).not.toHaveBeenCalled();
      expect(warn.mock.calls).toEqual([['withSpan expects a function last']]);
    },
  );

  it.each(['warning', 'WARN', 7, null])(
    'logs with the level info if there is no level %o, and warns',
    (level) => {
      rum.log('restored', { level });
      expect(inner.log).toHaveBeenCalledExactlyOnceWith('restored', { attributes: {}, level: 'info' });
      expect(warn.mock.calls).toEqual([
        [`log: level must be one of trace,debug,info,warn,error,fatal, but is ${level}`],
      ]);
    },
  );

  it.each<[verb: keyof Rum, first: unknown]>([
    ['captureError', new Error('x')],
    ['log', 'restored'],
    ['startSpan', 'upload'],
  ])('warns of details that are no object, or have keys of their own: %s', (verb, first) => {
    rum[verb](first, 'warn');
    rum[verb](first, { 'cart.size': 3, attributes: { a: 1 } });
    expect(warn.mock.calls).toEqual([
      [`${verb} expects an object second, but got string`],
      [`${verb}: 'cart.size' was dropped: use attributes`],
    ]);
    expect(inner[verb as 'log']).toHaveBeenCalledTimes(2);
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
    [['a'], 'attributes must be an object'],
    [new Map([['a', 1]]), 'attributes must be an object'],
  ])('warns of attributes that OpenTelemetry cannot hold: %o', (attributes, named) => {
    rum.addEvent('cart', attributes);
    rum.setAttributes(attributes);
    rum.captureError(new Error('x'), { attributes });
    rum.setUser({ id: 'u-1', attributes });
    rum.startSpan('upload', { attributes });
    expect(warn.mock.calls).toEqual(Array(5).fill([expect.stringContaining(named)]));
    expect(inner.addEvent).toHaveBeenCalledOnce();
  });
});
