const path = require('node:path');
const express = require('express');
const { createRatingsClient } = require('./ratings-client.cjs');
const { createSearchClient } = require('./search-client.cjs');
const { createVisitors } = require('./visitors.cjs');
const { faultRoutes } = require('./fault-routes.cjs');
const { favouriteRoutes } = require('./favourite-routes.cjs');
const { movieRoutes } = require('./movie-routes.cjs');
const { pageRoutes } = require('./page-routes.cjs');
const { pictureRoutes } = require('./picture-routes.cjs');
const { signInRoutes } = require('./sign-in-routes.cjs');
const { staticRoutes } = require('./static-routes.cjs');
const { troubleRoutes } = require('./trouble-routes.cjs');

const builtSdk = path.join(__dirname, '../../../dist');

/**
 * The API server's Express app.
 * @param {object} options
 * @param {string} options.ratingsUrl
 * @param {string} [options.searchUrl]  without it the catalogue is searched here
 * @param {string} options.collectorUrl where pages send their telemetry
 * @param {string} [options.windowUrl]  the live view, when it is not the collector's
 * @param {string} [options.sdkFolder]
 */
exports.createApi = async ({
  ratingsUrl,
  searchUrl,
  collectorUrl,
  windowUrl = collectorUrl,
  sdkFolder = builtSdk,
}) => {
  const { movies } = await import('../../catalogue/movies.mjs');
  const app = express().disable('x-powered-by').disable('etag');
  const services = {
    movies,
    collectorUrl,
    windowUrl,
    sdkFolder,
    ratings: createRatingsClient({ ratingsUrl }),
    search: createSearchClient({ movies, searchUrl }),
    visitors: createVisitors(),
  };

  faultRoutes(app, services);
  movieRoutes(app, services);
  favouriteRoutes(app, services);
  signInRoutes(app, services);
  troubleRoutes(app, services);
  await pictureRoutes(app, services);
  staticRoutes(app, services);
  app.use('/api', (_request, response) => response.status(404).json({ error: 'There is nothing here.' }));
  await pageRoutes(app, services);

  // Express knows an error handler by its four parameters.
  app.use((error, request, response, _next) => {
    response.status(error.status ?? 500);
    if (request.path.startsWith('/api/')) response.json({ error: error.message });
    else response.type('text').send(error.message);
  });
  return app;
};
