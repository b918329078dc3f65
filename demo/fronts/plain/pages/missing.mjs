import { html } from '../parts/html.mjs';

/** The page of unknown URLs. */
export const missing = () => ({
  status: 404,
  title: 'Not found',
  route: '*',
  body: () =>
    html`<div class="empty"><h1>This reel is missing</h1><p>There is no page at this address.</p><a class="button" href="/plain/">See all films</a></div>`,
});
