// @ts-check
import { cutting } from './cutting.mjs';
import { diagMessages } from './diag-messages.mjs';

/**
 * The API's entry points, method for method, as functions of modules: the bundler sees which of them are called. What
 * stands behind them (the page's globals, contexts, spans) stays the API's own.
 *
 * @type {Record<string, string>}
 */
const replacements = {
  '/esnext/trace-api.js': `export * as trace from './api/trace';`,
  '/esnext/context-api.js': `export * as context from './api/context';`,
  '/esnext/metrics-api.js': `export * as metrics from './api/metrics';`,
  '/esnext/propagation-api.js': `export * as propagation from './api/propagation';`,

  // The provider itself: the API's proxy serves tracers that were asked for before there was one, which nobody can do here.
  '/esnext/api/trace.js': `
    import { registerGlobal, unregisterGlobal } from '../internal/global-utils';
    export { deleteSpan, getActiveSpan, getSpan, getSpanContext, setSpan, setSpanContext } from '../trace/context-utils';
    export { isSpanContextValid, wrapSpanContext } from '../trace/spancontext-utils';
    export const setGlobalTracerProvider = (provider) => registerGlobal('trace', provider);
    export const disable = () => unregisterGlobal('trace');`,

  '/esnext/api/context.js': `
    import { NoopContextManager } from '../context/NoopContextManager';
    import { getGlobal, registerGlobal, unregisterGlobal } from '../internal/global-utils';
    const noop = new NoopContextManager();
    const manager = () => getGlobal('context') || noop;
    const run = (...args) => manager().with(...args);
    export { run as with };
    export const active = () => manager().active();
    export const bind = (context, target) => manager().bind(context, target);
    export const setGlobalContextManager = (own) => registerGlobal('context', own);
    export const disable = () => {
      manager().disable();
      unregisterGlobal('context');
    };
    export const ContextAPI = { getInstance: () => ({ active, bind, with: run }) };`,

  '/esnext/api/metrics.js': `
    import { registerGlobal, unregisterGlobal } from '../internal/global-utils';
    export const setGlobalMeterProvider = (provider) => registerGlobal('metrics', provider);
    export const disable = () => unregisterGlobal('metrics');`,

  '/esnext/api/propagation.js': `
    import { registerGlobal, unregisterGlobal } from '../internal/global-utils';
    export { deleteBaggage, getActiveBaggage, getBaggage, setBaggage } from '../baggage/context-helpers';
    export { createBaggage } from '../baggage/utils';
    export const setGlobalPropagator = (propagator) => registerGlobal('propagation', propagator);
    export const disable = () => unregisterGlobal('propagation');`,

  // Optional chaining was not known where the API comes from.
  '/esnext/internal/global-utils.js': `
    import { VERSION } from '../version';
    import { isCompatible } from './semver';
    const KEY = Symbol.for('opentelemetry.js.api.' + VERSION.split('.')[0]);
    export const registerGlobal = (type, instance) => {
      const api = (globalThis[KEY] ??= { version: VERSION });
      return !api[type] && api.version === VERSION && ((api[type] = instance), true);
    };
    export const getGlobal = (type) => {
      const api = globalThis[KEY];
      return api?.version && isCompatible(api.version) ? api[type] : undefined;
    };
    export const unregisterGlobal = (type) => {
      delete globalThis[KEY]?.[type];
    };`,

  // The same answers as the API's own, of versions from 1 on.
  '/esnext/internal/semver.js': `
    import { VERSION } from '../version';
    const parse = (version) => /^(\\d+)\\.(\\d+)\\.\\d+$/.exec(version) || [];
    const [, major, minor] = parse(VERSION);
    export const isCompatible = (version) => {
      const [, theirMajor, theirMinor] = parse(version);
      return +theirMajor === +major && +theirMinor >= +minor;
    };`,
};

/** @type {import('./cutting.mjs').Cut} */
const spanContext = {
  name: 'span context',
  find: (node) => node.type === 'FunctionDeclaration' && node.id.name === 'getSpanContext' && node.body,
  left: '{ return getSpan(context)?.spanContext(); }',
};

/** A table of 103 entries and a loop. @type {import('./cutting.mjs').Cut} */
const hexTable = {
  name: 'hex table',
  find: (node) => node.type === 'FunctionDeclaration' && node.id.name === 'isValidHex' && node.body,
  left: `{ return typeof id === 'string' && id.length === length && /^[\\da-f]*$/i.test(id); }`,
};

/**
 * Leaves out of the OpenTelemetry API what its copy inside of the script has no use for, 2 KB gzipped of 3.3: nobody but
 * us can reach that copy, so what serves an app without an SDK (proxies, no-op meters and tracers), and the settings of
 * `diag`, are never called. The page's own copies find our providers all the same, by the API's globals.
 */
export const slimApi = () =>
  cutting({
    name: 'slim-api',
    files: /\/node_modules\/@opentelemetry\/api\//,
    cuts: [spanContext, hexTable, diagMessages],
    replacements,
  });
