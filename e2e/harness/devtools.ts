import { expect, type Frame, type Page } from '@playwright/test';

/** Returns the frame of the devtools panel, once it is there. */
export async function devtoolsOf(page: Page): Promise<Frame> {
  const find = () => page.frame({ name: 'otel-rum-devtools' });
  await expect.poll(async () => (await find()?.getByText('otel-rum').count()) ?? 0).toBeGreaterThan(0);
  return find() as Frame;
}

/** The tag that loads the panel; it waits for the document's end, as every tag with `defer`. */
export const DEVTOOLS_TAG = '<script defer src="/devtools.iife.js"></script>';
