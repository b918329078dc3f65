// @ts-check
import { cutting } from './cutting.mjs';
import { diagMessages } from './diag-messages.mjs';

/**
 * Modules of the SDK's core, to the same effect in fewer bytes: slim-core.test.mjs holds them against the package's own.
 *
 * @type {Record<string, string>}
 */
const replacements = {
  '/common/attributes.js': `
    const TYPES = ['string', 'number', 'boolean'];
    const isHomogeneous = (items) => items.every((item) => TYPES.includes(typeof item) && typeof item === typeof items[0]);
    export const isAttributeKey = (key) => typeof key === 'string' && key !== '';
    export const isAttributeValue = (value) =>
      value == null || isHomogeneous(Array.isArray(value) ? Array.from(value).filter((item) => item != null) : [value]);
    export const sanitizeAttributes = (attributes) => {
      const sane = {};
      if (typeof attributes === 'object')
        for (const key of Object.keys(attributes || sane)) {
          const value = attributes[key];
          if (key && isAttributeValue(value)) sane[key] = Array.isArray(value) ? value.slice() : value;
        }
      return sane;
    };`,

  // The members are in the order of the header; the SDK keeps them the other way around.
  '/trace/TraceState.js': `
    import { validateKey, validateValue } from '../internal/validators';
    const isValid = ([key, value]) => validateKey(key) && validateValue(value);
    const write = (members) => members.map((member) => member.join('=')).join(',');
    const read = (header) => {
      const members = new Map();
      let length = 0;
      for (const text of header.split(',')) {
        const trimmed = text.trim();
        const at = trimmed.indexOf('=');
        const member = [trimmed.slice(0, at), trimmed.slice(at + 1)];
        const longer = length + trimmed.length + (members.size && 1);
        if (at < 0 || !isValid(member) || longer > 512) continue;
        members.set(...member);
        length = longer;
        if (members.size > 31) break;
      }
      return [...members];
    };
    export class TraceState {
      constructor(header) {
        this._members = typeof header === 'string' ? read(header) : header || [];
      }
      _without(key) {
        return this._members.filter((member) => member[0] !== key);
      }
      set(key, value) {
        const members = [[key, value], ...this._without(key)];
        return isValid(members[0]) && write(members).length < 513 ? new TraceState(members) : this;
      }
      unset(key) {
        return new TraceState(this._without(key));
      }
      get(key) {
        return new Map(this._members).get(key);
      }
      serialize() {
        return write(this._members);
      }
    }`,
};

/** Put together of strings at run time. @type {import('./cutting.mjs').Cut} */
const parentExpression = {
  name: 'traceparent',
  find: (node) => node.type === 'VariableDeclarator' && node.id.name === 'TRACE_PARENT_REGEX' && node.init,
  left: String.raw`/^\s?((?!ff)[\da-f]{2})-((?!0{32})[\da-f]{32})-((?!0{16})[\da-f]{16})-([\da-f]{2})(-.*)?\s?$/`,
};

/** `Math.pow(10, 9)` is a call, for the minifier. @type {(name: string, left: string) => import('./cutting.mjs').Cut} */
const power = (name, left) => ({
  name,
  find: (node) => node.type === 'VariableDeclarator' && node.id.name === name && node.init,
  left,
});

/**
 * Leaves out of the SDK's core what is there twice or written for other engines; with `stripDiag`, messages to `diag`.
 *
 * @param {{ stripDiag: boolean }} options
 */
export const slimCore = ({ stripDiag }) =>
  cutting({
    name: 'slim-core',
    files: /\/node_modules\/@opentelemetry\/core\//,
    cuts: [
      parentExpression,
      power('SECOND_TO_NANOSECONDS', '1e9'),
      power('MILLISECONDS_TO_NANOSECONDS', '1e6'),
      ...(stripDiag ? [diagMessages] : []),
    ],
    replacements,
  });
