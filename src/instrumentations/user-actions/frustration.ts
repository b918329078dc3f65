import type { Clock, PageMillis } from '../../browser/clock.js';
import { nativeSetTimeout } from '../../browser/natives.js';
import type { Clicked } from './clicked.js';
import type { PageAnswers } from './page-answers.js';

/** The judgement of a click. docs/reference/user-actions.md has the rules. */
export interface JudgedClick {
  /** Whether it is the third in a row without an answer of the page. */
  readonly isRage: boolean;
  /** Calls back, possibly immediately, when it is known whether the page did nothing. */
  whenKnown(callback: (isDead: boolean) => void): void;
}

export interface Frustration {
  /** Notes that a mouse button or a finger goes down, to which some pages respond. */
  press(): void;
  /** @param at page time of the event */
  click(at: PageMillis, clicked: Omit<Clicked, 'isSeen'>): JudgedClick;
  stop(): void;
}

/** Time without an answer of the page after which a click is dead. */
export const PATIENCE_MILLIS = 3_000;
/** Maximum time between two clicks of a burst. */
export const BURST_MILLIS = 500;
const RAGE_CLICKS = 3;

/** Judges clicks by whether the page answers. Watches the page only while a click is being judged. */
export function createFrustration(answers: PageAnswers, { pageNow }: Pick<Clock, 'pageNow'>): Frustration {
  let judgedUntil: PageMillis = 0;
  let timer: number | undefined;
  let answersBefore = 0;
  let clickedAt = 0;
  let target: unknown;
  let burst = 0;

  /** Runs by one timer for all clicks, because a timer per click would add a task per click. */
  const end = () => {
    const leftMillis = judgedUntil - pageNow();
    timer = leftMillis > 0 ? nativeSetTimeout(end, Math.ceil(leftMillis)) : undefined;
    if (timer) return;
    // Answers without an event are found only by comparing.
    answers.count();
    answers.stop();
    target = undefined;
  };
  const watch = (pressed?: Element) => {
    answers.watch(pressed);
    judgedUntil = pageNow() + PATIENCE_MILLIS;
    timer ??= nativeSetTimeout(end, PATIENCE_MILLIS);
  };
  return {
    stop() {
      answers.stop();
      target = undefined;
    },
    press() {
      // If the page answered before the next press, the burst starts anew.
      const count = answers.count();
      if (count !== answersBefore) burst = 0;
      answersBefore = count;
      watch();
    },
    click(at, clicked) {
      const before = answersBefore;
      watch(clicked.target);
      if (clicked.target !== target || at - clickedAt > BURST_MILLIS) burst = 0;
      target = clicked.target;
      clickedAt = at;
      const isAnswered = () => answers.count() !== before;
      return {
        isRage: ++burst === RAGE_CLICKS && !answers.hasUnseen(),
        whenKnown(callback) {
          if (isAnswered() || !clicked.isIdle()) return callback(false);
          watch();
          nativeSetTimeout(() => callback(!isAnswered() && !answers.hasUnseen()), PATIENCE_MILLIS);
        },
      };
    },
  };
}
