/** Vue's ErrorCodes, from 0: https://github.com/vuejs/core/blob/main/packages/runtime-core/src/errorHandling.ts */
const BY_NUMBER =
  'setup function,render function,watcher getter,watcher callback,watcher cleanup function,native event handler,component event handler,vnode hook,directive hook,transition hook,app errorHandler,app warnHandler,ref function,async component loader,scheduler flush,component update,app unmount cleanup function'.split(
    ',',
  );

/** Vue's LifecycleHooks: https://github.com/vuejs/core/blob/main/packages/runtime-core/src/enums.ts */
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
 * Returns what Vue was doing when an error occurred, in the words of its development builds. Production builds report a code: `1`
 * until Vue 3.3, then a URL that ends with it (https://vuejs.org/error-reference/). Unknown codes are unchanged.
 */
export function hookName(info: string): { hook: string; code: string | undefined } {
  const [, code] = /^(?:https:.*-)?(\w{1,3})$/.exec(info) ?? [];
  return { hook: (code && (BY_NUMBER[Number(code)] ?? BY_LETTERS[code])) || info, code };
}
