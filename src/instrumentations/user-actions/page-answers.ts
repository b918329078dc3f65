import { documentMember } from '../../browser/dom.js';
import { tagOf } from '../../browser/element-name.js';
import { listen, listenToPage, type Stop } from '../../browser/lifecycle.js';
import { navigationApi } from '../../browser/location.js';
import { patch } from '../../browser/patch.js';

/** Events that show an answer without a change of the document. */
const EVENTS =
  'scroll,toggle,close,play,pause,seeking,volumechange,copy,input,change,animationstart,transitionrun,fullscreenchange,beforeprint,popstate,click'.split(
    ',',
  );

/**
 * Functions by which a page can answer without an event or a change of the document. `.alert` is the window's. Functions that
 * consume the user activation (new windows, sharing, file pickers) are detected by that.
 */
const SILENT =
  'Element.animate,HTMLMediaElement.play,AudioScheduledSourceNode.start,SpeechSynthesis.speak,Clipboard.writeText,Clipboard.write,.alert,.confirm,.prompt,HTMLInputElement.showPicker,CSSStyleDeclaration.setProperty,ServiceWorkerRegistration.showNotification,Navigator.vibrate,MessagePort.postMessage,BroadcastChannel.postMessage'.split(
    ',',
  );
const MAX_FIELDS = 100;
const MAX_ELEMENTS = 20_000;

const findFields = () =>
  documentMember('querySelectorAll').call(document, 'input,textarea,select') as NodeListOf<HTMLInputElement>;

/** Detects what a page does that a person could notice. */
export interface PageAnswers {
  /**
   * Waits for the next answer.
   * @param pressed the element that was pressed, if a click is about to be handled: its own transitions are no answer, and
   * state without events is compared with now
   */
  watch(pressed?: Element): void;
  /** Stops watching. */
  stop: Stop;
  /** Returns the number of answers while it was watching. */
  count(): number;
  /** Whether the page has parts that cannot be watched: a parent of another origin, shadow trees, or very many elements or fields. */
  hasUnseen(): boolean;
}

/** Reads visible state that changes without an event or a change of the document. Values are compared, never kept or sent. */
function readSilentState(): unknown[] {
  const state: unknown[] = [documentMember('activeElement')];
  const fields = findFields();
  if (fields.length <= MAX_FIELDS) for (const { value, checked } of fields) state.push(value, checked);
  for (const sheet of [...documentMember('styleSheets'), ...(documentMember('adoptedStyleSheets') ?? [])]) {
    state.push(sheet, sheet.disabled);
    try {
      const { cssRules } = sheet;
      state.push(cssRules.length, cssRules[cssRules.length - 1]);
    } catch {
      // A style sheet of another origin.
    }
  }
  const highlights = globalThis.CSS?.highlights as unknown as Map<string, Set<unknown>> | undefined;
  for (const [name, { size }] of highlights ?? []) state.push(name, size);
  return state;
}

/**
 * Watches the document from `watch()` to the first answer, so that a page that changes constantly costs it once. Listeners and
 * patches stay until `stop()`, because adding and removing them costs more than they do.
 */
export function createPageAnswers(): PageAnswers {
  let count = 0;
  let stops: Stop[] = [];
  let isWatching = false;
  let dom: MutationObserver | undefined;
  let target: Element | undefined;
  let before: unknown[] | undefined;

  const rest = () => {
    isWatching = false;
    dom?.disconnect();
    before = undefined;
  };
  const stop = () => {
    rest();
    for (const undo of stops) undo();
    stops = [];
  };
  const onAnswer = () => {
    if (isWatching) count++;
    rest();
  };
  const onEvent = ({ type, target: changed, isTrusted }: Event) => {
    // A script's click chooses a file or follows a link. Transitions within the pressed element are its own style.
    if (type === 'click' ? !isTrusted : type !== 'transitionrun' || !target?.contains(changed as Node))
      onAnswer();
  };
  const compare = () => {
    if (!before) return;
    const now = readSilentState();
    // Without a focused element, the body is active; Chromium makes it active when the focus moves into a frame.
    if (now[0] === documentMember('body')) now[0] = before[0];
    if (now.length !== before.length || now.some((item, index) => item !== before?.[index])) onAnswer();
  };

  /** Patches a function, only while a click is being judged. */
  const patchSilent = (member: string): Stop => {
    const [holder, name] = member.split('.') as [string, string];
    const scope = globalThis as unknown as Record<string, { prototype: object } | undefined>;
    return patch(holder ? scope[holder]?.prototype : scope, name, (native, self, args) => {
      // The style of an element has no rule: a change of it is one of the document.
      if ((self as Partial<CSSStyleDeclaration> | undefined)?.parentRule !== null) onAnswer();
      return Reflect.apply(native, self, args);
    });
  };

  return {
    stop,
    count() {
      compare();
      return count;
    },
    hasUnseen() {
      // A frame may send a message to its parent; `frameElement` is null if that is of another origin.
      if (findFields().length > MAX_FIELDS || (top !== window && !frameElement)) return true;
      const elements = documentMember('getElementsByTagName').call(document, '*');
      if (elements.length > MAX_ELEMENTS) return true;
      for (const element of elements)
        if (element.shadowRoot || (tagOf(element).includes('-') && customElements.get(tagOf(element))))
          return true;
      return false;
    },
    watch(pressed) {
      if (!isWatching) {
        isWatching = true;
        dom ??= new MutationObserver(onAnswer);
        dom.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      }
      if (!stops[0]) {
        stops = [...EVENTS.map((type) => listenToPage(type, onEvent, true)), ...SILENT.map(patchSilent)];
        // Also downloads, and routes whose view appears late.
        const navigation = navigationApi();
        if (navigation) stops.push(listen(navigation, 'navigate', onAnswer));
      }
      if (pressed) {
        target = pressed;
        // If there was no answer since the previous click, only the press has changed something: the focus.
        before ??= readSilentState();
        before[0] = documentMember('activeElement');
      }
    },
  };
}
