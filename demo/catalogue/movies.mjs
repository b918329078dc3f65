// The catalogue: films that were never made, invented for this demo.
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Movie
 * @property {number} id
 * @property {string} title
 * @property {number} year
 * @property {string} genre
 * @property {number} runtimeMinutes
 * @property {string} director
 * @property {string[]} cast
 * @property {number} rating   average of the votes so far, 0 to 10
 * @property {number} votes
 * @property {string} motif    scene of the poster: a file in posters/motifs
 * @property {string} palette  its colours: a name in posters/palettes.mjs
 * @property {string} tagline
 * @property {string} synopsis
 */

/** @type {Movie[]} */
export const movies = JSON.parse(readFileSync(new URL('./movies.json', import.meta.url), 'utf8'));
