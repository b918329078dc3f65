import type { PageMillis } from '../../browser/clock.js';
import { nativeSetTimeout } from '../../browser/natives.js';
import type { Clicked } from './clicked.js';
import type { PageAnswers } from './page-answers.js';

/** What a click says of the person who made it. The rules are in docs/reference/user-actions.md. */
export interface JudgedClick {
  /** The third in a row that the page left unanswered. */
  readonly isRage: boolean;
  /** Calls back, maybe at once, when it is known whether the page did nothing for it. */
  whenKnown(callback: (isDead: boolean) => void): void;
}

export interface Frustration {
  /** A button of the mouse, or a finger, goes down: some pages answer to that already. */
  press(): void;
  /** @param at page time of the event */
  click(at: PageMillis, clicked: Omit<Clicked, 'isSeen'>): JudgedClick;
  stop(): void;
}

/** A page that has not answered after this long is taken for dead. */
export const PATIENCE_MILLIS = 3_000;
/** Clicks that follow each other within this are one burst. */
export const BURST_MILLIS = 500;
const RAGE_CLICKS = 3;

/** Judges clicks by whether the page answers; it is watched only while one is being judged. */
export function createFrustration(answers: PageAnswers): Frustration {
  let judging = 0;
  let answersBefore = 0;
  let clickedAt = 0;
  let target: unknown;
  let burst = 0;

  const watch = (pressed?: Element) => {
    answers.watch(pressed);
    judging++;
    nativeSetTimeout(() => {
      if (--judging) return;
      // What has no event is seen only if it is looked for.
      answers.count();
      answers.stop();
      target = undefined;
    }, PATIENCE_MILLIS);
  };
  return {
    stop() {
      answers.stop();
      target = undefined;
    },
    press() {
      // Who saw an answer before pressing again has no cause for rage.
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
