import type { Page } from '@playwright/test';
import { lookAround, search } from '../../harness/film-shop.mjs';

const FRONTS = ['react', 'vue'];

/**
 * A visit to both apps: films, a search, a slow and a failing request, an error, a sign-in.
 *
 * @param page in any state; ends at about:blank, so that all records have been sent
 * @param url URL of the demo
 */
export async function visit(page: Page, url: string): Promise<void> {
  for (const front of FRONTS) {
    await lookAround(page, `${url}/${front}/`);
    for (const trouble of ['Slow request', 'Failing request', 'Layout shift', 'Long frame', 'Error'])
      await make(page, trouble);
    // In the second app the visitor is signed in already.
    if (front === FRONTS[0]) {
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    }
    await page.getByRole('link', { name: 'Search' }).click();
    await search(page, 'lighthouse');
  }
  await page.goto('about:blank');
}

/** Presses a button of the drawer, and waits for its message. */
async function make(page: Page, trouble: string): Promise<void> {
  await page.getByRole('button', { name: trouble, exact: true }).click();
  await page.locator('.happen-status', { hasText: /\.$/ }).waitFor();
}
