import type { FrameWindow } from './frame.js';
import type { Make } from './make-elements.js';

/** Smallest height of the panel, in pixels. */
const MIN_PIXELS = 160;
const STEP_PIXELS = 32;
/** Part of the page that the panel leaves free at its largest. */
const FREE_PIXELS = 48;

/** Creates the upper edge of the panel, which changes its height by pointer and by keys: https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/ */
export function createSeparator(
  make: Make,
  window: FrameWindow,
  onResize: (heightPixels: number) => void,
): { element: HTMLElement; refresh(): void } {
  let height = 340;
  const set = (wanted: number) => {
    const max = Math.max(MIN_PIXELS, window.innerHeight - FREE_PIXELS);
    height = Math.round(Math.min(max, Math.max(MIN_PIXELS, wanted)));
    element.setAttribute('aria-valuenow', String(height));
    element.setAttribute('aria-valuemax', String(max));
    onResize(height);
  };
  const element = make('div', {
    role: 'separator',
    class: 'separator',
    tabindex: 0,
    'aria-label': 'Height of the panel',
    'aria-orientation': 'horizontal',
    'aria-valuemin': MIN_PIXELS,
    onkeydown(event: KeyboardEvent) {
      const next: Record<string, number> = {
        ArrowUp: height + STEP_PIXELS,
        ArrowDown: height - STEP_PIXELS,
        Home: MIN_PIXELS,
        End: window.innerHeight,
      };
      const wanted = next[event.key];
      if (wanted === undefined) return;
      event.preventDefault();
      set(wanted);
    },
    onpointerdown(event: PointerEvent) {
      element.setPointerCapture(event.pointerId);
    },
    onpointermove(event: PointerEvent) {
      if (element.hasPointerCapture(event.pointerId)) set(window.innerHeight - event.clientY);
    },
  });
  return { element, refresh: () => set(height) };
}
