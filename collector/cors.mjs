const TELEMETRY_HEADERS = [
  'content-type',
  'content-encoding',
  'traceparent',
  'tracestate',
  'baggage',
  'authorization',
  'x-api-key',
];

/**
 * Returns the headers that let a page of any origin post telemetry here and read the response. A demo's collector listens on
 * loopback only; a public one should name its origins.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Record<string, string>}
 */
export function corsHeaders(request) {
  const { origin } = request.headers;
  // Browsers refuse `*` if credentials are sent, so the caller's own origin is named.
  if (!origin) return { 'Access-Control-Allow-Origin': '*' };
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
    Vary: 'Origin',
  };
}

/**
 * Returns further headers of a preflight response. All requested headers are allowed, since a vendor's key may have any
 * name.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Record<string, string>}
 */
export function preflightHeaders(request) {
  const asked = (request.headers['access-control-request-headers'] ?? '').toLowerCase().split(/\s*,\s*/);
  const headers = new Set([...TELEMETRY_HEADERS, ...asked.filter(Boolean)]);
  return {
    ...corsHeaders(request),
    'Access-Control-Allow-Methods': 'POST, OPTIONS',
    'Access-Control-Allow-Headers': [...headers].join(', '),
    'Access-Control-Max-Age': '7200',
    // A page on a public address needs this to reach a loopback one (Private Network Access).
    ...(request.headers['access-control-request-private-network'] && {
      'Access-Control-Allow-Private-Network': 'true',
    }),
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Private-Network',
  };
}
