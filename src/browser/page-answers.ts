import { listen, listenToPage, type Stop } from './lifecycle.js';

/** Events by which a page answers without a change of its document. */
const EVENTS = ['scroll', 'toggle', 'play', 'pause', 'copy'];

/** What a page does that a person could notice, whatever makes it do that. */
export interface PageAnswers {
  /** Waits for the next answer. */
  watch(): void;
  stop: Stop;
  /** How many there were that were waited for. */
  count(): number;
}

/** One observer, from `watch()` to the first answer: a page that changes all the time pays once. */
export function createPageAnswers(): PageAnswers {
  let count = 0;
  let stops: Stop[] = [];
  const stop = () => {
    for (const undo of stops) undo();
    stops = [];
  };
  const onAnswer = () => {
    count++;
    stop();
  };
  return {
    stop,
    count: () => count,
    watch() {
      if (stops[0]) return;
      const observer = new MutationObserver(onAnswer);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      stops = [() => observer.disconnect(), ...EVENTS.map((type) => listenToPage(type, onAnswer, true))];
      // Downloads too, and routes whose view comes late.
      const { navigation } = globalThis as { navigation?: EventTarget };
      if (navigation) stops.push(listen(navigation, 'navigate', onAnswer));
    },
  };
}
