// @vitest-environment jsdom
import { act, cleanup, render, renderHook, screen } from '@testing-library/react';
import { createElement, startTransition, use, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getRum } from '../../index.js';
import { useRoute } from './use-route.js';
import { useRum } from './use-rum.js';

afterEach(cleanup);

describe('useRoute', () => {
  it('names the view with each render, for the next one may be of the same route', () => {
    const setRoute = vi.spyOn(getRum(), 'setRoute');
    const { rerender } = renderHook(() => useRoute('/movies/:id'));
    rerender();
    expect(setRoute.mock.calls).toEqual([['/movies/:id'], ['/movies/:id']]);
  });

  it('sets no route if the render is discarded', async () => {
    const setRoute = vi.spyOn(getRum(), 'setRoute');
    const never = new Promise(() => {});
    const Next = () => {
      useRoute('/next');
      use(never);
      return null;
    };
    const Here = () => {
      useRoute('/here');
      return createElement('h1', {}, 'here');
    };
    let go = () => {};
    const App = () => {
      const [isNext, setNext] = useState(false);
      go = () => startTransition(() => setNext(true));
      return createElement(isNext ? Next : Here);
    };
    render(createElement(App));
    await act(async () => go());
    screen.getByText('here');
    expect(new Set(setRoute.mock.calls.flat())).toEqual(new Set(['/here']));
  });
});

describe('useRum', () => {
  it('is the page’s Rum', () => {
    expect(renderHook(() => useRum()).result.current).toBe(getRum());
  });
});
