import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUrlTemplate } from './url-template.js';

describe('the template of a path', () => {
  it.each([
    ['/', '/'],
    ['', ''],
    ['/api/movies', '/api/movies'],
    ['/api/movies/42', '/api/movies/{id}'],
    ['/api/movies/42/', '/api/movies/{id}/'],
    ['/api/movies/42/cast/7', '/api/movies/{id}/cast/{id}'],
    ['/0', '/{id}'],
    ['/users/550e8400-e29b-41d4-a716-446655440000', '/users/{id}'],
    ['/users/550E8400-E29B-41D4-A716-446655440000/posts', '/users/{id}/posts'],
    ['/commit/9fceb02d0ae598e95dc970b74767f19372d61af8', '/commit/{id}'],
    ['/objects/507f1f77bcf86cd799439011', '/objects/{id}'],
    ['/days/2026-07-31', '/days/{id}'],
    ['/days/2026-07-31T12:00:00Z', '/days/{id}'],
    ['/users/ada@example.com', '/users/{id}'],
    ['/users/ada%40example.com', '/users/{id}'],
    ['/ulid/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/ulid/{id}'],
    ['/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N', '/reset/{id}'],
    ['/nano/V1StGXR8_Z5jdHi6B-myT', '/nano/{id}'],
    ['/nano/VwStGXRk_ZpjdHiQB-myT', '/nano/{id}'],
  ])('%s is %s', (path, template) => {
    expect(createUrlTemplate([])(path)).toBe(template);
  });

  it.each([
    '/api/v1/movies',
    '/search',
    '/b2b/orders',
    '/oauth2/token',
    '/getMovieRecommendations',
    '/about-us/privacy-policy',
    '/internationalization',
    '/facade/deadbeef',
    '/index.html',
    '/.well-known/openid-configuration',
    '/s3',
    '/mp3/top10',
    '/{id}',
  ])('leaves %s as it is', (path) => {
    expect(createUrlTemplate([])(path)).toBe(path);
  });
});

describe("the app's own patterns", () => {
  it.each([
    [['/api/movies/:id'], '/api/movies/the-matrix', '/api/movies/{id}'],
    [['/api/movies/:id'], '/api/movies/the-matrix/', '/api/movies/{id}'],
    [['/api/:kind/:slug'], '/api/movies/heat', '/api/{kind}/{slug}'],
    [['/api/movies/:id'], '/api/movies/the-matrix/cast/7', '/api/movies/the-matrix/cast/{id}'],
    [['/api/movies/top', '/api/movies/:id'], '/api/movies/top', '/api/movies/top'],
    [['/files/*'], '/files/a/b/c.txt', '/files/*'],
    [['/m/:id.json'], '/m/heat.json', '/m/{id}.json'],
    [['/m/:id.json'], '/m/heatXjson', '/m/heatXjson'],
    [['/a+b/(c)/:d'], '/a+b/(c)/x', '/a+b/(c)/{d}'],
    [['/price$/:amount'], '/price$/x', '/price$/{amount}'],
    [['/:a'], '/', '/'],
  ])('%j make of %s %s', (patterns, path, template) => {
    expect(createUrlTemplate(patterns)(path)).toBe(template);
  });

  it('match the whole path, not a part of it', () => {
    expect(createUrlTemplate(['/movies/:id'])('/api/movies/heat')).toBe('/api/movies/heat');
  });
});

describe('templates as names', () => {
  const nanoid = (random: () => number) => {
    const alphabet = 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict';
    return Array.from({ length: 21 }, () => alphabet[Math.floor(random() * 64)]).join('');
  };
  const endpoints = Array.from({ length: 40 }, (_, index) => {
    const word = (seed: number) =>
      'movies users orders carts search photos reviews tags'.split(' ')[seed % 8] as string;
    return (id: () => string) =>
      [
        `/api/${word(index)}/${word(index >> 2)}-list`,
        `/v2/${word(index + 3)}/${id()}/item-${word(index >> 3)}`,
        `/${word(index)}/${id()}`,
      ][index % 3] as string;
  });

  it('of 100,000 made URLs of 40 endpoints are 60 at most', () => {
    // A fixed sequence (mulberry32): the same URLs in every run.
    let state = 7;
    const random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const kinds: (() => string)[] = [
      () => String(Math.floor(random() * 1e9)),
      () => randomUUID(),
      () => createHash('sha1').update(String(random())).digest('hex'),
      () => createHash('md5').update(String(random())).digest('hex').slice(0, 24),
      () =>
        `20${10 + Math.floor(random() * 89)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 9)}`,
      () => `user${Math.floor(random() * 1e6)}@example.com`,
      () => nanoid(random),
    ];
    const templateOf = createUrlTemplate([]);
    const templates = new Set<string>();
    for (let i = 0; i < 100_000; i++) {
      const endpoint = endpoints[i % 40] as (typeof endpoints)[number];
      templates.add(templateOf(endpoint(kinds[Math.floor(random() * kinds.length)] as () => string)));
    }
    expect(templates.size).toBeLessThanOrEqual(60);
    expect(templates.size).toBeGreaterThanOrEqual(20);
  });

  it('stay what they are when a template is made of them again', () => {
    const patterns = ['/api/movies/:id', '/files/*', '/days/:day/films'];
    const segment = fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constantFrom('api', 'movies', 'files', 'days', 'films', '{id}', '42'),
      fc.uuid(),
      fc.nat().map(String),
    );
    const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`);
    fc.assert(
      fc.property(path, fc.boolean(), (made, withPatterns) => {
        const templateOf = createUrlTemplate(withPatterns ? patterns : []);
        const template = templateOf(made);
        expect(templateOf(template)).toBe(template);
      }),
    );
  });

  it('are made of a hostile path in no time', () => {
    const templateOf = createUrlTemplate(['/files/*/x', '/:a/:b/:c']);
    const started = performance.now();
    for (const path of [
      `/${'-'.repeat(50_000)}`,
      `/${'a1'.repeat(25_000)}`,
      `/${'@'.repeat(50_000)}`,
      '/x'.repeat(25_000),
    ])
      templateOf(path);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
