import type { Stop } from '../../browser/lifecycle.js';

type Constructor = new (...args: never[]) => object;

/**
 * Calls back with every object that the constructor `target[name]` has made, also by subclasses. The replacement is a
 * Proxy: static members, `prototype`, `instanceof`, `new.target` and what the native one throws stay as they were, and
 * `prototype.constructor` is what the name stands for. Taking it back restores both, or, where someone has patched over
 * us since, leaves a proxy in their chain that only passes on. Does nothing where there is no such constructor.
 */
export function patchConstructor<Made extends object>(
  target: object,
  name: string,
  onConstruct: (made: Made) => void,
): Stop {
  const holder = target as Record<string, unknown>;
  const native = holder[name] as Constructor | undefined;
  if (typeof native !== 'function') return () => {};
  let live = true;
  const proxy: Constructor = new Proxy(native, {
    construct(fn, args, newTarget) {
      // `new WebSocket()` is meant; a subclass goes on as itself.
      const made = Reflect.construct(fn, args, newTarget === proxy ? fn : newTarget);
      if (live) onConstruct(made as Made);
      return made;
    },
  });
  const prototype = native.prototype as { constructor?: unknown } | undefined;
  const isNamed = prototype?.constructor === native;
  Reflect.set(holder, name, proxy);
  if (prototype && isNamed) Reflect.set(prototype, 'constructor', proxy);
  return () => {
    live = false;
    if (holder[name] === proxy) Reflect.set(holder, name, native);
    if (prototype?.constructor === proxy) Reflect.set(prototype, 'constructor', native);
  };
}
