/**
 * What stands on a page's global object, on the constructors and namespaces that it names, on their prototypes, and on
 * the objects of the document: a line for each property, with what a script can learn of it. Runs in the page.
 */
export const snapshot = (): string[] => {
  const lines: string[] = [];
  const print = Function.prototype.toString;
  const tell = (value: unknown) =>
    typeof value === 'function'
      ? `${value.name} ${value.length} ${print.call(value).slice(0, 80)}`
      : typeof value;
  const list = (name: string, target: object) => {
    for (const key of Reflect.ownKeys(target)) {
      const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(target, key) ?? {};
      const accessors = get || set ? `${tell(get)} ${tell(set)}` : tell(value);
      lines.push(`${name}.${String(key)}: ${Object.values(flags).join()} ${accessors}`);
    }
  };
  list('window', window);
  for (const name of Object.getOwnPropertyNames(window)) {
    const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {};
    if (typeof value === 'function') {
      list(name, value);
      if (value.prototype) list(`${name}.prototype`, value.prototype);
    } else if (
      typeof value === 'object' &&
      value &&
      Object.prototype.toString.call(value) === `[object ${name}]`
    ) {
      list(name, value);
    }
  }
  const { documentElement, head, body } = document;
  const objects = {
    document,
    documentElement,
    head,
    body,
    navigator,
    history,
    location,
    performance,
    console,
    screen,
  };
  for (const [name, object] of Object.entries(objects)) list(name, object);
  return lines;
};
