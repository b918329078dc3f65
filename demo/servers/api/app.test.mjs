import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movies } from '../../catalogue/movies.mjs';
import ratings from '../ratings/app.cjs';
import api from './app.cjs';

const collectorUrl = 'http://127.0.0.1:4318';
let sdkFolder;
let ratingsServer;
let apiServer;

const serve = async (app) => {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};
const urlOf = (server) => `http://127.0.0.1:${server.address().port}`;
const close = (server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

beforeAll(async () => {
  sdkFolder = mkdtempSync(path.join(tmpdir(), 'sdk-'));
  writeFileSync(path.join(sdkFolder, 'loader.js'), 'globalThis.otelRum = {};');
  ratingsServer = await serve(ratings.createRatings({ movies }));
  apiServer = await serve(await api.createApi({ ratingsUrl: urlOf(ratingsServer), collectorUrl, sdkFolder }));
});
afterAll(async () => {
  await Promise.all([close(apiServer), close(ratingsServer)]);
  rmSync(sdkFolder, { recursive: true });
});

/** Creates a visitor with a cookie of their own. */
const newVisitor = () => {
  let cookie;
  return async (route, { method = 'GET', body } = {}) => {
    const response = await fetch(`${urlOf(apiServer)}${route}`, {
      method,
      headers: { ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: await (isJson ? response.json() : response.text()),
    };
  };
};

describe('films', () => {
  it('are listed with the ratings of the other service, all or by genre', async () => {
    const ask = newVisitor();
    const { body } = await ask('/api/movies');
    expect(body.movies).toHaveLength(36);
    expect(body.genres).toHaveLength(9);
    expect(body.featured).toMatchObject({ id: 30, score: 8.7, votes: 3120 });
    const drama = await ask('/api/movies?genre=Drama');
    expect(drama.body.movies.map(({ genre }) => genre)).toEqual(['Drama', 'Drama', 'Drama', 'Drama']);
  });

  it('are found if all words match, in any case and without accents, titles first', async () => {
    const ask = newVisitor();
    const find = async (query) =>
      (await ask(`/api/search?q=${encodeURIComponent(query)}`)).body.movies.map(({ title }) => title);
    expect(await find('FOG animation')).toEqual(['Grandmother Fog']);
    expect(await find('ramirez')).toEqual(['My Uncle the Volcano']);
    expect(await find("father's")).toEqual(['Her Father’s Piano']);
    expect((await find('lake'))[0]).toBe('Don’t Wake the Lake');
    expect(await find('  ')).toEqual([]);
    expect(await find('zebra')).toEqual([]);
  });

  it('are served one by one, with similar films; an unknown one is a 404', async () => {
    const ask = newVisitor();
    expect((await ask('/api/movies/10')).body).toMatchObject({
      title: 'Nine Locked Rooms',
      isFavourite: false,
    });
    const { body } = await ask('/api/movies/10/similar');
    expect(body.movies).toHaveLength(6);
    expect(body.movies.map(({ id }) => id)).not.toContain(10);
    expect(body.movies.slice(0, 3).map(({ genre }) => genre)).toEqual(['Mystery', 'Mystery', 'Mystery']);
    expect(await ask('/api/movies/99')).toMatchObject({
      status: 404,
      body: { error: 'No such film.' },
    });
  });

  it('accept only 1 to 5 stars, and one vote per visitor', async () => {
    const ask = newVisitor();
    const rate = (stars) => ask('/api/movies/36/rating', { method: 'PUT', body: { stars } });
    expect(await rate(5)).toMatchObject({ status: 200, body: { votes: 477 } });
    for (const stars of [0, 6, 2.5, '5', null]) expect(await rate(stars)).toMatchObject({ status: 400 });
    expect(await rate(1)).toMatchObject({ status: 200, body: { votes: 477 } });
    const other = newVisitor();
    await other('/api/visitor');
    expect((await other('/api/movies/36/rating', { method: 'PUT', body: { stars: 4 } })).body.votes).toBe(
      478,
    );
  });
});

describe('a visitor', () => {
  it('has favourites of their own, the newest first', async () => {
    const [one, other] = [newVisitor(), newVisitor()];
    await one('/api/favourites/3', { method: 'PUT' });
    expect((await one('/api/favourites/7', { method: 'PUT' })).body).toEqual({ isFavourite: true, count: 2 });
    expect((await one('/api/favourites')).body.movies.map(({ id }) => id)).toEqual([7, 3]);
    expect((await one('/api/favourites/3', { method: 'DELETE' })).body).toEqual({
      isFavourite: false,
      count: 1,
    });
    expect((await one('/api/visitor')).body.favouriteCount).toBe(1);
    expect((await other('/api/favourites')).body.movies).toEqual([]);
    expect((await one('/api/favourites/99', { method: 'PUT' })).status).toBe(404);
  });

  it('signs in with any password except one, with an id that does not reveal the address', async () => {
    const ask = newVisitor();
    const signIn = (password, email = 'ada@example.com') =>
      ask('/api/sign-in', { method: 'POST', body: { email, password } });
    expect(await signIn('wrong')).toMatchObject({ status: 401 });
    expect(await signIn('popcorn', 'nobody')).toMatchObject({ status: 400 });
    const { body } = await signIn('popcorn');
    expect(body.user).toEqual({ id: expect.stringMatching(/^u-[0-9a-f]{8}$/), name: 'Ada' });
    expect((await ask('/api/visitor')).body.user).toEqual(body.user);
    expect((await ask('/plain/')).body).toContain(`otelRum.setUser({ id: "${body.user.id}" })`);
    await ask('/api/sign-in', { method: 'DELETE' });
    expect((await ask('/api/visitor')).body.user).toBeNull();
  });
});

describe('the sign-in page without a script', () => {
  const send = async (body) => {
    const { status, headers, text } = await fetch(`${urlOf(apiServer)}/plain/sign-in`, {
      method: 'POST',
      body: new URLSearchParams(body),
      redirect: 'manual',
    }).then(async (response) => ({
      status: response.status,
      headers: response.headers,
      text: await response.text(),
    }));
    return { status, location: headers.get('location'), text };
  };

  it('signs in, or shows what is wrong', async () => {
    const email = 'ada@example.com';
    expect(await send({ email, password: 'popcorn' })).toMatchObject({
      status: 303,
      location: '/plain/sign-in',
    });
    const wrong = await send({ email, password: 'popcorn', instead: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('That password is not right.');
    expect((await send({})).status).toBe(400);
  });
});

describe('trouble', () => {
  it('waits for the requested time, and fails with the message of the failed service', async () => {
    const ask = newVisitor();
    const start = performance.now();
    expect((await ask('/api/slow?delay=60')).body).toEqual({ waitedMillis: 60 });
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(await ask('/api/fail')).toMatchObject({
      status: 500,
      body: { error: 'The ratings ledger cannot be read' },
    });
    expect(await ask('/api/nothing')).toMatchObject({
      status: 404,
      body: { error: 'There is nothing here.' },
    });
  });

  it('has a fault switch for each service, which lasts until it is switched back', async () => {
    const ask = (path, options) => fetch(`${urlOf(apiServer)}/api${path}`, options);
    const set = (service, fault) =>
      ask(`/faults/${service}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fault }),
      });
    expect(await (await ask('/faults')).json()).toEqual({ services: ['movies-api', 'ratings'] });
    for (const service of ['movies-api', 'ratings']) {
      expect(await (await set(service, 'fail')).json()).toEqual({ fault: 'fail' });
      expect(await (await ask(`/faults/${service}`)).json()).toEqual({ fault: 'fail' });
      expect((await ask('/movies/1/similar')).status).toBe(500);
      expect((await set(service, 'none')).status).toBe(200);
      expect((await ask('/movies/1/similar')).status).toBe(200);
    }
    expect((await set('ratings', 'odd')).status).toBe(400);
    expect((await set('tickets', 'fail')).status).toBe(404);
  });

  it('shows films without a score while ratings are unavailable', async () => {
    const lonely = await serve(
      await api.createApi({ ratingsUrl: 'http://127.0.0.1:1', collectorUrl, sdkFolder }),
    );
    try {
      const response = await fetch(`${urlOf(lonely)}/api/movies/7`);
      expect(await response.json()).toMatchObject({ title: 'Her Father’s Piano', score: null, votes: null });
    } finally {
      await close(lonely);
    }
  });
});

describe('pages', () => {
  it.each([
    ['/plain/', 200, 'The Whale Who Carried a Town'],
    ['/plain/?genre=Horror', 200, '4 films'],
    ['/plain/search?q=%3Cscript%3E', 200, '&lt;script&gt;'],
    ['/plain/movies/7', 200, 'Eighty-eight ways to say sorry.'],
    ['/plain/movies/99', 404, 'This reel is missing'],
    ['/plain/favourites', 200, 'Nothing here yet'],
    ['/plain/sign-in', 200, 'any password is right'],
    ['/nowhere', 404, 'This reel is missing'],
    ['/', 200, `src="${collectorUrl}/"`],
  ])('%s answers %i with what belongs there', async (route, status, text) => {
    const page = await newVisitor()(route);
    expect(page.status).toBe(status);
    expect(page.body).toContain(text);
  });

  it('allow only the inline script with the current nonce, and requests to the collector', async () => {
    const ask = newVisitor();
    const [one, other] = [await ask('/plain/'), await ask('/plain/')];
    const policy = one.headers.get('content-security-policy');
    const [, nonce] = /'nonce-([^']+)'/.exec(policy);
    expect(one.body).toContain(`<script nonce="${nonce}">globalThis.otelRum`);
    expect(other.body).not.toContain(nonce);
    expect(policy).toContain(`connect-src 'self' ${collectorUrl}`);
    expect(policy).not.toContain('unsafe');
  });

  it('have posters that browsers may cache', async () => {
    const ask = newVisitor();
    const poster = await ask('/posters/7.svg');
    expect(poster.headers.get('content-type')).toContain('image/svg+xml');
    expect(poster.headers.get('cache-control')).toContain('max-age');
    expect((await ask('/posters/99.svg')).status).toBe(404);
  });
});
