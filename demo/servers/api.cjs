// The API server: films, visitors, pages. Started by start-demo.mjs as its own process, and instrumented by
// OpenTelemetry's register hook alone: no code here sets up tracing.
const { createApi } = require('./api/app.cjs');
const { listen } = require('./listen.cjs');
const { withServerSpan } = require('./api/with-server-span.cjs');

const start = async () => {
  const { PORT = '0', RATINGS_URL, SEARCH_URL, COLLECTOR_URL, WINDOW_URL } = process.env;
  const app = await createApi({
    ratingsUrl: RATINGS_URL,
    searchUrl: SEARCH_URL,
    collectorUrl: COLLECTOR_URL,
    windowUrl: WINDOW_URL,
  });
  listen(withServerSpan(app), { port: Number(PORT) });
};

start();
