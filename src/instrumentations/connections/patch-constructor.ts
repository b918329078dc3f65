import type { Stop } from '../../browser/lifecycle.js';

type Constructor = new (...args: never[]) => object;

/**
 * Calls back with every object that the constructor `target[name]` creates, also for subclasses. The replacement is a Proxy:
 * static members, `prototype`, `instanceof`, `new.target` and errors stay as they were, and `prototype.constructor` is the
 * replacement. The returned function restores both; if someone has patched over ours since, the proxy stays in their chain
 * and only forwards. Does nothing if there is no such constructor.
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
      // For `new WebSocket()` the target is the proxy; a subclass keeps its own target.
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
