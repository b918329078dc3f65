import type { ComponentPublicInstance } from 'vue';

/** The parts of a component's internal instance that are used here. */
interface Instance {
  readonly type: { readonly name?: string; readonly __name?: string };
  readonly parent: Instance | null;
}

/** Returns the component's own name, or that of its file, which compiled components keep in production. */
export const componentName = ({ type }: Instance): string => type.name ?? type.__name ?? 'Anonymous';

/** Returns the names of the components around an error, innermost first, without props. */
export function componentStack(instance: ComponentPublicInstance | null): string {
  let stack = '';
  for (let one = instance?.$ as Instance | null | undefined; one; one = one.parent)
    stack += `\n    at ${componentName(one)}`;
  return stack;
}
