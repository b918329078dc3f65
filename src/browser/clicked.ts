import { actionTarget, PRESSABLE } from './selector.js';

/** What a click can be judged by. */
export interface Clicked {
  /** The nearest element that a person would say was clicked on. */
  readonly target: Element;
  /** Whether something should have come of it, and has not but for what a change of the document shows. */
  isIdle(): boolean;
}

/** Where the browser itself answers, or a value may, and what says that it has nothing to do. */
const UNJUDGED =
  'form,summary,label,[contenteditable],a[href]:not([href^="#"]),[aria-disabled=true],[aria-current]';
/** What may change without a change of the document, also by a button beside it: a value, what is played. */
const UNSEEN = 'input,select,textarea,[contenteditable],iframe,video,audio';

/** Undefined where the page's answer could not be seen. Reads neither layout nor style, nor any value. */
export function readClick(event: MouseEvent, element: Element): Clicked | undefined {
  const target = actionTarget(element);
  // What the press itself focuses is focused by now.
  const focused = document.activeElement;
  const isSeen =
    // A key that is held down clicks again and again.
    event.detail &&
    // Inside a shadow tree, whose host is the event's target, no observer of the document sees.
    element === event.target &&
    !element.closest(UNJUDGED) &&
    !target.parentElement?.parentElement?.querySelector(UNSEEN) &&
    !document.querySelector('canvas') &&
    // A double or triple click selects text.
    getSelection()?.type !== 'Range';
  return isSeen
    ? {
        target,
        isIdle: () =>
          !!element.closest(PRESSABLE) &&
          // The body has the focus that nobody has: Chromium takes it from a document that is left for a frame.
          [focused, document.body].includes(document.activeElement) &&
          // A window, a full screen: the browser grants a click one such thing.
          navigator.userActivation?.isActive,
      }
    : undefined;
}
