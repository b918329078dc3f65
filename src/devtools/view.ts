import type { RumStatus } from '../index.js';
import type { FrameWindow } from './frame.js';
import type { Journal } from './journal.js';
import type { Make } from './make-elements.js';
import type { VitalsNow } from './watch-vitals.js';

/** What the panel's parts share. */
export interface View {
  readonly make: Make;
  readonly window: FrameWindow;
  readonly journal: Journal;
  readonly vitals: VitalsNow;
  readonly pageOrigin: string;
  /** Returns the state of otel-rum at the latest report; undefined: it does not run. */
  status(): RumStatus | undefined;
  /** Draws a box around an element of the page; undefined removes it. */
  outline(element: Element | undefined): void;
  /** Has a screen reader say a text. */
  announce(text: string): void;
}

/** The content of a tab. */
export interface TabContent {
  readonly name: string;
  readonly element: HTMLElement;
  /** Shows what the journal has now; called while the tab is shown. */
  update(): void;
}
