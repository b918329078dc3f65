// The second service: ratings of films, and similar films. Started by start-demo.mjs as its own process.
const { createRatings } = require('./ratings/app.cjs');
const { listen } = require('./listen.cjs');

const start = async () => {
  const { movies } = await import('../catalogue/movies.mjs');
  listen(createRatings({ movies }), { port: Number(process.env.PORT ?? 0) });
};

start();
