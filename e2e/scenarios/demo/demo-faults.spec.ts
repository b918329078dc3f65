import { type Demo, openDemo } from '../../harness/demo.js';
import { expect, test } from '../../harness/test.js';

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(60_000);
  demo = await openDemo();
});
test.afterAll(() => demo.close());

test('the drawer breaks a service and mends it again, on a phone and by keys alone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${demo.url}/plain/movies/1`);
  await page.getByRole('button', { name: 'Make something happen' }).press('Enter');
  await page.locator('summary', { hasText: 'Faults of services' }).press('Enter');
  const ratings = page.getByRole('combobox', { name: 'ratings' });
  await expect(ratings).toHaveValue('none');
  const box = await ratings.boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0), 'it fits the width').toBeLessThanOrEqual(360);
  expect(box?.height, 'a thumb can hit it').toBeGreaterThanOrEqual(32);

  // A native select: typing what an option begins with chooses it.
  await ratings.focus();
  await page.keyboard.type('fails');
  await expect(page.getByRole('status').last()).toHaveText('ratings fails from now on.');
  const similar = async () => (await fetch(`${demo.url}/api/movies/1/similar`)).status;
  expect(await similar()).toBe(500);
  await ratings.focus();
  // The first option. Letters that are typed within a second of the last ones would be added to these.
  await page.keyboard.press('Home');
  await expect(page.getByRole('status').last()).toHaveText('ratings works from now on.');
  expect(await similar()).toBe(200);
});
