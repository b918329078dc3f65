import { watch } from 'vue';
import { useRoute } from 'vue-router';

/** After a change of page the focus goes to the new heading, as it would start over on a page that was loaded. */
export const useFocusOnNavigation = () => {
  const route = useRoute();
  const focusHeading = () => {
    const heading = document.querySelector<HTMLElement>('main h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  };
  watch(() => route.path, focusHeading, { flush: 'post' });
};
