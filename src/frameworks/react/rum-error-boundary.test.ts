// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getRum } from '../../index.js';
import { RumErrorBoundary, type RumErrorBoundaryProps } from './rum-error-boundary.js';

let fault: unknown;
const Film = (): ReactNode => {
  if (fault !== undefined) throw fault;
  return 'a film';
};
const guarded = (props: RumErrorBoundaryProps = {}) =>
  createElement(RumErrorBoundary, props, createElement(Film));

describe('RumErrorBoundary', () => {
  beforeEach(() => {
    fault = undefined;
    // React's own, for every error that a boundary catches.
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(cleanup);

  it('renders its children as they are', () => {
    const capture = vi.spyOn(getRum(), 'captureError');
    const { container } = render(guarded({ fallback: 'broken' }));
    expect(container.innerHTML).toBe('a film');
    expect(capture).not.toHaveBeenCalled();
  });

  it('reports what they throw once, with the component stack and its own name, and calls onError', () => {
    const capture = vi.spyOn(getRum(), 'captureError');
    const onError = vi.fn();
    fault = new Error('no such film');
    const { container } = render(guarded({ name: 'film', fallback: 'broken', onError }));
    expect(container.innerHTML).toBe('broken');
    expect(capture.mock.calls).toEqual([
      [
        fault,
        {
          mechanism: 'react.componentDidCatch',
          componentStack: expect.stringMatching(/Film[\s\S]*RumErrorBoundary/),
          attributes: { 'otel_rum.exception.boundary': 'film' },
        },
      ],
    ]);
    expect(onError.mock.calls).toEqual([[fault, { componentStack: expect.stringContaining('Film') }]]);
  });

  it('shows nothing without a fallback, whatever was thrown', () => {
    const capture = vi.spyOn(getRum(), 'captureError');
    fault = null;
    const { container } = render(guarded());
    expect(container.innerHTML).toBe('');
    expect(capture.mock.calls.map(([error]) => error)).toEqual([null]);
  });

  it('lets the fallback try again, after onReset', () => {
    const onReset = vi.fn(() => {
      fault = undefined;
    });
    fault = new Error('no such film');
    render(
      guarded({
        onReset,
        fallback: ({ error, reset }) =>
          createElement('button', { type: 'button', onClick: reset }, String(error)),
      }),
    );
    fireEvent.click(screen.getByText('Error: no such film'));
    screen.getByText('a film');
    expect(onReset).toHaveBeenCalledOnce();
  });

  it('tries again when one of its keys has changed, and only then', () => {
    const onReset = vi.fn();
    fault = new Error('no such film');
    const props = { fallback: 'broken', onReset };
    const { container, rerender } = render(guarded({ ...props, resetKeys: ['/movies/7'] }));
    fault = undefined;
    rerender(guarded({ ...props, resetKeys: ['/movies/7'] }));
    expect(container.innerHTML).toBe('broken');
    rerender(guarded({ ...props, resetKeys: ['/movies/8'] }));
    expect(container.innerHTML).toBe('a film');
    expect(onReset).toHaveBeenCalledOnce();
  });

  it('keeps the fallback if the changed keys caused the error', () => {
    const capture = vi.spyOn(getRum(), 'captureError');
    const { container, rerender } = render(guarded({ fallback: 'broken', resetKeys: [7] }));
    fault = new Error('no such film');
    rerender(guarded({ fallback: 'broken', resetKeys: [8] }));
    expect(container.innerHTML).toBe('broken');
    expect(capture).toHaveBeenCalledOnce();
  });
});
