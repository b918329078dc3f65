import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createUrlTemplate } from './url-template.js';

/** A fixed sequence (mulberry32): the same URLs in every run. */
function sequence(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const BASE36 = `${LOWER}0123456789`;
const BASE62 = `${BASE36}${LOWER.toUpperCase()}`;
const BASE64URL = `${BASE62}-_`;
const WORDS =
  'the matrix blade runner star wars angry men space odyssey godfather heat alien casablanca vertigo psycho rear window taxi driver big sleep'.split(
    ' ',
  );

/** Forty endpoints; each returns another path every time. */
function endpoints(seed: number): (() => string)[] {
  const random = sequence(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = <T>(list: readonly T[]) => list[below(list.length)] as T;
  const letters = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  const two = (limit: number) => String(1 + below(limit)).padStart(2, '0');

  /** Most are large, some are small. */
  const number = () => String(below(oneOf([10, 1_000, 1e6, 1e9])));
  const hex = (length: number) =>
    createHash('sha256').update(String(random())).digest('hex').slice(0, length);
  const uuid = () => {
    const digits = hex(32);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  };
  const year = () => String(1920 + below(130));
  const date = () => `${year()}-${two(12)}-${two(28)}`;
  const time = () => `${date()}T${two(23)}:${two(59)}:${two(59)}.${100 + below(900)}Z`;
  const email = () => `${oneOf(WORDS)}.${oneOf(WORDS)}${below(1_000)}@${oneOf(WORDS)}.example`;
  const words = (count: number) => Array.from({ length: count }, () => oneOf(WORDS)).join('-');
  const slug = () =>
    oneOf([
      () => `${words(2)}-${year()}`,
      () => `${words(1)}-${year()}`,
      () => `${words(1)}-${two(99)}-${words(2)}`,
      () => `${two(99)}-${words(2)}`,
    ])();
  const token = () => Buffer.from(hex(oneOf([32, 44, 64])), 'hex').toString('base64url');
  const padded = () => Buffer.from(hex(32), 'hex').toString('base64');
  const json = (object: object) => Buffer.from(JSON.stringify(object)).toString('base64url');
  const jwt = () =>
    [
      json({ alg: 'HS256', typ: 'JWT' }),
      json({ sub: number(), iat: 1.7e9 + below(1e8) }),
      Buffer.from(hex(64), 'hex').toString('base64url'),
    ].join('.');
  const language = () =>
    oneOf(
      'en de fr es it pt pl nl sv tr ja ko zh ar uk en-GB en-US pt-BR de-AT fr-CA zh-Hans-CN es-419 nb-NO'.split(
        ' ',
      ),
    );
  /** As many as there are builds in a few years. */
  const builds = Array.from({ length: 200 }, () => ({
    hex: hex(8),
    rollup: letters(BASE64URL, 8),
    id: letters(BASE64URL, 21),
  }));
  const text = () =>
    encodeURIComponent(
      `${oneOf(WORDS)} ${oneOf(['ä', 'é', '&', '+', "O'", '映画'])}${oneOf(WORDS)} ${number()}`,
    );

  return [
    () => `/api/movies/${number()}`,
    () => `/api/movies/${number()}/cast/${number()}/photos`,
    () => `/api/users/${uuid()}`,
    () => `/api/users/${uuid()}/orders/${number()}`,
    () => `/API/Customers/${uuid().toUpperCase()}/Invoices`,
    () => `/repos/films/commits/${hex(40)}`,
    () => `/objects/${hex(24)}/meta`,
    () => `/blobs/sha256:${hex(64)}`,
    () => `/calendar/${date()}`,
    () => `/calendar/${date()}/${date()}/free`,
    () => `/reports/${year()}/${two(12)}/${two(28)}`,
    () => `/audit/since/${oneOf([time(), encodeURIComponent(time())])}`,
    () => `/accounts/${email()}`,
    () => `/accounts/${encodeURIComponent(email())}/settings`,
    () => `/films/${slug()}`,
    () => `/films/${slug()}/reviews`,
    () => `/articles/${number()}-${words(3)}`,
    () => `/password/reset/${token()}`,
    () => `/newsletter/confirm/${encodeURIComponent(padded())}`,
    () => `/invite/${Buffer.from(hex(20), 'hex').toString('base64').replace(/\//g, '_')}/accept`,
    () => `/login/${jwt()}`,
    () => `/${language()}/movies/${number()}`,
    () => `/${language()}/help/contact`,
    () => `/api/i18n/${language()}/messages.json`,
    () => `/locales/${language()}.json`,
    () => `/assets/app.${oneOf(builds).hex}.js`,
    () => `/assets/physics-${oneOf(builds).rollup}.wasm`,
    () => `/static/media/logo-small.${oneOf(builds).hex}${oneOf(builds).hex}.svg`,
    () => `/_next/data/${oneOf(builds).id}/films/${slug()}.json`,
    () => `/uploads/${uuid()}.jpg`,
    () => `/photos/IMG_${date().replace(/-/g, '')}_${two(23)}${two(59)}${two(59)}.jpg`,
    () => `/stock/SKU-${String(below(1e5)).padStart(5, '0')}-XL`,
    () => `/titles/tt${String(below(1e7)).padStart(7, '0')}`,
    () => `/search/${text()}`,
    () => `/catalog;color=${oneOf(['red', 'blue'])};size=${number()}/items`,
    () => `/weather/${(random() * 180 - 90).toFixed(4)},${(random() * 360 - 180).toFixed(4)}`,
    () => `/tiles/${below(20)}/${number()}/${number()}.png`,
    () => `/odata/Films(${number()})/Cast`,
    () => `/v1/films/${number()}:play`,
    () => `/api/tags`,
  ];
}

/** What the browser makes of a path. */
const pathOf = (path: string) => new URL(path, 'https://shop.example').pathname;

/** Paths that always stand for the same thing, among them many that look a little like data. */
const STATIC =
  `/ /api /api/v1/movies /api/v2/movies /api/v1/films /api/1.0/movies /api/2.0/movies /api/v1beta1/movies
/oauth/token /oauth2/token /oauth2/authorize /auth/2fa/setup /auth/2fa/verify /auth/mfa/setup /login /login-v2 /login-v3
/checkout/step-1 /checkout/step-2 /checkout/step-3 /web2/wallet /web3/wallet /b2b/orders /b2c/orders
/api/b2b-orders-overview /api/b2c-orders-overview /api/getS3UploadUrlForFile /api/getS3DownloadUrlForFile
/api/getOAuth2TokenForUser /api/getOAuth2ScopesForUser /api/createOrUpdateUser /api/createOrUpdateOrder
/api/getMovieRecommendationsForCurrentUser /api/getSimilarMoviesForCurrentVisitor /getHTMLDocument /getXMLDocument
/terms-and-conditions-of-use-and-privacy /frequently-asked-questions-about-delivery /how-to-set-up-a-tv /how-to-fix-a-pc
/encode/utf-8 /encode/utf-16 /encode/base64 /mp3/top10 /mp4/top10 /charts/top10 /charts/top100 /convert/mp3-to-mp4
/convert/mp4-to-mp3 /convert/h264 /convert/h265 /sha256 /sha512 /md5 /crc32 /x509 /ipv4 /ipv6 /s3 /ec2 /i18n /l10n /a11y
/health /healthz /metrics /ready /me /my /me/orders /us/orders /it/tickets /qa/tickets /rd/tickets /tv/orders /go/home
/api/id/token /api/tv/guide /sitemap.xml /robots.txt /index.html /home.html /config.json /app.js /vendor.js
/runtime-main.js /polyfills-legacy.js /assets/logo.svg /assets/hero.svg /fonts/inter-bold.woff2 /fonts/inter-regular.woff2
/user-settings.json /user-messages.json /data/film-list.json /data/film-info.json /Home/Index /Home/About /api/Movies
/API/movies /.well-known/openid-configuration /.well-known/jwks.json /graphql /graphql/batch /rpc/movies.list
/rpc/movies.get /rpc/users.list /v1/films:batchGet /v1/films:search /odata/Films /odata/Actors /café /menü
/über-uns /产品 /价格 /facade /deadbeef /accede /decade /feedback /internationalization
/user_profile_settings /user_profile_pictures /wp-json/wp/v2/posts /wp-json/wp/v2/pages /uploadMp4 /uploadMp3 /sendSms
/sendSms2fa /track /collect /e /i`.split(/\s+/);

describe('templates as names', () => {
  it.each([1, 2, 3])('of 100,000 made URLs of 40 endpoints are 60 at most (sequence %i)', (seed) => {
    const templateOf = createUrlTemplate([]);
    const made = endpoints(seed).map((next) => {
      const paths = Array.from({ length: 2_500 }, () => pathOf(next()));
      return { paths: new Set(paths), templates: new Set(paths.map(templateOf)) };
    });
    const all = new Set(made.flatMap(({ templates }) => [...templates]));
    expect(made).toHaveLength(40);
    expect(all.size).toBeLessThanOrEqual(60);
    // Each endpoint keeps its own name.
    expect(all.size).toBe(made.reduce((sum, { templates }) => sum + templates.size, 0));
    // The URLs were many indeed.
    expect(made.reduce((sum, { paths }) => sum + paths.size, 0)).toBeGreaterThan(60_000);
  });

  it('of two different static endpoints are never one', () => {
    const sharers = new Map<string, string[]>();
    for (const path of STATIC) {
      const template = createUrlTemplate([])(pathOf(path));
      sharers.set(template, [...(sharers.get(template) ?? []), path]);
    }
    expect([...sharers.values()].filter(({ length }) => length > 1)).toEqual([]);
  });

  it('of static endpoints are, but for few, the path itself', () => {
    const renamed = STATIC.map(pathOf).filter((path) => createUrlTemplate([])(path) !== path);
    expect(renamed).toEqual(['/encode/utf-16', '/it/tickets', '/sendSms2fa']);
  });

  /** Of how many first-seen identifiers the template shows the text, in per cent. */
  const shareThatStays = (next: () => string) => {
    const made = Array.from({ length: 1_500 }, next);
    return (made.filter((id) => createUrlTemplate([])(`/s/${id}`) === `/s/${id}`).length / made.length) * 100;
  };
  const random = sequence(7);
  const of = (alphabet: string, length: number) => () =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  it.each<[kind: string, next: () => string, maxPercent: number]>([
    ['nanoid, 21', of(BASE64URL, 21), 0.5],
    ['nanoid, 10', of(BASE64URL, 10), 6],
    ['YouTube, 11', of(BASE64URL, 11), 6],
    ['base62, 8', of(BASE62, 8), 8],
    ['base62, 6', of(BASE62, 6), 55],
    ['Math.random().toString(36).slice(2)', () => random().toString(36).slice(2), 8],
    ['base36, 8', of(BASE36, 8), 13],
  ])('of one random identifier alone hide it: %s', (_, next, maxPercent) => {
    expect(shareThatStays(next)).toBeLessThan(maxPercent);
  });

  const oneWord = () => WORDS[Math.floor(random() * WORDS.length)] as string;
  it.each<[kind: string, next: () => string, maxNames: number]>([
    ['nanoid, 10', of(BASE64URL, 10), 60],
    ['base62, 6', of(BASE62, 6), 60],
    ['base36, 6', of(BASE36, 6), 60],
    ['letters', of(LOWER, 9), 60],
    ['names of people', () => `${oneWord()}-${oneWord()}-${oneWord()}`, 60],
  ])('of one parent are bounded, whatever its children are: %s', (_, next, maxNames) => {
    const templateOf = createUrlTemplate([]);
    const templates = new Set(Array.from({ length: 20_000 }, () => templateOf(`/s/${next()}/edit`)));
    expect(templates.size).toBeLessThanOrEqual(maxNames);
    expect(templateOf(`/s/${next()}/edit`)).toBe('/s/{id}/edit');
    expect(templateOf('/t/settings')).toBe('/t/settings');
  });

  it('of many parents are bounded too where children may be identifiers', () => {
    const templateOf = createUrlTemplate([]);
    const short = of(BASE36, 5);
    const templates = new Set(
      Array.from({ length: 20_000 }, () => templateOf(`/x/${of(LOWER, 8)()}/a${short()}`)),
    );
    expect(templates.size).toBeLessThan(200);
  });
});
