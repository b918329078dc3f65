import { watchEffect } from 'vue';

/** Names the document after the page, for as long as the page is shown. */
export const useTitle = (title: () => string) =>
  watchEffect(() => {
    document.title = `${title()} – Lantern`;
  });
