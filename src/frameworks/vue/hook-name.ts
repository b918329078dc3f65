/** Vue's ErrorCodes, from 0. */
const BY_NUMBER =
  'setup function,render function,watcher getter,watcher callback,watcher cleanup function,native event handler,component event handler,vnode hook,directive hook,transition hook,app errorHandler,app warnHandler,ref function,async component loader,scheduler flush,component update,app unmount cleanup function'.split(
    ',',
  );

/** Vue's LifecycleHooks. */
const BY_LETTERS: Readonly<Record<string, string>> = {
  sp: 'serverPrefetch hook',
  bc: 'beforeCreate hook',
  c: 'created hook',
  bm: 'beforeMount hook',
  m: 'mounted hook',
  bu: 'beforeUpdate hook',
  u: 'updated',
  bum: 'beforeUnmount hook',
  um: 'unmounted hook',
  a: 'activated hook',
  da: 'deactivated hook',
  ec: 'errorCaptured hook',
};

/**
 * What Vue was doing when it met an error, in the words of its development builds. Its production builds tell a code:
 * `1`, until 3.3, and a URL that ends in it since. One that is not known here stays as it is.
 */
export function hookName(info: string): { hook: string; code: string | undefined } {
  const [, code] = /^(?:https:.*-)?(\w{1,3})$/.exec(info) ?? [];
  return { hook: (code && (BY_NUMBER[Number(code)] ?? BY_LETTERS[code])) || info, code };
}
