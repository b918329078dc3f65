import { watch } from 'vue';
import { useRoute } from 'vue-router';

/** Moves the focus to the new heading after a change of page, like a page load, which resets the focus. */
export const useFocusOnNavigation = () => {
  const route = useRoute();
  const focusHeading = () => {
    const heading = document.querySelector<HTMLElement>('main h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  };
  watch(() => route.path, focusHeading, { flush: 'post' });
};
