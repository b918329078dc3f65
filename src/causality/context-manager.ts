import { type Context, type ContextManager, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { contextOf } from './cause.js';
import type { UserActions } from './user-action.js';

type AnyFunction = (...args: unknown[]) => unknown;

/** Creates a manager that follows `context.with()` while it is synchronous. */
function createStackManager(): ContextManager {
  const stack: Context[] = [];
  const manager: ContextManager = {
    active: () => stack[stack.length - 1] ?? ROOT_CONTEXT,
    with(context, fn, thisArg, ...args) {
      stack.push(context);
      try {
        return fn.apply(thisArg as never, args);
      } finally {
        stack.pop();
      }
    },
    bind(context, target) {
      if (typeof target !== 'function') return target;
      const bound = function (this: unknown, ...args: unknown[]) {
        return manager.with(context, target as unknown as AnyFunction, this as never, ...args);
      };
      return bound as unknown as typeof target;
    },
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

/**
 * Returns OpenTelemetry's active context: the innermost synchronous `context.with()`, or that of the app's own context
 * manager (a zone); if it has no span, the context of the user action in progress.
 */
export function createContextManager(
  actions: UserActions,
  own: ContextManager = createStackManager(),
): ContextManager {
  const active = () => {
    const context = own.active();
    return trace.getSpan(context) ? context : (contextOf(actions.cause()) ?? context);
  };
  // All methods except `active()` are those of the app's manager.
  return new Proxy(own, {
    get(_, name: keyof ContextManager) {
      return name === 'active' ? active : own[name]?.bind(own);
    },
  });
}
