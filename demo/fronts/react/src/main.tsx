// Telemetry first: what comes after it is measured.
import './telemetry.ts';
import '../../shared/make-something-happen.mjs';
import '../../shared/product.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { nameRoutes } from './name-routes.ts';
import { routes } from './routes.tsx';

const router = createBrowserRouter(routes, { basename: '/react' });
nameRoutes(router);

createRoot(document.querySelector('#app') as HTMLElement).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
