import { afterEach, expect, test, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { BURST_MILLIS, createFrustration, type JudgedClick, PATIENCE_MILLIS } from './frustration.js';

afterEach(() => {
  vi.clearAllTimers();
});

const pass = (millis: number) => vi.advanceTimersByTime(millis);
const NEXT = {} as Element;

function setup(hasUnseen = false) {
  let count = 0;
  let isWatching = false;
  const frustration = createFrustration(
    {
      count: () => count,
      watch() {
        isWatching = true;
      },
      stop() {
        isWatching = false;
      },
      hasUnseen: () => hasUnseen,
    },
    { pageNow: Date.now },
  );
  return {
    frustration,
    answer() {
      if (isWatching) count++;
    },
    isWatching: () => isWatching,
    click(target = NEXT, isIdle = true) {
      frustration.press();
      return frustration.click(Date.now(), { target, isIdle: () => isIdle });
    },
  };
}
/** Marks of a click; undefined until they are known. */
function verdictOf(click: JudgedClick) {
  const verdict: { isDead?: boolean } = {};
  click.whenKnown((isDead) => {
    verdict.isDead = isDead;
  });
  return verdict;
}

test('a click that is not answered is dead when patience is over, and not before', () => {
  const { click } = setup();
  const verdict = verdictOf(click());
  pass(PATIENCE_MILLIS - 1);
  expect(verdict).toEqual({});
  pass(1);
  expect(verdict).toEqual({ isDead: true });
});

test('a click that is answered late is not dead', () => {
  const { click, answer } = setup();
  const verdict = verdictOf(click());
  pass(PATIENCE_MILLIS - 1);
  answer();
  pass(1);
  expect(verdict).toEqual({ isDead: false });
});

test('a click that is answered before its action is over is known at once', () => {
  const { click, answer } = setup();
  const clicked = click();
  answer();
  expect(verdictOf(clicked)).toEqual({ isDead: false });
});

test('an answer to the press is one to the click', () => {
  const { frustration, answer } = setup();
  frustration.press();
  answer();
  const clicked = frustration.click(Date.now(), { target: NEXT, isIdle: () => true });
  expect(verdictOf(clicked)).toEqual({ isDead: false });
});

test('a click on what cannot be pressed, or that moved the focus, is known at once', () => {
  const { click } = setup();
  expect(verdictOf(click(NEXT, false))).toEqual({ isDead: false });
});

test('a click whose action lasts has its patience after that', () => {
  const { click, answer } = setup();
  const clicked = click();
  pass(1_000);
  const verdict = verdictOf(clicked);
  pass(PATIENCE_MILLIS - 1);
  answer();
  pass(1);
  expect(verdict).toEqual({ isDead: false });
});

test('an answer to a later click is one to the earlier ones too', () => {
  const { click, answer } = setup();
  const verdict = verdictOf(click());
  pass(1_000);
  click({} as Element);
  answer();
  pass(PATIENCE_MILLIS);
  expect(verdict).toEqual({ isDead: false });
});

test('the page is watched while a click is judged, and no longer', () => {
  const { click, isWatching } = setup();
  expect(isWatching()).toBe(false);
  click();
  pass(1_000);
  click();
  pass(PATIENCE_MILLIS - 1);
  expect(isWatching()).toBe(true);
  pass(1);
  expect(isWatching()).toBe(false);
});

test('the third unanswered click in a row is rage, and no other of its burst', () => {
  const { click } = setup();
  const rage = [1, 2, 3, 4, 5, 6].map(() => {
    pass(100);
    return click().isRage;
  });
  expect(rage).toEqual([false, false, true, false, false, false]);
});

test('a burst ends with a rest, and the next one may be rage again', () => {
  const { click } = setup();
  const rage = [0, 100, 100, BURST_MILLIS + 1, 100, 100].map((rest) => {
    pass(rest);
    return click().isRage;
  });
  expect(rage).toEqual([false, false, true, false, false, true]);
});

test('clicks on several elements are no rage', () => {
  const { click } = setup();
  const rage = [NEXT, {} as Element, NEXT, NEXT, {} as Element].map((target) => click(target).isRage);
  expect(rage).toEqual([false, false, false, false, false]);
});

test('clicks that are answered one by one are no rage: a carousel', () => {
  const { click, answer } = setup();
  const rage = [1, 2, 3, 4, 5, 6].map(() => {
    pass(50);
    const { isRage } = click();
    answer();
    return isRage;
  });
  expect(rage).toEqual([false, false, false, false, false, false]);
});

test('one answer among the clicks begins to count anew', () => {
  const { click, answer } = setup();
  const rage = [1, 2, 3, 4, 5].map((nth) => {
    const { isRage } = click();
    if (nth === 2) answer();
    return isRage;
  });
  expect(rage).toEqual([false, false, false, false, true]);
});

test('no click is dead, or of rage, on a page that has places which cannot be watched', () => {
  const { click } = setup(true);
  const clicks = [click(), click(), click()];
  expect(clicks.map(({ isRage }) => isRage)).toEqual([false, false, false]);
  const verdict = verdictOf(clicks[2] as JudgedClick);
  pass(PATIENCE_MILLIS);
  expect(verdict).toEqual({ isDead: false });
});
