// @ts-check
import { cutting } from './cutting.mjs';

/** Options that instrumentations/web-vitals.ts does not give. */
const NOT_GIVEN = ['includeProcessedEventEntries', 'resourceBufferSize', 'durationThreshold'];
const SOFT_NAVIGATIONS = 'reportSoftNavs';
/** Entries that are observed for soft navigations alone. */
const SOFT_ENTRIES = new Set(['soft-navigation', 'interaction-contentful-paint']);

/** Whether an entry, or a page view, is of a soft navigation. @param {any} node @param {string} operator */
const isComparison = (node, operator) =>
  node.type === 'BinaryExpression' && node.operator === operator && SOFT_ENTRIES.has(node.right.value);
/** @param {any} node @param {string} name */
const isCall = (node, name) => node?.type === 'CallExpression' && node.callee.name === name;

/** `opts.name` @param {any} node @param {string} name */
const isOption = (node, name) =>
  node.type === 'MemberExpression' && node.object.name === 'opts' && node.property.name === name;

/** @type {import('./cutting.mjs').Cut[]} */
const cuts = [
  { name: 'soft navigations', find: (node) => isCall(node, 'checkSoftNavsEnabled') && node, left: 'false' },
  { name: 'soft entries', find: (node) => isComparison(node, '===') && node, left: 'false' },
  { name: 'hard navigations', find: (node) => isComparison(node, '!==') && node, left: 'true' },
  ...NOT_GIVEN.map((option) => ({
    name: option,
    find: (/** @type {any} */ node) => isOption(node, option) && node,
    left: 'void 0',
  })),
  {
    name: 'default target',
    find: (node) =>
      node.type === 'LogicalExpression' &&
      isCall(node.right, 'getSelector') && { start: node.left.end, end: node.right.end },
  },
];

/**
 * Leaves out of web-vitals, inside of the script, what needs an option that instrumentations/web-vitals.ts does not give
 * (soft navigations, which it tells itself, first of all), and what stands in for one that it gives (`generateTarget`);
 * 0.8 KB gzipped of 5.4. Reads the package's modules rather than its minified bundle, where names are gone.
 *
 * @returns {import('rollup').Plugin[]}
 */
export const slimWebVitals = () => [
  {
    name: 'slim-web-vitals-modules',
    async resolveId(id, importer) {
      if (id !== 'web-vitals/attribution') return null;
      const module = await this.resolve('web-vitals/attribution/onLCP.js', importer);
      return module?.id.replace('onLCP.js', 'index.js');
    },
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id) || !code.includes('web-vitals/attribution')) return null;
      const given = [SOFT_NAVIGATIONS, ...NOT_GIVEN].find((option) => code.includes(option));
      if (given) this.error(`${given} is given: scripts/rollup/slim-web-vitals.mjs must not cut it out`);
      return null;
    },
  },
  cutting({ name: 'slim-web-vitals', files: /\/node_modules\/web-vitals\//, cuts }),
];
