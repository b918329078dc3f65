/** Problems on request; the cause is in another service, so that a trace shows it. */
exports.troubleRoutes = (app, { ratings }) => {
  app.get('/api/slow', async (request, response) => {
    response.json(await ratings.slow(Number(request.query.delay) || 0));
  });

  app.get('/api/fail', async (_request, response) => {
    response.json(await ratings.fail());
  });
};
