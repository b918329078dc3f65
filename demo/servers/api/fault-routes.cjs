const express = require('express');
const { createFaultSwitch } = require('../fault-switch.cjs');

/**
 * The fault switches of all services: `GET /api/faults` lists them, `PUT /api/faults/ratings {"fault": "slow"}` sets one.
 * Each service has its own; the other services' are set through this one.
 */
exports.faultRoutes = (app, { ratings, search }) => {
  const own = createFaultSwitch();
  const others = { ratings, ...(search.ask && { search }) };

  app.get('/api/faults/movies-api', own.get);
  app.put('/api/faults/movies-api', own.put);
  app.get('/api/faults/:service', async (request, response) => {
    const service = others[request.params.service];
    if (!service) return sendUnknown(response);
    response.json(await service.ask('/fault'));
  });
  app.put('/api/faults/:service', express.json(), async (request, response) => {
    const service = others[request.params.service];
    if (!service) return sendUnknown(response);
    response.json(await service.ask('/fault', { method: 'PUT', body: request.body }));
  });
  app.get('/api/faults', (_request, response) =>
    response.json({ services: ['movies-api', ...Object.keys(others)] }),
  );
  const sendUnknown = (response) =>
    response.status(404).json({ error: `There is movies-api, ${Object.keys(others).join(', ')}.` });

  app.use('/api', own.misbehave);
};
