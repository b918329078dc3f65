const path = require('node:path');
const express = require('express');
const { createRatingsClient } = require('./ratings-client.cjs');
const { createVisitors } = require('./visitors.cjs');
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
 * @param {{ ratingsUrl: string, collectorUrl: string, sdkFolder?: string }} options
 */
exports.createApi = async ({ ratingsUrl, collectorUrl, sdkFolder = builtSdk }) => {
  const { movies } = await import('../../catalogue/movies.mjs');
  const app = express().disable('x-powered-by').disable('etag');
  const services = {
    movies,
    collectorUrl,
    sdkFolder,
    ratings: createRatingsClient({ ratingsUrl }),
    visitors: createVisitors(),
  };

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
