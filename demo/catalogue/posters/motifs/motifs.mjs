import { arches } from './arches.mjs';
import { birds } from './birds.mjs';
import { clock } from './clock.mjs';
import { contours } from './contours.mjs';
import { dunes } from './dunes.mjs';
import { eye } from './eye.mjs';
import { forest } from './forest.mjs';
import { hills } from './hills.mjs';
import { honeycomb } from './honeycomb.mjs';
import { horizon } from './horizon.mjs';
import { lovers } from './lovers.mjs';
import { orbits } from './orbits.mjs';
import { rain } from './rain.mjs';
import { rays } from './rays.mjs';
import { record } from './record.mjs';
import { skyline } from './skyline.mjs';
import { tiles } from './tiles.mjs';
import { waves } from './waves.mjs';
import { window } from './window.mjs';

/**
 * The scenes of posters. Each is drawn with the given size, palette and random numbers.
 * @type {Record<string, (canvas: {
 *   width: number,
 *   height: number,
 *   palette: import('../palettes.mjs').Palette,
 *   random: (from?: number, to?: number) => number,
 * }) => string>}
 */
export const motifs = {
  arches,
  birds,
  clock,
  contours,
  dunes,
  eye,
  forest,
  hills,
  honeycomb,
  horizon,
  lovers,
  orbits,
  rain,
  rays,
  record,
  skyline,
  tiles,
  waves,
  window,
};
