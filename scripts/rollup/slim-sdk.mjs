// @ts-check
import { cutting } from './cutting.mjs';
import { diagMessages } from './diag-messages.mjs';

/** A file of one of the tracing SDK's packages, in whichever of its builds. */
const FILES = /\/node_modules\/@opentelemetry\/(?:resources|sdk-trace|sdk-trace-base|sdk-trace-web)\//;

/** @type {Record<string, string>} */
const replacements = {
  '/sdk-trace-base/build/esnext/BasicTracerProvider-shim.js': `export { TracerProvider as BasicTracerProvider } from '@opentelemetry/sdk-trace';`,
};

/** Limits of events and links, as the SDK sets them where none are given. */
const LIMIT = 128;
/** Options that signals/traces.ts does not give. */
const NOT_GIVEN = [
  'eventCountLimit',
  'linkCountLimit',
  'attributePerEventCountLimit',
  'attributePerLinkCountLimit',
];

/** `name(…)` or `new name(…)`. @param {any} node @param {string} name */
const isMade = (node, name) => node.callee?.name === name;
/** `….name(…)`. @param {any} node @param {string} name */
const isCallOf = (node, name) => node.type === 'CallExpression' && node.callee.property?.name === name;
/** @param {any} node @param {string} name */
const isMethod = (node, name) => node.type === 'MethodDefinition' && node.key.name === name;
/** @param {string} id @param {string} name */
const isFile = (id, name) => id.endsWith(`/${name}.js`);

/** What TracerProvider puts where an option is missing. @type {[name: string, isIt: (node: any) => boolean][]} */
const standIns = [
  ['default sampler', (node) => isMade(node.right, 'ParentBasedSampler')],
  ['default resource', (node) => isMade(node.right, 'defaultResource')],
  ['default ids', (node) => isMade(node.right, 'RandomIdGenerator')],
  ['default meter', (node) => node.left.property?.name === 'meterProvider'],
];

/** The body of a method of spans, in fewer words. @param {string} name @param {string} left @returns {import('./cutting.mjs').Cut} */
const spanMethod = (name, left) => ({
  name: `Span.${name}`,
  find: (node, id) => isFile(id, 'Span') && isMethod(node, name) && node.value.body,
  left,
});

/** A statement. @param {string} file @param {string} name @param {(node: any) => boolean} isIt @returns {import('./cutting.mjs').Cut} */
const statement = (file, name, isIt) => ({
  name,
  find: (node, id) => isFile(id, file) && isIt(node) && node,
});

/** What a declaration begins with. @param {string} name @param {string} left @returns {import('./cutting.mjs').Cut} */
const startSpan = (name, left) => ({
  name: `startSpan: ${name}`,
  find: (node, id) =>
    isFile(id, 'Tracer') && node.type === 'VariableDeclarator' && node.id.name === name && node.init,
  left,
});

/** @param {any} node @param {string} name */
const isNamed = (node, name) => node?.name === name;

/** `this.name = …;` @param {string} name */
const isAssignmentTo = (name) => (/** @type {any} */ node) =>
  node.type === 'ExpressionStatement' && node.expression.left?.property?.name === name;

/** @type {import('./cutting.mjs').Cut[]} */
const cuts = [
  ...standIns.map(([name, isIt]) => ({
    name,
    find: (/** @type {any} */ node) =>
      node.type === 'LogicalExpression' && isIt(node) && { start: node.left.end, end: node.right.end },
  })),
  { name: 'inspect', find: (node) => isMethod(node, 'inspectCustom') && node },
  {
    name: 'span limits',
    find: (node, id) =>
      isFile(id, 'TracerProvider') &&
      node.type === 'Property' &&
      node.key.name === 'spanLimits' &&
      node.value,
    left: 'options.spanLimits',
  },
  statement('TracerProvider', 'timeout of flushes', isAssignmentTo('_forceFlushTimeoutMillis')),
  {
    name: 'span processors',
    find: (node) => node.type === 'NewExpression' && isMade(node, 'MultiSpanProcessor') && node,
    left: 'spanProcessors[0]',
  },
  {
    name: 'flush of span processors',
    find: (node, id) => isFile(id, 'TracerProvider') && isMethod(node, 'forceFlush') && node.value.body,
    left: '{ return this._activeSpanProcessor.forceFlush(); }',
  },

  statement(
    'Tracer',
    'meter',
    (node) => node.type === 'VariableDeclaration' && isCallOf(node.declarations[0].init ?? {}, 'getMeter'),
  ),
  statement('Tracer', 'metrics of spans', isAssignmentTo('_tracerMetrics')),
  startSpan('links', 'options.links'),
  startSpan('initAttributes', 'Object.assign(attributes, samplingResult.attributes)'),
  statement(
    'Tracer',
    'start of metrics',
    (node) => node.type === 'VariableDeclaration' && isNamed(node.declarations[0].id, 'recordEndMetrics'),
  ),
  statement(
    'Tracer',
    'end of metrics',
    (node) => node.type === 'Property' && isNamed(node.key, 'recordEndMetrics'),
  ),
  statement('Span', 'given metrics', isAssignmentTo('_recordEndMetrics')),
  statement(
    'Span',
    'metrics of the end',
    (node) =>
      node.type === 'ExpressionStatement' && isCallOf(node.expression.expression ?? {}, '_recordEndMetrics'),
  ),
  statement(
    'Span',
    'processors that watch an end',
    (node) => node.type === 'IfStatement' && isNamed(node.test.property, 'onEnding'),
  ),
  statement('Span', 'limit of values', isAssignmentTo('_attributeValueLengthLimit')),
  spanMethod(
    'addEvent',
    `{
      if (this._isSpanEnded()) return this;
      if (isTimeInput(attributesOrStartTime)) {
        if (!isTimeInput(timeStamp)) timeStamp = attributesOrStartTime;
        attributesOrStartTime = undefined;
      }
      if (this.events.push({ name, ...this._limit(attributesOrStartTime), time: this._getTime(timeStamp) }) > ${LIMIT}) {
        this.events.shift();
        this._droppedEventsCount++;
      }
      return this;
    }`,
  ),
  spanMethod(
    'addLink',
    `{
      if (!this._isSpanEnded() && this.links.push({ context: link.context, ...this._limit(link.attributes) }) > ${LIMIT}) {
        this.links.shift();
        this._droppedLinksCount++;
      }
      return this;
    }`,
  ),
  statement('Span', 'cut of texts', (node) => isMethod(node, '_truncateToLimitUtil')),
  {
    name: 'cut of values, and attributes of events and links',
    find: (node, id) => isFile(id, 'Span') && isMethod(node, '_truncateToSize') && node,
    left: `
    _truncateToSize(value) {
      const cut = (text) => (typeof text === 'string' ? text.slice(0, this._spanLimits.attributeValueLengthLimit) : text);
      return Array.isArray(value) ? value.map(cut) : cut(value);
    }
    _limit(given) {
      const entries = Object.entries(sanitizeAttributes(given));
      const attributes = Object.fromEntries(entries.slice(0, ${LIMIT}).map(([key, value]) => [key, this._truncateToSize(value)]));
      return { attributes, droppedAttributesCount: Math.max(0, entries.length - ${LIMIT}) };
    }`.trim(),
  },
];

/** The limits must stay those that the cuts count with. @type {import('rollup').Plugin} */
const watchLimits = {
  name: 'slim-sdk-limits',
  transform(code, id) {
    if (!/\/src\/.*\.ts$/.test(id) || !code.includes('@opentelemetry/sdk-trace-web')) return null;
    const given = NOT_GIVEN.find((option) => code.includes(option));
    if (given) this.error(`${given} is given: scripts/rollup/slim-sdk.mjs must not count with its own`);
    if (!code.includes('attributeValueLengthLimit')) this.error('attributeValueLengthLimit is not given');
    return null;
  },
};

/**
 * Leaves out what the tracing SDK does for servers, 4 KB gzipped of 9:
 *
 * - defaults from `OTEL_*` environment variables, which a browser has not, and the deep merge of options that comes
 *   with them: sdk-trace-base's provider becomes sdk-trace's, of which it is a thin subclass;
 * - metrics about the SDK itself, into a meter that is never there;
 * - what Node's `console.log` prints for a span;
 * - what stands in where no sampler, resource or id generator is given, and work for several span processors, with its
 *   timeouts: signals/traces.ts gives one of each;
 * - limits of events and links other than the SDK's own 128, and a second look at attributes that were looked at;
 * - with `stripDiag`, the SDK's messages to `diag`, which is silent unless a developer turns it on.
 *
 * @param {{ stripDiag: boolean }} options
 */
export const slimSdk = ({ stripDiag }) => [
  watchLimits,
  cutting({ name: 'slim-sdk', files: FILES, cuts: stripDiag ? [...cuts, diagMessages] : cuts, replacements }),
];
