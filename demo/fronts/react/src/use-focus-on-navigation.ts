import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Moves the focus to the new heading after a change of page, like a page load, which resets the focus. */
export const useFocusOnNavigation = () => {
  const { pathname } = useLocation();
  const lastPathname = useRef(pathname);
  useEffect(() => {
    if (lastPathname.current === pathname) return;
    lastPathname.current = pathname;
    const heading = document.querySelector<HTMLElement>('main h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }, [pathname]);
};
