import { describe, expect, it } from 'vitest';
import { matchesUrl, type UrlMatcher } from './url-matcher.js';

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
    ['/health', 'https://api.example/health?x=1', true],
    ['/health', 'https://api.example/', false],
    [/\.example\/api/, 'https://shop.example/api', true],
    [/^https:\/\/api\./, 'http://api.example/', false],
    [(url) => url.endsWith('x'), 'https://a.example/x', true],
    [(url) => url.endsWith('x'), 'https://a.example/y', false],
  ])('%s and %s: %s', (matcher, url, matches) => {
    expect(matchesUrl([matcher], url)).toBe(matches);
  });

  it('matches where one of several matches, and never where there are none', () => {
    expect(matchesUrl(['a.example', /b\.example/], 'https://b.example/')).toBe(true);
    expect(matchesUrl([], 'https://b.example/')).toBe(false);
  });

  it.each([/api/g, /api/y])('is tested by %s from its beginning, each time', (matcher) => {
    matcher.lastIndex = 3;
    expect([1, 2, 3].map(() => matchesUrl([matcher], 'api'))).toEqual([true, true, true]);
    expect(matcher.lastIndex).toBe(3);
  });
});
