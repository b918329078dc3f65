/** Blocks the page for a while, like a filter over too many films. */
function filterFilms(): void {
  const end = performance.now() + 180;
  let films = 0;
  while (performance.now() < end) films++;
  document.title = `${films} films`;
}

export const startFilter = (): void => document.addEventListener('click', filterFilms);
