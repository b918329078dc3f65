import { watchEffect } from 'vue';

/** Sets the document's title while the page is shown. */
export const useTitle = (title: () => string) =>
  watchEffect(() => {
    document.title = `${title()} – Lantern`;
  });
