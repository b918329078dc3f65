import type { FrameWindow } from './frame.js';
import { PANEL_STYLE } from './panel-style.js';

/**
 * Gives the panel's document its style: a constructed style sheet, which `style-src` does not block. Browsers without them (Chrome
 * before 73, Firefox before 101, Safari before 16.4) get an element with the nonce of one of the page's scripts.
 */
export function setStyle({ document: own, CSSStyleSheet: Sheet }: FrameWindow): void {
  try {
    const sheet = new Sheet();
    sheet.replaceSync(PANEL_STYLE);
    own.adoptedStyleSheets = [sheet];
  } catch {
    const style = own.createElement('style');
    style.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    style.textContent = PANEL_STYLE;
    own.head.append(style);
  }
}
