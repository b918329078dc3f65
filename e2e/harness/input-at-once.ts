import type { CDPSession, Page } from '@playwright/test';

/** What a person does: presses an element with the mouse, or types a letter. */
export type Input = { press: string } | { type: string };

/**
 * Does one thing after the other without waiting for the page. Chromium gets all of it at once, and dispatches what came
 * while the page was busy in one go; with WebDriver BiDi the page handles each before the next is done.
 */
export async function inputAtOnce(page: Page, inputs: readonly Input[]): Promise<void> {
  const isChromium = page.context().browser()?.browserType().name() === 'chromium';
  const session = isChromium ? await page.context().newCDPSession(page) : undefined;
  const acts: (() => Promise<unknown>)[] = [];
  for (const input of inputs) {
    if ('type' in input) {
      acts.push(() => (session ? typeByCdp(session, input.type) : page.keyboard.press(input.type)));
      continue;
    }
    const box = await page.locator(input.press).boundingBox();
    const [x, y] = [(box?.x ?? 0) + 5, (box?.y ?? 0) + 5];
    acts.push(() => (session ? pressByCdp(session, x, y) : page.mouse.click(x, y)));
  }
  if (session) await Promise.all(acts.map((act) => act()));
  else for (const act of acts) await act();
}

const pressByCdp = (session: CDPSession, x: number, y: number) =>
  Promise.all(
    (['mousePressed', 'mouseReleased'] as const).map((type) =>
      session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }),
    ),
  );

const typeByCdp = (session: CDPSession, text: string) =>
  Promise.all(
    (['keyDown', 'keyUp'] as const).map((type) =>
      session.send('Input.dispatchKeyEvent', { type, key: text, ...(type === 'keyDown' && { text }) }),
    ),
  );
