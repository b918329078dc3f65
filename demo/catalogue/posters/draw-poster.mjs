import { lettering } from './lettering.mjs';
import { motifs } from './motifs/motifs.mjs';
import { palettes } from './palettes.mjs';
import { seededRandom } from './seeded-random.mjs';

const shapes = {
  poster: { width: 400, height: 600 },
  backdrop: { width: 1200, height: 500 },
};

/**
 * Draws a film's picture as an SVG document. The same film has the same bytes on every machine.
 * A poster carries the title; a backdrop is the same scene, wide, without words.
 * @param {import('../movies.mjs').Movie} movie
 * @param {'poster' | 'backdrop'} [shape]
 */
export const drawPoster = (movie, shape = 'poster') => {
  const { width, height } = shapes[shape];
  const palette = palettes[movie.palette];
  const scene = motifs[movie.motif]({ width, height, palette, random: seededRandom(movie.title) });
  const words = shape === 'poster' ? lettering({ ...movie, width, height, palette }) : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n${scene}\n${words}</svg>\n`;
};
