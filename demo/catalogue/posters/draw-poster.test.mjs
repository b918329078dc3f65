import { describe, expect, it } from 'vitest';
import { movies } from '../movies.mjs';
import { drawPoster } from './draw-poster.mjs';

const textIn = (svg) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

describe('drawPoster', () => {
  it('returns the same bytes every time, and other bytes for another title', () => {
    const [movie] = movies;
    expect(drawPoster(movie)).toBe(drawPoster({ ...movie }));
    expect(drawPoster({ ...movie, title: `${movie.title} II` })).not.toBe(drawPoster(movie));
  });

  it.each(movies.map((movie) => [movie.title, movie]))(
    'draws %s in its own colours, without a gap',
    (_title, movie) => {
      for (const shape of ['poster', 'backdrop']) {
        const svg = drawPoster(movie, shape);
        expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
        const opened = svg.match(/<(?!\/)[^>]*[^/]>/g)?.length;
        expect(opened).toBe(svg.match(/<\//g)?.length);
        const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
      }
    },
  );

  it('writes title, director and year on a poster, and nothing on a backdrop', () => {
    const movie = movies.find(({ title }) => title === 'Nine Locked Rooms');
    expect(textIn(drawPoster(movie)).join(' ')).toBe('NINE LOCKED ROOMS HARRIET VANCE-ODUYA 1986');
    expect(textIn(drawPoster(movie, 'backdrop'))).toEqual([]);
  });

  it('escapes titles', () => {
    const svg = drawPoster({ ...movies[0], title: 'Fish & <Chips>' });
    expect(svg).toContain('FISH &amp;');
    expect(svg).not.toContain('<CHIPS');
  });
});
