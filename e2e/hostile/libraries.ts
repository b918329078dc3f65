import { readFileSync } from 'node:fs';

const vendored = (file: string) => readFileSync(new URL(`./vendor/${file}`, import.meta.url), 'utf8');

/** Libraries of the years before modules, and what such have done to the language. Each runs before otel-rum, or after it. */
export const libraries: Record<string, string | (() => void)> = {
  'Prototype.js 1.7': vendored('prototype-1.7.3.js'),
  'MooTools 1.4': vendored('mootools-core-1.4.5.js'),
  'enumerable additions to all prototypes': () => {
    const add = (prototype: object, names: string[]) => {
      for (const name of names) Object.assign(prototype, { [name]: () => name });
    };
    add(Object.prototype, ['each', 'clone', 'size', 'extend', 'key', 'name', 'length_', 'then_']);
    add(Array.prototype, ['first', 'last', 'remove', 'contains', 'unique']);
    add(String.prototype, ['capitalize', 'toDate', 'contains']);
    add(Number.prototype, ['seconds', 'days', 'ago']);
    add(Date.prototype, ['addDays', 'today', 'clearTime']);
    add(Function.prototype, ['method', 'delay', 'curry']);
  },
  'toJSON() on each prototype': () => {
    for (const { prototype } of [Object, Array, String, Number, Boolean, Date, Map, Error])
      Object.assign(prototype, { toJSON: () => 'spoilt' });
  },
  'an Array.from that returns its argument, and other helpers of objects': () => {
    Object.assign(Array, {
      from: (given: { length?: number }) =>
        typeof given === 'string' || !given?.length ? [] : Array.prototype.slice.call(given),
      of: () => [],
    });
    const own = (object: object) => {
      const keys: string[] = [];
      for (const key in object) if (Object.hasOwn(object, key)) keys[keys.length] = key;
      return keys;
    };
    Object.assign(Object, {
      keys: own,
      values: (object: Record<string, unknown>) => own(object).map((key) => object[key]),
    });
  },
  'a bind() of the year 2008': () => {
    Function.prototype.bind = function (this: () => unknown, self: unknown, ...given: unknown[]) {
      return (...more: unknown[]) => Reflect.apply(this, self, given.concat(more));
    };
  },
};
