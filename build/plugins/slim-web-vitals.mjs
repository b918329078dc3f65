// @ts-check
import { cutting } from './cutting.mjs';

/** Options that instrumentations/web-vitals.ts does not give. */
const NOT_GIVEN = ['includeProcessedEventEntries', 'resourceBufferSize', 'durationThreshold'];
/** Where the entries of soft navigations are remembered. */
const SOFT_ENTRIES = '_softNavigationEntryMap';
/** The URL of a soft navigation, which nobody asks for. */
const URL = 'navigationURL';

/** Entries in attributions, of which instrumentations/web-vitals.ts takes plain values alone. */
const ENTRIES = [
  ...['navigationEntry', 'fcpEntry', 'lcpEntry', 'lcpResourceEntry'],
  ...['largestShiftSource', 'largestShiftEntry', 'processedEventEntries'],
];
/** What instrumentations/web-vitals.ts must not read while it is cut. */
const NOT_READ = [URL, ...ENTRIES, 'metric.delta'];

/** @param {any} node @param {string} name */
const isCall = (node, name) => node?.type === 'CallExpression' && node.callee.name === name;

/** A file of the library's. @param {string} id @param {string} name */
const isFile = (id, name) => id.endsWith(`/${name}.js`);
/** `object.name = …;` @param {any} node @param {string} name */
const isAssignmentTo = (node, name) =>
  node.type === 'ExpressionStatement' && node.expression.left?.property?.name === name;
/** @param {any} node @param {string} name */
const isMember = (node, name) => node.type === 'Property' && node.key.name === name;

/** One of a list of arguments or parameters, up to the next. @param {any} node @param {any} parent */
const listed = (node, parent) => {
  const list = [parent?.params, parent?.arguments].find((items) => items?.includes(node));
  const next = list?.[list.indexOf(node) + 1];
  return next && { start: node.start, end: next.start };
};

/** `opts.name` @param {any} node @param {string} name */
const isOption = (node, name) =>
  node.type === 'MemberExpression' && node.object.name === 'opts' && node.property.name === name;

/** @type {import('./cutting.mjs').Cut[]} */
const cuts = [
  ...['onTTFB', 'attribution/onFCP', 'attribution/onLCP'].map((file) => ({
    name: `soft navigations in ${file}`,
    find: (/** @type {any} */ node, /** @type {string} */ id) =>
      isFile(id, file) && isCall(node, 'checkSoftNavsEnabled') && node,
    left: 'false',
  })),
  {
    name: 'soft navigations asked for',
    find: (node) =>
      node.type === 'LogicalExpression' &&
      isOption(node.right, 'reportSoftNavs') && { start: node.left.left.end, end: node.end },
  },
  {
    name: 'soft navigation remembered',
    find: (node) => node.type === 'IfStatement' && node.test.left?.property?.name === SOFT_ENTRIES && node,
    left: ';',
  },
  {
    // Of the entry that was remembered, only that there is one is asked.
    name: 'soft navigation recalled',
    find: (node) =>
      node.type === 'ChainExpression' &&
      node.expression.callee?.object?.property?.name === SOFT_ENTRIES &&
      node,
    left: '1',
  },
  {
    name: 'second reporter of a restored LCP',
    find: (node, id, parent) =>
      isFile(id, 'onLCP') &&
      parent?.body?.[1] === node &&
      isCall(parent.body[0].expression, 'initNewLCPMetric') &&
      node,
  },
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

  {
    name: `${URL} given on`,
    find: (node, _, parent) =>
      [node.name, node.left?.name, node.object?.name === 'metric' && node.property.name].includes(URL) &&
      listed(node, parent),
  },
  {
    name: `${URL} of an entry`,
    find: (node, _, parent) =>
      node.object?.name === 'entry' && node.property.name === 'name' && listed(node, parent),
  },
  { name: URL, find: (node, id) => isFile(id, 'initMetric') && isMember(node, URL) && node },

  ...ENTRIES.filter((name) => !name.startsWith('lcp')).map((name) => ({
    name,
    find: (/** @type {any} */ node, /** @type {string} */ id) =>
      id.includes('/attribution/') && isMember(node, name) && node,
  })),
  ...ENTRIES.filter((name) => name.startsWith('lcp')).map((name) => ({
    name,
    find: (/** @type {any} */ node) => isAssignmentTo(node, name) && node,
    left: ';',
  })),
  {
    name: 'order of processedEventEntries',
    find: (node) =>
      node.type === 'VariableDeclaration' && node.declarations[0].id.name === 'processedEventEntries' && node,
  },
  {
    name: 'what is not known yet',
    find: (node, id) =>
      isFile(id, 'attribution/onINP') && node.type === 'Property' && node.value.name === 'undefined' && node,
  },

  { name: 'delta', find: (node, id) => isFile(id, 'initMetric') && isMember(node, 'delta') && node },
  { name: 'delta of a report', find: (node) => isAssignmentTo(node, 'delta') && node },
  {
    name: 'all changes',
    find: (node, id) => !isFile(id, 'onINP') && isOption(node, 'reportAllChanges') && node,
    left: 'false',
  },
  {
    name: 'manager of FCP',
    find: (node) => isCall(node, 'initUnique') && node.arguments[1].name === 'FCPEntryManager' && node,
    left: 'void 0',
  },
];

/** Each vital's options are its own, and so is what watches for it. @type {Record<string, string>} */
const replacements = {
  '/lib/initUnique.js':
    'export const initUnique = (opts, Manager) => opts._manager || (opts._manager = new Manager());',
};

/**
 * Leaves out of web-vitals, inside of the script, what needs an option that instrumentations/web-vitals.ts does not give,
 * what stands in for one that it gives (`generateTarget`, `reportSoftNavs`, which `onTTFB` is not given), and what it does
 * not read of a report: the entries behind an attribution. Reads the package's modules rather than its minified bundle,
 * where names are gone.
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
      const given = NOT_GIVEN.find((option) => code.includes(option));
      if (given) this.error(`${given} is given: build/plugins/slim-web-vitals.mjs must not cut it out`);
      const read = NOT_READ.find((name) => code.includes(name));
      if (read) this.error(`${read} is read: build/plugins/slim-web-vitals.mjs must not cut it out`);
      if (/reportAllChanges/.test(code.replace(/onINP\([^;]*\);/, '')))
        this.error(
          'reportAllChanges is given to more than onINP: build/plugins/slim-web-vitals.mjs must not cut it out',
        );
      return null;
    },
  },
  cutting({ name: 'slim-web-vitals', files: /\/node_modules\/web-vitals\//, cuts, replacements }),
];
