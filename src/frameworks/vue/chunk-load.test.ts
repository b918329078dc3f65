import { describe, expect, it } from 'vitest';
import { isChunkLoad } from './chunk-load.js';

const coded = Object.assign(new Error('Loading CSS chunk 3 failed.'), { code: 'CSS_CHUNK_LOAD_FAILED' });
const named = Object.assign(new Error('Loading chunk 3 failed.'), { name: 'ChunkLoadError' });

describe('isChunkLoad', () => {
  it.each([
    ['Chrome', new TypeError('Failed to fetch dynamically imported module: https://shop.example/film.js')],
    ['Firefox', new TypeError('error loading dynamically imported module: https://shop.example/film.js')],
    ['Safari', new TypeError('Importing a module script failed.')],
    ['Vite, of styles', new Error('Unable to preload CSS for /assets/film.css')],
    ['webpack, of styles', coded],
    ['webpack and Rspack', named],
  ])('is true for the words of %s', (_who, error) => {
    expect(isChunkLoad(error)).toBe(true);
  });

  it.each([
    ['another error', new TypeError('Failed to fetch')],
    ['a text', 'Loading chunk 3 failed.'],
    ['nothing', undefined],
    [
      'what cannot be read',
      {
        get name() {
          throw new Error('private');
        },
      },
    ],
  ])('is false for %s', (_what, error) => {
    expect(isChunkLoad(error)).toBe(false);
  });
});
