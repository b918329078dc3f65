/**
 * Returns a function that reads `name` of an object with the platform's own getter or method, even if the object or the page
 * shadows it: a form's fields hide the form's properties of the same name.
 * @param holder interface that defines the member @example ('Node', 'parentNode')
 */
export function domMember<T>(holder: string, name: string): (object: unknown, ...args: unknown[]) => T {
  const prototype = (globalThis as unknown as Record<string, { prototype: object } | undefined>)[holder]
    ?.prototype;
  const { get, value } = (prototype && Object.getOwnPropertyDescriptor(prototype, name)) || {};
  return (object, ...args) => Reflect.apply(get ?? value, object, args);
}
