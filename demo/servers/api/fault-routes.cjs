const { setTimeout: wait } = require('node:timers/promises');
const express = require('express');

const faults = ['none', 'slow', 'fail'];
const delayMillis = 1_500;

/**
 * The fault switches: `PUT /api/faults/movies-api {"fault": "slow"}` makes every response of a service slow, "fail" makes it
 * fail, "none" ends it. Each service has its own switch; those of other services are set through this one.
 */
exports.faultRoutes = (app, { ratings, search }) => {
  let own = 'none';
  const services = {
    'movies-api': async (fault) => {
      own = fault;
    },
    ratings: (fault) => ratings.ask('/fault', { method: 'PUT', body: { fault } }),
    ...(search.ask && {
      search: (fault) => search.ask('/fault', { method: 'PUT', body: { fault } }),
    }),
  };

  app.put('/api/faults/:service', express.json(), async (request, response) => {
    const set = services[request.params.service];
    const fault = request.body?.fault;
    if (!set) return response.status(404).json({ error: `There is ${Object.keys(services).join(', ')}.` });
    if (!faults.includes(fault)) {
      return response.status(400).json({ error: `fault must be one of ${faults.join(', ')}.` });
    }
    await set(fault);
    response.json({ fault });
  });

  app.use('/api', async (_request, _response, next) => {
    if (own === 'slow') await wait(delayMillis);
    next(own === 'fail' ? new Error('This service is set to fail') : undefined);
  });
};
