import type { Case, Group } from '../case.js';

/** A function of the platform, and where it lives. */
const PLACES: [holder: object, name: string][] = [
  [globalThis, 'fetch'],
  [globalThis, 'setTimeout'],
  [globalThis, 'setInterval'],
  [XMLHttpRequest.prototype, 'open'],
  [XMLHttpRequest.prototype, 'send'],
  [XMLHttpRequest.prototype, 'setRequestHeader'],
  [History.prototype, 'pushState'],
  [History.prototype, 'replaceState'],
];

type Callable = ((...args: unknown[]) => unknown) & { prototype?: unknown };

/** How lodash, core-js and many a polyfill tell a function of the platform. */
const looksNative = new RegExp(
  `^${Function.prototype.toString
    .call(Object.prototype.hasOwnProperty)
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/hasOwnProperty|(function).*?(?=\\\()| for .+?(?=\\\])/g, '$1.*?')}$`,
);

const each = async (look: (fn: Callable, holder: object, name: string) => unknown) => {
  const results: Record<string, unknown> = {};
  for (const [holder, name] of PLACES) {
    results[name] = await look((holder as Record<string, Callable>)[name] as Callable, holder, name);
  }
  return results;
};

const cases: Case[] = [
  { name: 'Shape: name and length', run: () => each((fn) => [fn.name, fn.length]) },
  {
    name: 'Shape: typeof, instanceof, tag',
    run: () => each((fn) => [typeof fn, fn instanceof Function, Object.prototype.toString.call(fn)]),
  },
  {
    name: 'Shape: the descriptor of the property',
    run: (kit) =>
      each((_, holder, name) => {
        const { writable, enumerable, configurable, get, set } = Object.getOwnPropertyDescriptor(
          holder,
          name,
        ) as PropertyDescriptor;
        return kit.describe({ writable, enumerable, configurable, get, set });
      }),
  },
  {
    name: 'Shape: the function’s own properties',
    run: (kit) => each((fn) => kit.describe(Object.getOwnPropertyDescriptors(fn))),
  },
  {
    name: 'Shape: prototype, extensibility, keys',
    run: () =>
      each((fn) => [
        'prototype' in fn,
        Object.getPrototypeOf(fn) === Function.prototype,
        Object.isExtensible(fn),
        Object.keys(fn),
      ]),
  },
  {
    name: 'Shape: the order of the holder’s properties',
    run: () => each((_, holder, name) => Object.keys(holder).indexOf(name)),
  },
  {
    name: 'Shape: looks native to those who ask by a pattern',
    run: () =>
      each((fn) => [looksNative.test(Function.prototype.toString.call(fn)), /\[native code\]/.test(`${fn}`)]),
  },
  { name: 'Shape: toString()', run: () => each((fn) => [fn.toString(), String(fn)]) },
  {
    name: 'Shape: Function.prototype.toString.call()',
    run: () => each((fn) => Function.prototype.toString.call(fn)),
  },
  {
    name: 'Shape: new throws the same',
    run: (kit) => each((fn) => kit.outcome(() => Reflect.construct(fn, []))),
  },
  {
    name: 'Shape: no class can extend it',
    run: (kit) => each((Fn) => kit.outcome(() => class extends (Fn as never as ObjectConstructor) {})),
  },
  {
    name: 'Shape: called on a wrong this',
    run: (kit) => each((fn) => kit.outcome(() => Reflect.apply(fn, {}, ['a', 'b', 'c']))),
  },
  {
    name: 'Shape: called without arguments',
    run: (kit) =>
      each((fn, holder) => kit.outcome(() => Reflect.apply(fn, holder === globalThis ? globalThis : {}, []))),
  },
  {
    name: 'Shape: structuredClone() refuses it the same',
    run: (kit) => each((fn) => kit.outcome(() => structuredClone(fn))),
  },
  {
    name: 'Shape: the same function each time it is read',
    run: () => each((fn, holder, name) => (holder as Record<string, unknown>)[name] === fn),
  },
  {
    name: 'Shape: bound, and with properties of the app, as Jest and Sinon do',
    run: (kit) =>
      each((fn) => {
        const marked = fn as Callable & { mark?: string };
        marked.mark = 'app';
        const result = [marked.mark, fn.bind(null).name, Object.keys(fn)];
        delete marked.mark;
        return kit.describe(result);
      }),
  },
  {
    name: 'Shape: constructors and constants of XMLHttpRequest, Request, Response, Headers, History',
    run: (kit) =>
      kit.describe(
        [XMLHttpRequest, Request, Response, Headers, History].map((Class) => [
          Class.name,
          Class.length,
          String(Class),
          Reflect.ownKeys(Class).map(String),
          Reflect.ownKeys(Class.prototype).map(String),
        ]),
      ),
  },
  {
    name: 'Shape: the globals of the page, but for otel-rum’s and OpenTelemetry’s own',
    run: () =>
      Reflect.ownKeys(globalThis)
        .map(String)
        .filter((key) => !/otel|opentelemetry/i.test(key)),
  },
];

export const group: Group = { name: 'Shape of what is patched', cases };
