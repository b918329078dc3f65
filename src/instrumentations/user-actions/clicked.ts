import { documentMember } from '../../browser/dom.js';
import { actionTarget, matchesAny, PRESSABLE } from '../../browser/element-name.js';

/** A click that can be judged. */
export interface Clicked {
  /** The element that the person clicked on. */
  readonly target: Element;
  /** Whether an answer of the page would be detected: not in a canvas or a frame, nor on a keypad, nor if text is selected. */
  isSeen(): boolean;
  /** Whether the click should have had an effect, and none is visible except possibly a change of the document. */
  isIdle(): boolean;
}

/** Elements to which the browser itself responds, whose value may change, or that are marked as having no effect. */
const UNJUDGED =
  'form,summary,label,input,select,textarea,option,video,audio,embed,object,[contenteditable],a[href]:not([href="#"]),[popovertarget],[commandfor],[aria-disabled=true],[aria-current]';
/** Elements that may change without a change of the document, also by a button beside them: media and frames. */
const UNSEEN = 'iframe,video,audio,embed,object';
/** Minimum number of buttons of a keypad (PIN, calculator, game), where a press need not be visible. */
const PAD_BUTTONS = 9;

/**
 * Reads what a click can be judged by; undefined if an answer of the page would not be detected. Reads neither layout nor style.
 * @param path the event's, through open shadow trees
 */
export function readClick(event: MouseEvent, path: readonly EventTarget[]): Clicked | undefined {
  const target = actionTarget(path);
  // Inside a shadow tree, whose host is the event's target: observers of the document do not see changes there.
  if (!target || path[0] !== event.target) return undefined;
  // An element that the press has focused already has the focus.
  const focused = documentMember('activeElement');
  const isJudged =
    // A key that is held down causes repeated clicks.
    event.detail && !matchesAny(path, UNJUDGED);
  // Searches the document and may cause layout: called only for the few clicks that seem unanswered, long after their handlers.
  const isSeen = () => {
    const beside = target.parentElement?.parentElement;
    return (
      // A double or triple click selects text.
      getSelection()?.type !== 'Range' &&
      !beside?.querySelector(UNSEEN) &&
      !(beside && beside.querySelectorAll('button,[role=button]').length >= PAD_BUTTONS) &&
      !documentMember('getElementsByTagName').call(document, 'canvas').length
    );
  };
  return isJudged
    ? {
        target,
        isSeen,
        isIdle: () =>
          matchesAny(path, PRESSABLE) &&
          // Without a focused element, the body is active; Chromium makes it active when the focus moves into a frame.
          [focused, documentMember('body')].includes(documentMember('activeElement')) &&
          // A new window or full screen consumes the activation that a click grants.
          navigator.userActivation?.isActive &&
          isSeen(),
      }
    : undefined;
}

/**
 * Whether a click that follows another in the same task was caused by that click or by a key: it has no pointer
 * (https://html.spec.whatwg.org/multipage/webappapis.html#fire-a-synthetic-pointer-event), or, for a label's control in
 * Chromium, it copies the label's click. A person's next click has a higher `detail` or another position.
 */
export const isDerivedClick = (event: Event, before: Event): boolean => {
  const [click, first] = [event, before] as PointerEvent[] as [PointerEvent, PointerEvent];
  const isCopy =
    click.target !== first.target &&
    (['detail', 'screenX', 'screenY'] as const).every((name) => click[name] === first[name]);
  return !click.detail || click.pointerId === -1 || isCopy;
};
