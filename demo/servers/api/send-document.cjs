const { randomBytes } = require('node:crypto');

/**
 * The policy of a careful production site: no inline script without the nonce, no eval, requests only
 * to the page's own origin and to the collector. otel-rum has to work under it.
 */
const securityPolicy = ({ nonce, collectorUrl, windowUrl }) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${collectorUrl}`,
    `frame-src 'self' ${windowUrl}`,
    "frame-ancestors 'self'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ');

/**
 * Sends an HTML document. Its Server-Timing header contains the server's span, whose trace the browser's page load joins.
 * @param {{ status: number, collectorUrl: string, windowUrl: string, render: (values: { nonce: string }) => string }} document
 */
exports.sendDocument = (request, response, { status, collectorUrl, windowUrl, render }) => {
  const nonce = randomBytes(16).toString('base64');
  if (request.traceparent) response.set('server-timing', `traceparent;desc="${request.traceparent}"`);
  response
    .status(status)
    .set({
      'cache-control': 'no-cache',
      'content-security-policy': securityPolicy({ nonce, collectorUrl, windowUrl }),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    .type('html')
    .send(render({ nonce }));
};
