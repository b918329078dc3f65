// @ts-check
/**
 * Names that a page may replace or declare itself (`var URL = '/api'`, `let navigation`, MooTools' `Request`), and those that
 * zone.js replaces, with their kind.
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
  ...['requestIdleCallback', 'setInterval', 'setTimeout'],
];
/** Namespaces are objects. */
const NAMESPACES = ['JSON', 'Math', 'Reflect'];

/** Expressions that capture a value of each kind. @type {Record<string, string>} */
const OBJECTS = {
  self: '$global',
  navigation: `$take('navigation', 'object')`,
  navigator: `$take('navigator', 'object')`,
  // An alias of the native one (https://url.spec.whatwg.org/#url-class), whose name no page declares.
  URL: `$take('webkitURL') || $take('URL')`,
  // Events use the same clock.
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
 * Captures all names of the platform at the start of an output, before any of its other code runs: later replacements by the page
 * affect neither us nor a bundled library. A value of the wrong kind becomes undefined, as in a browser without it. For
 * functions that zone.js has replaced it captures the original, which zone.js keeps under a prefix.
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
/** For outputs that plug into the core, which has the clock. */
export const plugInIntro = introOf({ ...OBJECTS, performance: `$take('performance', 'object')` });

/** Names that web-vitals calls; ours wrap each of its callbacks in a guard. */
const GUARDED = [
  ...['addEventListener', 'removeEventListener', 'queueMicrotask', 'requestAnimationFrame', 'setTimeout'],
  'document',
  'globalThis',
];

/**
 * Gives web-vitals the guarded platform, by an import before its modules, whose own lines are unchanged.
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
    // On the first line, so that all other lines keep their numbers.
    return { code: `import { ${used.join(', ')} } from ${JSON.stringify(file)}; ${code}`, map: null };
  },
});
