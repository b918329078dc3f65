// Telemetry first, so that everything after it is measured.
import './telemetry.ts';
import '../../shared/make-something-happen.mjs';
import '../../shared/product.css';
import { instrumentReactRouter, rumRootOptions } from 'otel-rum/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { routes } from './routes.tsx';

// Sets the routes of page views, and reports errors of loaders and errors caught by React.
const router = instrumentReactRouter(createBrowserRouter(routes, { basename: '/react' }));

createRoot(document.querySelector('#app') as HTMLElement, rumRootOptions()).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
