import { Writable } from 'node:stream';
import { createElement, type ReactElement, useId } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const DOM = [
  ...['window', 'document', 'location', 'history', 'navigator', 'localStorage', 'sessionStorage'],
  ...['indexedDB', 'customElements', 'self'],
];

/** Makes each access to a browser's global fail, even by typeof. */
function forbidBrowser(): () => void {
  const before = DOM.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of DOM) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        throw new Error(`${name} was asked for`);
      },
    });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete (globalThis as Record<string, unknown>)[name];
    }
  };
}

const Film = () => createElement('h1', { id: useId() }, 'a film');

describe('on a server', () => {
  beforeEach(() => {
    vi.resetModules();
    for (const method of ['warn', 'error'] as const) vi.spyOn(console, method);
  });
  afterEach(() => {
    expect(console.error).not.toHaveBeenCalled();
  });

  it('nothing of the browser’s is touched when the doors are imported', async () => {
    const known = Object.getOwnPropertySymbols(globalThis);
    const allow = forbidBrowser();
    try {
      await import('./index.js');
      await import('../react-router/index.js');
    } finally {
      allow();
    }
    expect(
      Object.getOwnPropertySymbols(globalThis).filter((symbol) => !known.includes(symbol)),
    ).not.toContain(Symbol.for('otel-rum'));
  });

  it('renders the same as without', async () => {
    const { RumErrorBoundary, RumProfiler, useRoute, useRum } = await import('./index.js');
    const { RumRoutes } = await import('../react-router/index.js');
    const Named = () => {
      useRoute('/movies/:id');
      useRum().addEvent('shown');
      return createElement(Film);
    };
    const page = (kind: typeof Routes, element: () => ReactElement) =>
      createElement(
        MemoryRouter,
        { initialEntries: ['/movies/7'] },
        createElement(
          kind,
          null,
          createElement(Route, { path: '/movies/:id', element: createElement(element) }),
        ),
      );
    const plain = renderToString(page(Routes, Film));
    const ours = renderToString(
      createElement(RumErrorBoundary, { fallback: 'broken' }, page(RumRoutes as typeof Routes, Named)),
    );
    const timed = renderToString(
      createElement(RumProfiler, { name: 'film' }, createElement('h1', null, 'a film')),
    );
    const withoutIds = (html: string) => html.replace(/id="[^"]*"/, '');
    expect(plain).toContain('a film');
    expect(withoutIds(ours)).toBe(withoutIds(plain));
    expect(timed).toBe('<h1>a film</h1>');
  });

  it('a boundary leaves what fails to the server, as React’s own do', async () => {
    const { RumErrorBoundary } = await import('./index.js');
    const fault = new Error('no such film');
    const Broken = () => {
      throw fault;
    };
    const onShellError = vi.fn();
    const onError = vi.fn();
    await new Promise<void>((resolve) => {
      renderToPipeableStream(createElement(RumErrorBoundary, { fallback: 'broken' }, createElement(Broken)), {
        onError,
        onShellError(error) {
          onShellError(error);
          resolve();
        },
      }).pipe(new Writable());
    });
    expect(onShellError.mock.calls).toEqual([[fault]]);
    expect(onError.mock.calls.map(([error]) => error)).toEqual([fault]);
  });
});
