import { listen, listenToPage, type Stop } from '../../browser/lifecycle.js';
import { navigationApi } from '../../browser/location.js';
import { patch } from '../../browser/patch.js';

/** Events by which a page answers without a change of its document. */
const EVENTS =
  'scroll,toggle,close,play,pause,seeking,volumechange,copy,input,change,animationstart,transitionrun,fullscreenchange,beforeprint,popstate,click'.split(
    ',',
  );

/**
 * What a page can do without an event and without a change of its document. `.alert` is the window's. What uses up the
 * person's activation (a window, a share, a picker of files) is seen by that.
 */
const SILENT =
  'Element.animate,HTMLMediaElement.play,AudioScheduledSourceNode.start,SpeechSynthesis.speak,Clipboard.writeText,.alert,.confirm,.prompt,HTMLInputElement.showPicker'.split(
    ',',
  );
const MAX_FIELDS = 100;
const MAX_ELEMENTS = 20_000;

const FIELDS = 'input,textarea,select';

/** What a page does that a person could notice, whatever makes it do that. */
export interface PageAnswers {
  /**
   * Waits for the next answer.
   * @param pressed what was pressed, if a click is about to be handled: its own transitions are no answer, and what has no events
   * is compared with now
   */
  watch(pressed?: Element): void;
  /** Stops watching. */
  stop: Stop;
  /** How many answers there were that were waited for. */
  count(): number;
  /** Whether the page has places that cannot be watched: shadow trees, very many elements or fields. */
  hasUnseen(): boolean;
}

/** What shows on the page, and neither an event nor a change of the document says so. Values are compared, and never kept or sent. */
function readSilentState(): unknown[] {
  const state: unknown[] = [document.activeElement];
  const fields = document.querySelectorAll<HTMLInputElement>(FIELDS);
  if (fields.length <= MAX_FIELDS) for (const { value, checked } of fields) state.push(value, checked);
  for (const sheet of [...document.styleSheets, ...(document.adoptedStyleSheets ?? [])]) {
    state.push(sheet, sheet.disabled);
    try {
      const { cssRules } = sheet;
      state.push(cssRules.length, cssRules[cssRules.length - 1]);
    } catch {
      // Of another origin.
    }
  }
  const highlights = globalThis.CSS?.highlights as unknown as Map<string, Set<unknown>> | undefined;
  for (const [name, { size }] of highlights ?? []) state.push(name, size);
  return state;
}

/** One observer, from `watch()` to the first answer: a page that changes all the time pays once. */
export function createPageAnswers(): PageAnswers {
  let count = 0;
  let stops: Stop[] = [];
  let target: Element | undefined;
  let before: unknown[] | undefined;

  const stop = () => {
    for (const undo of stops) undo();
    stops = [];
    before = undefined;
  };
  const onAnswer = () => {
    if (stops[0]) count++;
    stop();
  };
  const onEvent = ({ type, target: changed, isTrusted }: Event) => {
    // The page's own click chooses a file, or follows a link. A style of what is pressed changes by itself.
    if (type === 'click' ? !isTrusted : type !== 'transitionrun' || !target?.contains(changed as Node))
      onAnswer();
  };
  const compare = () => {
    if (!before) return;
    const now = readSilentState();
    // The body has the focus that nobody has: Chromium takes it from a document that is left for a frame.
    if (now[0] === document.body) now[0] = before[0];
    if (now.length !== before.length || now.some((item, index) => item !== before?.[index])) onAnswer();
  };

  /** Only while a click is judged: at other times the page's functions are its own. */
  const patchSilent = (member: string): Stop => {
    const [holder, name] = member.split('.') as [string, string];
    const scope = globalThis as unknown as Record<string, { prototype: object } | undefined>;
    return patch(holder ? scope[holder]?.prototype : scope, name, (native, self, args) => {
      onAnswer();
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
      if (document.querySelectorAll(FIELDS).length > MAX_FIELDS) return true;
      const elements = document.getElementsByTagName('*');
      if (elements.length > MAX_ELEMENTS) return true;
      for (const element of elements)
        if (element.shadowRoot || (element.localName.includes('-') && customElements.get(element.localName)))
          return true;
      return false;
    },
    watch(pressed) {
      if (!stops[0]) {
        const observer = new MutationObserver(onAnswer);
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        stops = [
          () => observer.disconnect(),
          ...EVENTS.map((type) => listenToPage(type, onEvent, true)),
          ...SILENT.map(patchSilent),
        ];
        // Downloads too, and routes whose view comes late.
        const navigation = navigationApi();
        if (navigation) stops.push(listen(navigation, 'navigate', onAnswer));
      }
      if (pressed) {
        target = pressed;
        before = readSilentState();
      }
    },
  };
}
