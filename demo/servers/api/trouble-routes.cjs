/** What goes wrong on request; the cause is one service further, so that a trace has something to show. */
exports.troubleRoutes = (app, { ratings }) => {
  app.get('/api/slow', async (request, response) => {
    response.json(await ratings.slow(Number(request.query.delay) || 0));
  });

  app.get('/api/fail', async (_request, response) => {
    response.json(await ratings.fail());
  });
};
