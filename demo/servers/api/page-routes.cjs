const { readFileSync } = require('node:fs');
const path = require('node:path');
const express = require('express');
const { featuredOf, genresOf, moviesOf } = require('./catalogue.cjs');
const { checkSignIn } = require('./check-sign-in.cjs');
const { sendDocument } = require('./send-document.cjs');

const fromDemo = (...segments) => path.join(__dirname, '../..', ...segments);

/** All HTML documents: the shell, the plain pages (rendered here), the React and the Vue app (built by Vite). */
exports.pageRoutes = async (
  app,
  { movies, ratings, search, visitors, collectorUrl, windowUrl, sdkFolder },
) => {
  const pages = await import('../../fronts/plain/pages/index.mjs');
  const send = (request, response, render, status = 200) =>
    sendDocument(request, response, { status, collectorUrl, windowUrl, render });

  const sendPlain = (request, response, { status, ...page }, visitor) => {
    const loader = readFileSync(path.join(sdkFolder, 'loader.js'), 'utf8');
    send(
      request,
      response,
      ({ nonce }) => pages.layout({ ...page, nonce, loader, collectorUrl, visitor }),
      status,
    );
  };
  const plain = (route, makePage) => {
    app.get(route, async (request, response) => {
      const visitor = visitors.of(request, response);
      sendPlain(request, response, await makePage(request, visitor), visitor);
    });
  };
  const movieAt = async (id) => {
    const movie = movies.find((candidate) => String(candidate.id) === id);
    return movie && (await ratings.addRatings([movie]))[0];
  };

  plain('/plain/', async (request) => {
    const genre = genresOf(movies).find((name) => name === request.query.genre);
    const all = await ratings.addRatings(movies);
    return pages.home({
      genres: genresOf(movies),
      genre,
      movies: moviesOf(all, genre),
      featured: featuredOf(all),
    });
  });
  plain('/plain/search', async (request) => {
    const query = String(request.query.q ?? '').trim();
    return pages.search({ query, movies: await ratings.addRatings(await search.find(query)) });
  });
  plain('/plain/movies/:id', async (request, visitor) => {
    const movie = await movieAt(request.params.id);
    return movie ? pages.film({ movie, isFavourite: visitor.favourites.has(movie.id) }) : pages.missing();
  });
  plain('/plain/favourites', async (_request, { favourites }) =>
    pages.favourites({
      movies: await ratings.addRatings(
        [...favourites].reverse().map((id) => movies.find((movie) => movie.id === id)),
      ),
    }),
  );
  plain('/plain/sign-in', async () => pages.signIn());
  // A form that is sent before the page's script is loaded, or without it, signs in too.
  app.post('/plain/sign-in', express.urlencoded({ extended: false }), (request, response) => {
    const visitor = visitors.of(request, response);
    const { status, user, error } = checkSignIn({
      ...request.body,
      password: request.body?.instead || request.body?.password,
    });
    if (!user) return sendPlain(request, response, { ...pages.signIn({ problem: error }), status }, visitor);
    visitor.user = user;
    response.redirect(303, '/plain/sign-in');
  });

  // Each app's pages are one document. It is read for each request, so that a rebuild needs no restart.
  const placeholder = '<meta name="collector" content="">';
  for (const front of ['react', 'vue']) {
    app.get(`/${front}/{*rest}`, (request, response) => {
      visitors.of(request, response);
      const built = readFileSync(fromDemo(`fronts/${front}/dist/index.html`), 'utf8');
      send(request, response, () =>
        built.replace(placeholder, `<meta name="collector" content="${collectorUrl}">`),
      );
    });
  }

  app.get('/plain', (_request, response) => response.redirect(308, '/plain/'));
  app.get('/', (request, response) => {
    const shell = readFileSync(fromDemo('fronts/shell/index.html'), 'utf8');
    send(request, response, () => shell.replaceAll('{{windowUrl}}', windowUrl));
  });
  plain('/*rest', async () => pages.missing());
};
