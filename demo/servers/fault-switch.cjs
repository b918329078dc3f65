const { setTimeout: wait } = require('node:timers/promises');
const express = require('express');

const faults = ['none', 'slow', 'fail'];
const delayMillis = 1_500;

/**
 * The fault switch of a service: "slow" makes every answer slow, "fail" makes it fail, "none" ends both.
 */
exports.createFaultSwitch = () => {
  let fault = 'none';
  const send = (response) => response.json({ fault });
  return {
    get: (_request, response) => send(response),
    put: [
      express.json(),
      (request, response) => {
        const wanted = request.body?.fault;
        if (!faults.includes(wanted)) {
          return response.status(400).json({ error: `fault must be one of ${faults.join(', ')}.` });
        }
        fault = wanted;
        send(response);
      },
    ],
    /** Middleware: what comes after it has the fault. */
    async misbehave(_request, _response, next) {
      if (fault === 'slow') await wait(delayMillis);
      next(fault === 'fail' ? new Error('The fault switch of this service is on') : undefined);
    },
  };
};
