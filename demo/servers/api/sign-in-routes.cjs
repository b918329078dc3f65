const express = require('express');
const { checkSignIn } = require('./check-sign-in.cjs');

/** The visitor, sign-in and sign-out. */
exports.signInRoutes = (app, { visitors }) => {
  app.get('/api/visitor', (request, response) => {
    const { user, favourites } = visitors.of(request, response);
    response.json({ user, favouriteCount: favourites.size });
  });

  app.post('/api/sign-in', express.json(), (request, response) => {
    const { status, ...answer } = checkSignIn(request.body);
    if (answer.user) visitors.of(request, response).user = answer.user;
    response.status(status).json(answer);
  });

  app.delete('/api/sign-in', (request, response) => {
    visitors.of(request, response).user = null;
    response.json({ user: null });
  });
};
