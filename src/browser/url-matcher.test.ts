import { beforeEach, describe, expect, it, vi } from 'vitest';
import { matchesUrl, type UrlMatcher } from './url-matcher.js';

beforeEach(() => {
  vi.stubGlobal('self', { origin: 'https://shop.example' });
  vi.stubGlobal('document', { baseURI: 'https://shop.example/films/' });
});

describe('a URL', () => {
  it.each<[matcher: UrlMatcher, url: string, matches: boolean]>([
    ['https://api.example', 'https://api.example/v1', true],
    ['https://api.example', 'https://api.example', true],
    ['https://api.example', 'https://api.example?q=1', true],
    ['https://api.example/', 'https://api.example/v1', true],
    ['https://api.example/v1', 'https://api.example/v1/movies', true],
    ['https://api.example/v1', 'https://api.example/v10', false],
    ['https://api.example', 'https://api.example.evil.example/', false],
    ['https://api.example', 'https://api.example:8443/', false],
    ['https://api.example', 'https://api.example@evil.example/', false],
    ['https://api.example', 'https://evil.example/?https://api.example/', false],
    ['https://shop.example/go?to=https://api.example', 'https://api.example/', false],
    ['/health', 'https://shop.example/health?x=1', true],
    ['/health', 'https://shop.example/health/live#now', true],
    ['/health', 'https://shop.example/healthy', false],
    ['/health', 'https://shop.example/api/health', false],
    ['/health', 'https://shop.example/?from=/health', false],
    ['/health', 'https://api.example/health', false],
    ['/', 'https://shop.example/anything', true],
    ['/', 'https://api.example/', false],
    ['api.shop.example', 'https://api.shop.example/cart', true],
    ['api.shop.example', 'https://api.shop.example', true],
    ['API.shop.example', 'http://api.shop.example:8443/cart', true],
    ['api.shop.example', 'https://other.example/c?dl=https://api.shop.example/cart', false],
    ['api.shop.example', 'https://other.example/api.shop.example', false],
    ['api.shop.example', 'https://other.example/#api.shop.example', false],
    ['api.shop.example', 'https://api.shop.example.evil.example/', false],
    ['api.shop.example', 'https://not-api.shop.example/', false],
    ['shop.example', 'https://api.shop.example/', false],
    ['api.shop.example', 'https://api.shop.example@evil.example/', false],
    ['*.shop.example', 'https://api.shop.example/', true],
    ['*.shop.example', 'https://a.b.shop.example/', true],
    ['*.shop.example', 'https://shop.example/', false],
    ['*.shop.example', 'https://evilshop.example/', false],
    ['localhost:8080', 'http://localhost:8080/x', true],
    ['localhost:8080', 'http://localhost:8081/x', false],
    ['localhost', 'http://localhost:8081/x', true],
    ['api.shop.example/v1', 'https://api.shop.example/v1?x=1', true],
    ['api.shop.example/v1', 'https://api.shop.example/v10', false],
    ['api.shop.example/v1', 'https://api.shop.example/?x=/v1', false],
    ['//api.shop.example/v1', 'https://api.shop.example/v1/x', true],
    [/\.example\/api/, 'https://shop.example/api', true],
    [/^https:\/\/api\./, 'http://api.example/', false],
    [(url) => url.endsWith('x'), 'https://a.example/x', true],
    [(url) => url.endsWith('x'), 'https://a.example/y', false],
  ])('%s and %s: %s', (matcher, url, matches) => {
    expect(matchesUrl([matcher], url)).toBe(matches);
  });

  it('matches if one of several matches, and does not match an empty list', () => {
    expect(matchesUrl(['a.example', /b\.example/], 'https://b.example/')).toBe(true);
    expect(matchesUrl([], 'https://b.example/')).toBe(false);
  });

  it('does not match a function that throws, which stops no other matcher', () => {
    const broken = () => {
      throw new Error('of the app');
    };
    expect(matchesUrl([broken], 'https://b.example/')).toBe(false);
    expect(matchesUrl([broken, /b\.example/], 'https://b.example/')).toBe(true);
  });

  it('does not match a function that returns a promise, whatever its result', () => {
    expect(matchesUrl([(async () => true) as never], 'https://b.example/')).toBe(false);
    expect(matchesUrl([((url: string) => url.match(/b/)) as never], 'https://b.example/')).toBe(true);
  });

  it('matches no path of a page without an origin', () => {
    vi.stubGlobal('self', { origin: 'null' });
    expect(matchesUrl(['/', '/health'], 'https://shop.example/health')).toBe(false);
  });

  it.each([/api/g, /api/y])('is tested by %s from its beginning, each time', (matcher) => {
    matcher.lastIndex = 3;
    expect([1, 2, 3].map(() => matchesUrl([matcher], 'api'))).toEqual([true, true, true]);
    expect(matcher.lastIndex).toBe(3);
  });
});
