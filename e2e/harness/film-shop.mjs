// @ts-check
// What a visitor of the demo's film shop does, in tests and in benchmarks.

/**
 * Opens an app of the shop, a film, what is similar to it, and a search.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} url of the app
 */
export async function lookAround(page, url) {
  await page.goto(url);
  await page
    .getByRole('link', { name: /The Quiet Orbit/ })
    .first()
    .click();
  await page.getByRole('button', { name: /similar|like this/i }).click();
  await page.getByRole('link', { name: 'Search' }).click();
  await search(page, 'ice');
}

/** Searches on the page of the search. @param {import('@playwright/test').Page} page @param {string} words */
export async function search(page, words) {
  await page.getByRole('searchbox').fill(words);
  await page.getByRole('button', { name: 'Search' }).click();
  await page
    .getByText(/^\d+ films?/)
    .first()
    .waitFor();
}
