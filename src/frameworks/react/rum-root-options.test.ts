// @vitest-environment jsdom
import { createElement, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { getRum } from '../../index.js';
import { RumErrorBoundary } from './rum-error-boundary.js';
import { rumRootOptions } from './rum-root-options.js';

const Bomb = ({ thrown }: { thrown: unknown }): ReactNode => {
  throw thrown;
};

/** What a root reports of that, and hands to the page's error handlers. */
function explode(thrown: unknown, own?: Parameters<typeof rumRootOptions>[0]) {
  const capture = vi.spyOn(getRum(), 'captureError');
  const toPage = vi.fn();
  vi.stubGlobal('reportError', toPage);
  const root = createRoot(document.createElement('div'), rumRootOptions(own));
  flushSync(() => root.render(createElement(Bomb, { thrown })));
  root.unmount();
  return { reported: capture.mock.calls, toPage: toPage.mock.calls };
}

describe('rumRootOptions', () => {
  beforeEach(() => {
    for (const method of ['warn', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {});
  });

  it('keeps the root’s other options', () => {
    expect(rumRootOptions({ identifierPrefix: 'films' }).identifierPrefix).toBe('films');
  });

  it('reports an uncaught error with its components, and passes it to the page like React', () => {
    const error = new Error('uncaught');
    const { reported, toPage } = explode(error);
    expect(reported).toEqual([
      [
        error,
        {
          mechanism: 'react.onUncaughtError',
          handled: false,
          componentStack: expect.stringContaining('Bomb'),
        },
      ],
    ]);
    expect(toPage).toEqual([[error]]);
    expect(vi.mocked(console.warn).mock.calls[0]?.[1]).toBe('An error occurred in the <Bomb> component.');
  });

  it('does not report a value that is no object, which the page’s error handlers report', () => {
    expect(explode('text')).toEqual({ reported: [], toPage: [['text']] });
  });

  it('calls the app’s own handler instead of React’s, with all of React’s arguments', () => {
    const onUncaughtError = vi.fn();
    const { reported, toPage } = explode('text', { onUncaughtError });
    expect(reported).toHaveLength(1);
    expect(toPage).toEqual([]);
    expect(onUncaughtError.mock.calls).toEqual([
      ['text', { componentStack: expect.stringContaining('Bomb') }],
    ]);
  });

  it('throws it for the page if the browser has no reportError', () => {
    vi.useFakeTimers();
    const { onRecoverableError } = rumRootOptions();
    vi.stubGlobal('reportError', undefined);
    onRecoverableError('text', {});
    expect(() => vi.runAllTimers()).toThrow('text');
    vi.useRealTimers();
  });

  it('does not report an error of our boundary, which has more details', () => {
    const capture = vi.spyOn(getRum(), 'captureError');
    const root = createRoot(document.createElement('div'), rumRootOptions());
    const bomb = createElement(Bomb, { thrown: 'text' });
    flushSync(() => root.render(createElement(RumErrorBoundary, { name: 'film' }, bomb)));
    root.unmount();
    expect(capture.mock.calls).toEqual([
      ['text', expect.objectContaining({ attributes: { 'otel_rum.exception.boundary': 'film' } })],
    ]);
    expect(console.error).toHaveBeenCalledOnce();
  });
});
