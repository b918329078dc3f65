import { documentMember } from '../../browser/dom.js';
import { actionTarget, matchesAny, PRESSABLE } from '../../browser/element-name.js';

/** What a click can be judged by. */
export interface Clicked {
  /** The nearest element that a person would say was clicked on. */
  readonly target: Element;
  /** Whether an answer of the page could be seen: it is not in a canvas or a frame, nor on a pad. */
  isSeen(): boolean;
  /** Whether something should have come of it, and has not but for what a change of the document shows. */
  isIdle(): boolean;
}

/** Where the browser itself answers, or a value may, and what says that it has nothing to do. */
const UNJUDGED =
  'form,summary,label,input,select,textarea,option,video,audio,embed,object,[contenteditable],a[href]:not([href="#"]),[popovertarget],[commandfor],[aria-disabled=true],[aria-current]';
/** What may change without a change of the document, also by a button beside it: what is played, what a frame shows. */
const UNSEEN = 'iframe,video,audio,embed,object';
/** So many buttons together are a pad: of a PIN, a calculator, a game. A press there need not show. */
const PAD_BUTTONS = 9;

/**
 * Reads what a click can be judged by; undefined if the page's answer could not be seen. Reads neither layout nor style.
 * @param path the event's, through open shadow trees
 */
export function readClick(event: MouseEvent, path: readonly EventTarget[]): Clicked | undefined {
  const target = actionTarget(path);
  // Inside a shadow tree, whose host is the event's target, no observer of the document sees.
  if (!target || path[0] !== event.target) return undefined;
  // What the press itself focuses is focused by now.
  const focused = documentMember('activeElement');
  const isJudged =
    // A key that is held down clicks again and again.
    event.detail &&
    !matchesAny(path, UNJUDGED) &&
    // A double or triple click selects text.
    getSelection()?.type !== 'Range';
  // It looks through the document, so it is asked of the few clicks that seem to have no answer, after their handlers.
  const isSeen = () => {
    const beside = target.parentElement?.parentElement;
    return (
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
          // The body has the focus that nobody has: Chromium takes it from a document that is left for a frame.
          [focused, documentMember('body')].includes(documentMember('activeElement')) &&
          // A window, a full screen: the browser grants a click one such thing.
          navigator.userActivation?.isActive &&
          isSeen(),
      }
    : undefined;
}

/**
 * Returns whether a click that follows another in the same task is one that the browser made of that, or of a key: it has no pointer
 * (https://html.spec.whatwg.org/multipage/webappapis.html#fire-a-synthetic-pointer-event), or, for a label's control in Chromium,
 * it is a copy of the label's click. A person's next click has a higher `detail`, or is elsewhere.
 */
export const isDerivedClick = (event: Event, before: Event): boolean => {
  const [click, first] = [event, before] as PointerEvent[] as [PointerEvent, PointerEvent];
  const isCopy =
    click.target !== first.target &&
    (['detail', 'screenX', 'screenY'] as const).every((name) => click[name] === first[name]);
  return !click.detail || click.pointerId === -1 || isCopy;
};
