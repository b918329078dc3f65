// @ts-check
/**
 * Names that a page may replace or declare itself (`var URL = '/api'`, `let navigation`, MooTools' `Request`), and what
 * zone.js replaces. The left ones are functions; the right ones are looked at more closely.
 */
const FUNCTIONS = [
  ...['Array', 'ArrayBuffer', 'Blob', 'Date', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Proxy'],
  ...['Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'Uint8Array', 'WeakMap', 'WeakSet'],
  ...[
    'AbortController',
    'CompressionStream',
    'Element',
    'EventTarget',
    'Headers',
    'MutationObserver',
    'Node',
  ],
  ...['PerformanceEventTiming', 'PerformanceObserver', 'PerformanceSoftNavigation', 'Request', 'Response'],
  ...['TextEncoder', 'URLSearchParams'],
  ...[
    'btoa',
    'cancelIdleCallback',
    'clearTimeout',
    'fetch',
    'getSelection',
    'queueMicrotask',
    'requestAnimationFrame',
  ],
  ...['requestIdleCallback', 'setTimeout'],
];
/** Namespaces are objects. */
const NAMESPACES = ['JSON', 'Math', 'Reflect'];

/** How a value of each kind is taken. @type {Record<string, string>} */
const OBJECTS = {
  self: '$global',
  navigation: `$take('navigation', 'object')`,
  navigator: `$take('navigator', 'object')`,
  // An alias of the native one (https://url.spec.whatwg.org/#url-class), that no page has a variable for.
  URL: `$take('webkitURL') || $take('URL')`,
  // An event is stamped by the same clock.
  performance: `(($own) => {
    try {
      if ($own.now() >= 0 && $own.getEntriesByType) return $own;
    } catch {}
    const none = () => [];
    return { now: () => document.createEvent('Event').timeStamp, getEntriesByType: none, getEntriesByName: none };
  })($take('performance', 'object'))`,
};

/** @param {string} name @param {string} value */
const declare = (name, value) => `const ${name} = /*@__PURE__*/ ${value};`;

/**
 * Takes all names of the platform when an output is loaded, before any other line of it runs: what the page puts in
 * their places later reaches neither us nor a library inside, and what is no such thing is undefined, as in a browser
 * that lacks it. Of what zone.js has replaced it takes the original, which zone.js keeps under a prefix.
 */
const introOf = (/** @type {Record<string, string>} */ objects) =>
  [
    `const $global = globalThis, $prefix = $global.__Zone_symbol_prefix || '__zone_symbol__';
const $take = (name, type = 'function') => {
  try {
    const value = $global[$prefix + name] || $global[name];
    if (typeof value === type) return value;
  } catch {}
};`,
    ...FUNCTIONS.map((name) =>
      declare(name, NAMESPACES.includes(name) ? `$take('${name}', 'object')` : `$take('${name}')`),
    ),
    ...Object.entries(objects).map(([name, value]) => declare(name, value)),
  ].join('\n');
export const platformIntro = introOf(OBJECTS);
/** For what plugs into the core, which has the clock. */
export const plugInIntro = introOf({ ...OBJECTS, performance: `$take('performance', 'object')` });

/** What web-vitals calls by these names is ours, with a guard around each of its callbacks. */
const GUARDED = [
  ...['addEventListener', 'removeEventListener', 'queueMicrotask', 'requestAnimationFrame', 'setTimeout'],
  'globalThis',
];

/**
 * Hands the guarded platform to web-vitals, by an import before its modules, whose own lines stay as they are.
 *
 * @param {string} file src/browser/guarded-platform.ts
 * @returns {import('rollup').Plugin}
 */
export const guardedLibrary = (file) => ({
  name: 'guarded-library',
  transform(code, id) {
    if (!/\/node_modules\/web-vitals\//.test(id)) return null;
    const used = GUARDED.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    if (!used.length) return null;
    // On the first line: every other one keeps its number.
    return { code: `import { ${used.join(', ')} } from ${JSON.stringify(file)}; ${code}`, map: null };
  },
});
