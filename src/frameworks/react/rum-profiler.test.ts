// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { createElement, type ReactNode, StrictMode, Suspense, use, useLayoutEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { getRum, type Rum } from '../../index.js';
import { RumProfiler } from './rum-profiler.js';

let nowMillis = 0;
let addEvent: Mock<Rum['addEvent']>;

/** Takes 10 ms to render, and 5 in its layout effect. */
const Films = ({ children }: { children?: ReactNode }) => {
  nowMillis += 10;
  useLayoutEffect(() => {
    nowMillis += 5;
  }, []);
  return createElement('p', {}, 'films', children);
};
const timed = (children: ReactNode) => createElement(RumProfiler, { name: 'films' }, children);
const mountEvent = (duration: number) => [
  'otel_rum.component_mount',
  { 'otel_rum.component_mount.name': 'films', 'otel_rum.component_mount.duration': duration },
];

describe('RumProfiler', () => {
  beforeEach(() => {
    nowMillis = 1_000;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMillis);
    addEvent = vi.spyOn(getRum(), 'addEvent');
  });
  afterEach(cleanup);

  it('reports the time of the children, with their layout effects, and adds nothing to the page', () => {
    const { container } = render(timed(createElement(Films)));
    expect(addEvent.mock.calls).toEqual([mountEvent(15)]);
    expect(container.innerHTML).toBe('<p>films</p>');
  });

  it('reports only the first render', () => {
    const { rerender } = render(timed(createElement(Films)));
    rerender(timed(createElement(Films)));
    expect(addEvent).toHaveBeenCalledOnce();
  });

  it('reports once in StrictMode, which mounts twice', () => {
    render(createElement(StrictMode, null, timed(createElement(Films))));
    expect(addEvent).toHaveBeenCalledOnce();
  });

  it('does not report a render that Suspense discarded; the shown one has its own time', async () => {
    let arrive = () => {};
    const answer = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const Late = () => {
      use(answer);
      return 'late';
    };
    await act(async () => {
      render(
        createElement(
          Suspense,
          { fallback: 'waiting' },
          timed(createElement(Films, null, createElement(Late))),
        ),
      );
    });
    expect(addEvent).not.toHaveBeenCalled();
    nowMillis = 60_000;
    await act(async () => arrive());
    screen.getByText('filmslate');
    expect(addEvent.mock.calls).toEqual([mountEvent(15)]);
  });

  it('does not report again when hidden content is shown again', async () => {
    const never = new Promise<void>(() => {});
    const Waiting = ({ isWaiting }: { isWaiting: boolean }) => {
      if (isWaiting) use(never);
      return null;
    };
    const page = (isWaiting: boolean) =>
      createElement(
        Suspense,
        { fallback: 'waiting' },
        timed(createElement(Films)),
        createElement(Waiting, { isWaiting }),
      );
    const { rerender } = render(page(false));
    await act(async () => rerender(page(true)));
    screen.getByText('waiting');
    await act(async () => rerender(page(false)));
    expect(addEvent).toHaveBeenCalledOnce();
  });
});
