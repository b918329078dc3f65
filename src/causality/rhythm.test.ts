import { describe, expect, it } from 'vitest';
import { createRhythm } from './rhythm.js';

/** Which of the requests at these moments keep to a rhythm. */
const judge = (moments: number[]) => {
  const isInRhythm = createRhythm();
  return moments.map((at) => isInRhythm('GET /api/news', at));
};
const last = (moments: number[]) => judge(moments).at(-1);

describe('polling', () => {
  it.each([
    ['every second', [0, 1_000, 2_000, 3_000]],
    ['every minute, with a late main thread', [0, 60_000, 120_900, 180_200]],
    ['every five seconds, with a jitter of a fifth', [0, 4_100, 9_900, 14_200, 19_700]],
    ['with a back-off that doubles', [0, 500, 1_500, 3_500, 7_500]],
    ['with a back-off by half as much again', [0, 1_000, 2_500, 4_750]],
  ])('%s is in a rhythm', (_, moments) => {
    expect(last(moments)).toBe(true);
  });

  it('is recognized at the fourth request, not by the count alone', () => {
    expect(judge([0, 1_000, 2_000, 3_000, 9_000])).toEqual([false, false, false, true, false]);
  });
});

describe('no polling', () => {
  it.each([
    ['five queries of a page that loads', [0, 5, 9, 14, 21]],
    ['those, and one that a click asks for', [0, 5, 9, 14, 2_000]],
    ['a person who comes back now and then', [0, 3_000, 60_000, 64_000, 200_000]],
    ['one that follows another at once, twice', [0, 1_000, 1_010, 2_000, 2_010]],
  ])('is %s', (_, moments) => {
    expect(last(moments)).toBe(false);
  });

  it('is what others ask for', () => {
    const isInRhythm = createRhythm();
    for (const at of [0, 1_000, 2_000]) isInRhythm('POST /graphql News', at);
    expect(isInRhythm('POST /graphql Film', 3_000)).toBe(false);
    expect(isInRhythm('POST /graphql News', 3_000)).toBe(true);
  });
});

it('forgets the key that was seen longest ago', () => {
  const isInRhythm = createRhythm();
  for (const at of [0, 1_000, 2_000]) isInRhythm('old', at);
  for (let count = 0; count < 100; count++) isInRhythm(`key ${count}`, 2_500);
  expect(isInRhythm('old', 3_000)).toBe(false);
});
