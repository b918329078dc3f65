import type { RouterScrollBehavior } from 'vue-router';

/** Back leads to where the page was left, another page starts at its top, another choice on the same page stays. */
export const scrollBehavior: RouterScrollBehavior = (to, from, left) => {
  const isSamePage = to.path === from.path && to.fullPath !== from.fullPath;
  return left ?? (isSamePage ? false : { top: 0 });
};
