const { trace, TraceFlags } = require('@opentelemetry/api');

/** Pictures, scripts, and the shell, which is not measured itself. */
const isUnmeasured = (url) => /^\/((posters|backdrops|assets|sdk|(react|vue)\/assets)\/|$|\?)/.test(url);

/**
 * Runs before Express, while the active span is still the server's own, and keeps that span's ids as
 * `request.traceparent`, for the Server-Timing header of documents.
 *
 * A page requests some forty pictures and scripts, whose traces would hide the interesting ones. The zero-code hook has no
 * option for that, so such a span loses its sampled flag here, before it has children.
 * @param {import('node:http').RequestListener} onRequest
 * @returns {import('node:http').RequestListener}
 */
exports.withServerSpan = (onRequest) => (request, response) => {
  const context = trace.getActiveSpan()?.spanContext();
  if (context) {
    if (!request.headers.traceparent && isUnmeasured(request.url)) context.traceFlags = TraceFlags.NONE;
    const flags = context.traceFlags.toString(16).padStart(2, '0');
    request.traceparent = `00-${context.traceId}-${context.spanId}-${flags}`;
  }
  onRequest(request, response);
};
