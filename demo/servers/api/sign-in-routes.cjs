const { createHash } = require('node:crypto');
const express = require('express');

const wrongPassword = 'wrong';

/** The user's id says nothing about the person: telemetry carries it. */
const userOf = (email) => ({
  id: `u-${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 8)}`,
  name: email.split('@')[0].replace(/^./, (letter) => letter.toUpperCase()),
});

/** Sign-in for show: every password is right but the word "wrong". */
exports.signInRoutes = (app, { visitors }) => {
  app.get('/api/visitor', (request, response) => {
    const { user, favourites } = visitors.of(request, response);
    response.json({ user, favouriteCount: favourites.size });
  });

  app.post('/api/sign-in', express.json(), (request, response) => {
    const { email, password } = request.body ?? {};
    if (
      typeof email !== 'string' ||
      !/^[^\s@]+@[^\s@]+$/.test(email) ||
      typeof password !== 'string' ||
      !password
    ) {
      return response.status(400).json({ error: 'Please give an e-mail address and a password.' });
    }
    if (password === wrongPassword) {
      return response.status(401).json({ error: 'That password is not right. Please try another one.' });
    }
    const visitor = visitors.of(request, response);
    visitor.user = userOf(email);
    response.json({ user: visitor.user });
  });

  app.delete('/api/sign-in', (request, response) => {
    visitors.of(request, response).user = null;
    response.json({ user: null });
  });
};
