import { describe, expect, it } from 'vitest';
import { movies } from './movies.mjs';
import { motifs } from './posters/motifs/motifs.mjs';
import { palettes } from './posters/palettes.mjs';

describe('the catalogue', () => {
  it('has 36 different films', () => {
    expect(movies).toHaveLength(36);
    expect(new Set(movies.map(({ id }) => id)).size).toBe(36);
    expect(new Set(movies.map(({ title }) => title)).size).toBe(36);
  });

  it.each(movies.map((movie) => [movie.title, movie]))('has all facts about %s', (_title, movie) => {
    expect(motifs).toHaveProperty(movie.motif);
    expect(palettes).toHaveProperty(movie.palette);
    expect(movie.cast).toHaveLength(3);
    expect(movie.rating).toBeGreaterThan(0);
    expect(movie.rating).toBeLessThanOrEqual(10);
    expect(movie.synopsis.length).toBeGreaterThan(60);
  });
});
