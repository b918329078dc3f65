// Compiled, never run: what apps on React 19 and each of the routers write.
import type { createRouter } from '@tanstack/react-router';
import {
  instrumentReactRouter,
  instrumentTanStackRouter,
  RumErrorBoundary,
  rumRootOptions,
} from 'otel-rum/react';
import { createRoot, type RootOptions } from 'react-dom/client';
import { createMemoryRouter as create6, RouterProvider as Provider6 } from 'react-router';
import { createMemoryRouter as create7, RouterProvider as Provider7 } from 'react-router-7';
import { createMemoryRouter as create8, RouterProvider as Provider8 } from 'react-router-8';

export function start(element: HTMLElement, own: RootOptions): void {
  const root = createRoot(element, rumRootOptions(own));
  createRoot(element, rumRootOptions()).unmount();
  createRoot(
    element,
    rumRootOptions({
      identifierPrefix: 'films',
      onCaughtError: (error, { componentStack }) => console.log(error, componentStack),
    }),
  ).unmount();
  root.render(
    <RumErrorBoundary
      fallback="It broke."
      resetKeys={[1]}
      onError={(error, info) => console.log(error, info)}
    >
      <Provider6 router={instrumentReactRouter(create6([]))} />
      <Provider7 router={instrumentReactRouter(create7([]))} />
      <Provider8 router={instrumentReactRouter(create8([]))} />
    </RumErrorBoundary>,
  );
}

/** It stays the router that it was. */
export const href = (router: ReturnType<typeof createRouter>): string =>
  instrumentTanStackRouter(router).buildLocation({ to: '/' }).href;
