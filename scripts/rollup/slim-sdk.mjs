// @ts-check
import { cutting } from './cutting.mjs';
import { diagMessages } from './diag-messages.mjs';

/** A file of one of the OpenTelemetry SDK's packages, in whichever of its builds. */
const FILES = /\/node_modules\/@opentelemetry\/(?:core|resources|sdk-trace|sdk-trace-base|sdk-trace-web)\//;

/** @type {Record<string, string>} */
const replacements = {
  '/sdk-trace-base/build/esnext/BasicTracerProvider-shim.js': `export { TracerProvider as BasicTracerProvider } from '@opentelemetry/sdk-trace';`,
  '/sdk-trace/build/esnext/TracerMetrics.js': 'export class TracerMetrics { startSpan() {} }',
};

/** What TracerProvider puts where an option is missing. @type {[name: string, isIt: (node: any) => boolean][]} */
const standIns = [
  ['default sampler', (node) => isMade(node.right, 'ParentBasedSampler')],
  ['default resource', (node) => isMade(node.right, 'defaultResource')],
  ['default ids', (node) => isMade(node.right, 'RandomIdGenerator')],
  ['default meter', (node) => node.left.property?.name === 'meterProvider'],
];

/** @type {import('./cutting.mjs').Cut[]} */
const cuts = [
  ...standIns.map(([name, isIt]) => ({
    name,
    find: (/** @type {any} */ node) =>
      node.type === 'LogicalExpression' && isIt(node) && { start: node.left.end, end: node.right.end },
  })),
  { name: 'inspect', find: (node) => isMethod(node, 'inspectCustom') && node },
  {
    name: 'meter',
    find: (node, id) => id.endsWith('/Tracer.js') && isCallOf(node, 'getMeter') && node,
    left: 'undefined',
  },
  {
    name: 'span processors',
    find: (node) => node.type === 'NewExpression' && isMade(node, 'MultiSpanProcessor') && node,
    left: 'spanProcessors[0]',
  },
  {
    name: 'flush of span processors',
    find: (node, id) => id.endsWith('/TracerProvider.js') && isMethod(node, 'forceFlush') && node.value.body,
    left: '{ return this._activeSpanProcessor.forceFlush(); }',
  },
];

/**
 * Leaves out what the tracing SDK does for servers, 3 KB gzipped of 9:
 *
 * - defaults from `OTEL_*` environment variables, which a browser has not, and the deep merge of options that comes
 *   with them: sdk-trace-base's provider becomes sdk-trace's, of which it is a thin subclass;
 * - metrics about the SDK itself, into a meter that is never there;
 * - what Node's `console.log` prints for a span;
 * - what stands in where no sampler, resource or id generator is given, and work for several span processors, with its
 *   timeouts: signals/traces.ts gives one of each;
 * - with `stripDiag`, the SDK's messages to `diag`, which is silent unless a developer turns it on.
 *
 * @param {{ stripDiag: boolean }} options
 */
export const slimSdk = ({ stripDiag }) =>
  cutting({ name: 'slim-sdk', files: FILES, cuts: stripDiag ? [...cuts, diagMessages] : cuts, replacements });

/** `name(…)` or `new name(…)`. @param {any} node @param {string} name */
const isMade = (node, name) => node.callee?.name === name;
/** `….name(…)`. @param {any} node @param {string} name */
const isCallOf = (node, name) => node.type === 'CallExpression' && node.callee.property?.name === name;
/** @param {any} node @param {string} name */
const isMethod = (node, name) => node.type === 'MethodDefinition' && node.key.name === name;
