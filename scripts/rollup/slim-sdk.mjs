// @ts-check
import { walk } from './walk.mjs';

/** A file of one of the OpenTelemetry SDK's packages, in whichever of its builds. */
const SDK_FILE =
  /\/node_modules\/@opentelemetry\/(?:core|resources|sdk-trace|sdk-trace-base|sdk-trace-web)\//;
/** What TracerProvider puts where an option is missing. @type {Record<string, string>} */
const standIns = { ParentBasedSampler: 'default sampler', defaultResource: 'default resource' };
const LEVELS = new Set(['verbose', 'debug', 'info', 'warn', 'error']);

/**
 * Leaves out what the tracing SDK does for servers, 2 to 3 KB gzipped of 9:
 *
 * - defaults from `OTEL_*` environment variables, which a browser has not, and the deep merge of options that comes
 *   with them: sdk-trace-base's provider becomes sdk-trace's, of which it is a thin subclass;
 * - metrics about the SDK itself, into a meter that is never there;
 * - what Node's `console.log` prints for a span;
 * - the sampler and the resource that stand in where none is given: signals/traces.ts gives both;
 * - with `stripDiag`, the SDK's messages to `diag`, which is silent unless a developer turns it on.
 *
 * Each cut must find its place: an SDK that has changed fails the build, and nobody is left with half a cut.
 *
 * @param {{ stripDiag: boolean }} options
 * @returns {import('rollup').Plugin}
 */
export function slimSdk({ stripDiag }) {
  const done = new Set();
  let hasSdk = false;
  const cuts = [
    'environment',
    'self-metrics',
    'inspect',
    ...Object.values(standIns),
    ...(stripDiag ? ['diag'] : []),
  ];

  /** @type {[name: string, file: string, code: string][]} */
  const replacements = [
    [
      'environment',
      '/sdk-trace-base/build/esnext/BasicTracerProvider-shim.js',
      `export { TracerProvider as BasicTracerProvider } from '@opentelemetry/sdk-trace';`,
    ],
    [
      'self-metrics',
      '/sdk-trace/build/esnext/TracerMetrics.js',
      'export class TracerMetrics { startSpan() {} }',
    ],
  ];

  return {
    name: 'slim-sdk',

    buildStart() {
      done.clear();
      hasSdk = false;
    },

    load(id) {
      const found = replacements.find(([, file]) => id.endsWith(file));
      if (!found) return null;
      done.add(found[0]);
      return { code: found[2], map: { mappings: '' } };
    },

    transform(code, id) {
      if (!SDK_FILE.test(id)) return null;
      hasSdk ||= id.includes('/sdk-trace/');
      let slim = code;
      /** @param {string} name @param {any} node @param {string} [left] */
      const cut = (name, { start, end }, left = '') => {
        done.add(name);
        slim = blank(slim, start, end, left);
        return false;
      };
      walk(this.parse(code), (node) => {
        if (node.type === 'MethodDefinition' && node.computed && node.key.name === 'inspectCustom') {
          return cut('inspect', node);
        }
        const standIn = node.type === 'LogicalExpression' && standIns[node.right.callee?.name];
        if (standIn) return cut(standIn, { start: node.left.end, end: node.right.end });
        // A message may be the whole body of an `if`, so an empty statement is left.
        if (stripDiag && node.type === 'ExpressionStatement' && isDiag(node.expression)) {
          return cut('diag', node, ';');
        }
        return true;
      });
      return { code: slim, map: null };
    },

    buildEnd(error) {
      if (error || !hasSdk) return;
      for (const name of cuts) {
        if (!done.has(name))
          this.error(`slim-sdk: the place of the cut "${name}" is gone; has the SDK changed?`);
      }
    },
  };
}

/**
 * Cuts by spaces, so that every other character keeps its line and column, and source maps stay right.
 *
 * @param {string} code
 * @param {number} start
 * @param {number} end
 * @param {string} left
 */
function blank(code, start, end, left) {
  const cut = code.slice(start + left.length, end).replace(/[^\n]/g, ' ');
  return code.slice(0, start) + left + cut + code.slice(end);
}

/** `diag.warn(…)` or `api.diag.warn(…)`. @param {any} expression */
function isDiag(expression) {
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression') return false;
  const { object, property } = expression.callee;
  const receiver = object.type === 'MemberExpression' ? object.property.name : object.name;
  return receiver === 'diag' && LEVELS.has(property.name);
}
