/** The `data-*` attributes of the classic script that is being run, in camel case; none in a module. */
export const currentScriptData = (): Readonly<DOMStringMap> => ({
  ...(document.currentScript as HTMLScriptElement | null)?.dataset,
});

/** What stands under a name on the global object. */
export const globalValue = (name: string): unknown => (globalThis as Record<string, unknown>)[name];
