import type { RouterScrollBehavior } from 'vue-router';

/** Back restores the scroll position, another page starts at its top, another choice on the same page does not scroll. */
export const scrollBehavior: RouterScrollBehavior = (to, from, left) => {
  const isSamePage = to.path === from.path && to.fullPath !== from.fullPath;
  return left ?? (isSamePage ? false : { top: 0 });
};
