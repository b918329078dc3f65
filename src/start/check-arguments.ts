import type { Attributes } from '@opentelemetry/api';
import { kindOf } from '../context/thrown.js';
import { LOG_LEVELS } from '../record.js';
import { inertRum, type Rum } from '../rum.js';

type AnyVerb = (...args: unknown[]) => never;

/** Methods whose first argument is a text; without one they do nothing. */
const NAMED = ['addEvent', 'log', 'recordDuration', 'setRoute', 'startSpan', 'withSpan'] as const;

/** Matches the keys of the details of an error, a log and a span. */
const DETAILS = /^(?:attributes|mechanism|handled|componentStack|level|kind|links|startTime|root)$/;

/** Returns the Rum with methods that warn, once each, about arguments that they cannot use. */
export function checkArguments(rum: Rum, warn: (text: string) => void): Rum {
  const checked = (call: string, attributes: Attributes = {}): Attributes => {
    for (const [key, value] of Object.entries(attributes ?? {})) {
      const kind = kindOf(value);
      if (/^(?:Null|Date|BigInt|Function|Symbol)$/.test(kind))
        warn(`${call}: attribute '${key}' is a ${kind}: sent as text or dropped`);
    }
    if (typeof attributes === 'object' && !/^(?:Null|Array|Map)$/.test(kindOf(attributes))) return attributes;
    warn(`${call}: attributes must be an object`);
    return {};
  };
  const detailed = <T extends { attributes?: Attributes }>(call: string, details: T | undefined) => {
    const given = typeof details === 'object' ? details : undefined;
    if (details && !given) warn(`${call} expects an object second, but got ${typeof details}`);
    for (const key of Object.keys(given ?? {}))
      if (!DETAILS.test(key)) warn(`${call}: '${key}' was dropped: use attributes`);
    return { ...(given as T), attributes: checked(call, given?.attributes) };
  };
  const result: Rum = {
    ...rum,
    captureError: (error, details) => rum.captureError(error, detailed('captureError', details)),
    addEvent: (name, attributes) => rum.addEvent(name, checked(`addEvent('${name}')`, attributes)),
    log(text, details) {
      const given = detailed('log', details);
      const { level = 'info' } = given;
      if (!LOG_LEVELS.includes(level)) {
        warn(`log: level must be one of ${LOG_LEVELS}, but is ${String(level)}`);
        given.level = 'info';
      }
      rum.log(text, given);
    },
    recordDuration(name, start, attributes) {
      if (Number(start) >= 0) rum.recordDuration(name, Number(start), checked('recordDuration', attributes));
      else warn(`recordDuration('${name}') expects a time, but got ${start}`);
    },
    startSpan: (name, options) => rum.startSpan(name, detailed('startSpan', options)),
    withSpan(name: string, ...rest: unknown[]) {
      const fn = rest.pop();
      if (typeof fn === 'function')
        return rum.withSpan(name, detailed('withSpan', rest[0] as object), fn as never);
      return warn('withSpan expects a function last') as never;
    },
    setUser(user) {
      checked('setUser', user?.attributes);
      rum.setUser(user);
    },
    setAttributes: (attributes) => rum.setAttributes(checked('setAttributes', attributes)),
  };
  for (const verb of NAMED) {
    const inner = result[verb] as AnyVerb;
    result[verb] = (name: unknown, ...rest: unknown[]) => {
      const isNamed = name && typeof name === 'string';
      if (!isNamed) warn(`${verb} expects a text first, but got ${typeof name}`);
      return (isNamed ? inner : (inertRum[verb] as AnyVerb))(name, ...rest);
    };
  }
  return result;
}
