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
    ['/cuid/cjld2cjxh0000qzrmn831i7rn', '/cuid/{id}'],
    ['/audit/2026-07-31T12%3A00%3A00.123Z', '/audit/{id}'],
    ['/films/the-matrix-1999', '/films/{id}'],
    ['/films/heat-1995/cast', '/films/{id}/cast'],
    ['/articles/7-blade-runner', '/articles/{id}'],
    ['/stock/item-42', '/stock/item-{id}'],
    ['/titles/tt0133093', '/titles/{id}'],
    ['/confirm/aGVsbG8=', '/confirm/{id}'],
    ['/confirm/aGVs%2BbG8%3D', '/confirm/{id}'],
    ['/search/blade%20runner', '/search/{id}'],
    ['/at/52.5200,13.4050', '/at/{id}'],
    ['/releases/1.24.3', '/releases/{id}'],
    ['/photos/IMG_20260731_120000.jpg', '/photos/IMG_{id}_{id}.jpg'],
    ['/reports/sales-2026.pdf', '/reports/{id}.pdf'],
    ['/uploads/550e8400-e29b-41d4-a716-446655440000.png', '/uploads/{id}.png'],
    ['/assets/app.4fa17cc7.js', '/assets/app.{id}.js'],
    ['/assets/app-DiwrgTda.wasm', '/assets/app-{id}.wasm'],
    ['/assets/logo-of-the-shop-4fa17cc7.svg', '/assets/logo-of-the-shop-{id}.svg'],
    ['/blobs/sha256:9fceb02d0ae598e95dc970b74767f19372d61af8', '/blobs/sha256:{id}'],
    ['/films/42:play', '/films/{id}:play'],
    ['/odata/Films(42)/Cast', '/odata/Films({id})/Cast'],
    ["/odata/Films(Id=42,Cut='final')", '/odata/Films({id})'],
    ['/films;genre=crime/42;page=7', '/films/{id}'],
    ['/en/films/42', '/{lang}/films/{id}'],
    ['/pt-BR/films', '/{lang}/films'],
    ['/i18n/zh-Hans-CN', '/i18n/{lang}'],
    ['/locales/de.json', '/locales/{lang}.json'],
    ['/de', '/{lang}'],
    ['/api/it', '/api/it'],
    ['/%E4%BA%A7%E5%93%81/42', '/%E4%BA%A7%E5%93%81/{id}'],
    [`/${'a'.repeat(100)}`, '/{id}'],
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

describe('templates', () => {
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
      `/${'('.repeat(50_000)}`,
      `/${'.'.repeat(50_000)}`,
      `/${'b'.repeat(99)}`.repeat(500),
      `/${'1-'.repeat(25_000)}`,
      '/x'.repeat(25_000),
    ])
      templateOf(path);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
