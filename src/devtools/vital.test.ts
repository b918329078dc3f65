import { describe, expect, it } from 'vitest';
import { formatVital, ratingOf, readVital, VITALS } from './vital.js';

describe('a vital', () => {
  it.each([
    ['lcp', 2_500, 'good'],
    ['lcp', 2_501, 'needs improvement'],
    ['lcp', 4_000, 'needs improvement'],
    ['lcp', 4_001, 'poor'],
    ['cls', 0.1, 'good'],
    ['inp', 501, 'poor'],
  ])('is rated by its thresholds, which are still on the better side: %s %d', (name, value, rating) => {
    const vital = VITALS.find((each) => each.name === name);
    expect(vital && ratingOf(vital, value)).toBe(rating);
  });

  it('is shown in seconds, milliseconds, or as a score', () => {
    expect([formatVital('lcp', 2_512.4), formatVital('inp', 96), formatVital('ttfb', 3.12345)]).toEqual([
      '2.51 s',
      '96 ms',
      '3.1 ms',
    ]);
    expect(formatVital('cls', 0.12345)).toBe('0.123');
  });

  it('has its element, its phases, longest first, and its script', () => {
    const of = 'otel_rum.web_vital.attribution.';
    expect(
      readVital({
        'browser.web_vital.value': 312,
        'browser.web_vital.rating': 'needs-improvement',
        [`${of}interaction_target`]: 'main>button',
        [`${of}input_delay`]: 12,
        [`${of}processing_duration`]: 280,
        [`${of}presentation_delay`]: 20,
        [`${of}interaction_time`]: 4_711,
        [`${of}total_script_duration`]: 270,
        [`${of}longest_script.duration`]: 260,
        [`${of}longest_script.invoker`]: 'BUTTON#buy.onclick',
      }),
    ).toEqual({
      value: 312,
      rating: 'needs improvement',
      target: 'main>button',
      parts: [
        ['processing duration', 280],
        ['presentation delay', 20],
        ['input delay', 12],
      ],
      script: 'BUTTON#buy.onclick',
    });
  });
});
