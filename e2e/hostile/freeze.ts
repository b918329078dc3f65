/**
 * Freezes all that JavaScript and the platform share: whatever can be reached from the constructors and namespaces on the
 * global object, as SES's lockdown does for the language alone. Runs in the page.
 */
export const freezeAll = (): void => {
  const frozen = new Set<object>();
  const freeze = (value: unknown) => {
    const isShared = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (!isShared || frozen.has(value)) return;
    frozen.add(value);
    // The window cannot be frozen; what is the page's own is not to be.
    if (value === window || value instanceof Node) return;
    Object.freeze(value);
    freeze(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {};
      for (const one of [held, get, set]) freeze(one);
    }
  };
  for (const name of Object.getOwnPropertyNames(window)) {
    const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {};
    const isOurs = name === 'otelRum';
    if (!isOurs && (typeof value === 'function' || name === 'Math' || name === 'JSON' || name === 'Reflect'))
      freeze(value);
  }
  freeze(performance);
  freeze(console);
};
