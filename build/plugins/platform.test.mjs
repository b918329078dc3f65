import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { guardedLibrary, platformIntro } from './platform.mjs';

/** Runs the intro on a global object, then an expression behind it. @param {object} globals @param {string} expression */
const behind = (globals, expression) =>
  vm.runInNewContext(`(() => { ${platformIntro}\nreturn ${expression}; })()`, globals);

describe('the names of the platform', () => {
  it('are the originals below zone.js, also with its own prefix', () => {
    const native = () => {};
    const patched = () => {};
    expect(behind({ setTimeout: patched, __zone_symbol__setTimeout: native }, 'setTimeout')).toBe(native);
    expect(
      behind({ fetch: patched, __Zone_symbol_prefix: '__other__', __other__fetch: native }, 'fetch'),
    ).toBe(native);
  });

  it('are undefined if the page has another value there, or reading it throws', () => {
    const globals = {
      Map: 'Berlin',
      navigation: () => {},
      Request: {},
      get Blob() {
        throw new Error('no');
      },
    };
    expect(behind(globals, '[typeof Map, typeof navigation, typeof Request, typeof Blob].join()')).toBe(
      'undefined,undefined,undefined,undefined',
    );
  });

  it('do not change when the page replaces them', () => {
    expect(behind({ x: {} }, '(() => { globalThis.Map = 1; return typeof Map; })()')).toBe('function');
  });

  it('use the clock of events if the page has none, with an empty timeline', () => {
    const document = { createEvent: () => ({ timeStamp: 7 }) };
    for (const performance of [undefined, {}, { now: () => undefined }, { now: 7 }]) {
      expect(behind({ document, performance }, 'performance.now()')).toBe(7);
      expect(behind({ document, performance }, 'performance.getEntriesByType().length')).toBe(0);
    }
  });

  it('are undefined in a realm without a page, without an error', () => {
    expect(behind({}, 'typeof document + typeof fetch + typeof setTimeout')).toBe(
      'undefinedundefinedundefined',
    );
  });
});

describe('a library inside', () => {
  const plugin = guardedLibrary('/src/guarded-platform.ts');
  /** @param {string} code @param {string} id */
  const transform = (code, id) => /** @type {any} */ (plugin.transform).call({}, code, id)?.code;

  it('imports the names that it uses from the guarded platform, on its first line', () => {
    expect(transform('queueMicrotask(() => setTimeout(go));\ngo();', '/node_modules/web-vitals/a.js')).toBe(
      'import { queueMicrotask, setTimeout } from "/src/guarded-platform.ts"; queueMicrotask(() => setTimeout(go));\ngo();',
    );
  });

  it('is unchanged if it uses none, and so are other packages', () => {
    expect(transform('go();', '/node_modules/web-vitals/a.js')).toBeUndefined();
    expect(transform('setTimeout(go);', '/node_modules/other/a.js')).toBeUndefined();
  });
});
