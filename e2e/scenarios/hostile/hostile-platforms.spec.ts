import { addedKeys, visitBoth } from '../../fixtures/hostile/page.js';
import { platforms } from '../../fixtures/hostile/platforms.js';
import { expect, flush, test } from '../../harness/test.js';

for (const [what, { arrives, ...hostility }] of Object.entries(platforms)) {
  test.describe(() => {
    const isWarned = arrives === 'nothing, with a warning';
    /** A visit that lasts longer than three attempts to send has a warning that nothing answers. */
    const mayBeUnanswered = arrives === 'nothing';
    test.use({ isOursExpected: isWarned || mayBeUnanswered });
    test(`with ${what} an app is unaffected, and ${arrives ?? 'everything'} arrives`, async ({
      page,
      site,
      collector,
    }) => {
      const { native, ours } = await visitBoth({ page, site, collector }, hostility);
      const warnings = ours.console.filter((text) => text.includes('[otel-rum]'));
      const expectable = warnings.filter((text) => !mayBeUnanswered || !text.includes(' does not answer: '));
      expect(expectable).toEqual(
        isWarned ? [expect.stringMatching(/^warning: \[otel-rum\] did not start: /)] : [],
      );
      const others = ours.console.filter((text) => !warnings.includes(text));
      expect({ ...ours, console: others, keys: [] }).toEqual({ ...native, keys: [] });
      // Except with the extension, which removes our script.
      const expected = ours.keys.includes('otelRum') ? addedKeys(!isWarned) : [];
      expect(ours.keys.filter((key) => !native.keys.includes(key)).sort()).toEqual(expected);

      if (arrives?.startsWith('nothing')) {
        if (expected.length) await flush(page);
        expect(collector.exports).toEqual([]);
        return;
      }
      await collector.waitForEvent('browser.user_action.click');
      for (const type of ['TypeError', 'RangeError']) {
        await collector.waitForEvent('exception', ({ attributes }) => attributes['exception.type'] === type);
      }
      if (arrives === 'without requests') return;
      const request = await collector.waitForSpan('GET /api/ok');
      expect(request.attributes['http.response.status_code']).toBe(200);
      // None of our times is before this page.
      expect(Math.abs(Date.now() - request.startMillis)).toBeLessThan(60_000);
    });
  });
}
