import type { ComponentPublicInstance } from 'vue';

/** The part of a component's inner instance that is read here. */
interface Instance {
  readonly type: { readonly name?: string; readonly __name?: string };
  readonly parent: Instance | null;
}

/** The name that the component gives itself, or that of its file, which compiled components keep in production. */
export const componentName = ({ type }: Instance): string => type.name ?? type.__name ?? 'Anonymous';

/** The components around a fault, the innermost first, by name: none of their props. */
export function componentStack(instance: ComponentPublicInstance | null): string {
  let stack = '';
  for (let one = instance?.$ as Instance | null | undefined; one; one = one.parent)
    stack += `\n    at ${componentName(one)}`;
  return stack;
}
