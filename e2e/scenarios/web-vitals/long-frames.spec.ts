import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

const eventNames = ({ logs }: Collector) => logs.map(({ eventName }) => eventName);

test('a long animation frame is an event that names the script', async ({ page, site, collector }) => {
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
      tag: '',
      body: `<button id="block">Block</button><script>
        document.getElementById('block').onclick = function block() {
          const until = performance.now() + 250;
          while (performance.now() < until);
          document.getElementById('block').textContent = 'Done';
        };
      </script>`,
    }),
  );
  await collector.waitForSpan('documentLoad');
  await page.click('#block');
  if (!supports('longAnimationFrames')) {
    await collector.waitForEvent('browser.user_action.click');
    await flush(page);
    expect(eventNames(collector)).not.toContain('browser.long_animation_frame');
    return;
  }

  // The page load may have caused one too.
  const event = await collector.waitForEvent('browser.long_animation_frame', ({ attributes }) =>
    String(attributes['otel_rum.long_animation_frame.script.invoker']).includes('onclick'),
  );
  const duration = Number(event.attributes['browser.long_animation_frame.duration']);
  expect(duration).toBeGreaterThanOrEqual(240);
  expect(duration).toBeLessThan(5_000);
  expect(event.attributes).toMatchObject({
    'browser.long_animation_frame.blocking_duration': expect.any(Number),
    'otel_rum.long_animation_frame.script.invoker': expect.stringContaining('onclick'),
    'otel_rum.long_animation_frame.script.duration': expect.any(Number),
  });
});

const busyTimers = `<button id="go">Go</button><script>
  globalThis.frames_ = [];
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries())
      for (const { invoker, sourceURL, sourceFunctionName, duration } of scripts)
        frames_.push({ invoker, sourceURL, sourceFunctionName, duration });
  }).observe({ type: 'long-animation-frame', buffered: true });
  const work = () => {
    const until = performance.now() + 150;
    while (performance.now() < until);
    document.body.append('.');
  };
  globalThis.timers = {
    once: () => setTimeout(function refreshCart() { work(); }, 40),
    atOnce: () => setTimeout(function showCart() { work(); }),
    again: () => {
      const id = setInterval(function tickCart() { work(); clearInterval(id); }, 40);
    },
  };
</script>`;
interface Script {
  invoker: string;
  sourceURL: string;
  sourceFunctionName: string;
  duration: number;
}
const TIMERS = { once: 'refreshCart', atOnce: 'showCart', again: 'tickCart' } as const;

for (const isActing of [false, true]) {
  test(`a slow timer is reported as the app’s function, also to other tools, ${isActing ? 'while an action is' : 'with no action'} open`, async ({
    page,
    site,
    collector,
  }) => {
    site.serve('/api/slow', { body: '{}' });
    await page.goto(
      serveSnippetPage(site, '/', {
        options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
        tag: '',
        body: busyTimers,
      }),
    );
    await collector.waitForSpan('documentLoad');
    for (const [kind, name] of Object.entries(TIMERS)) {
      if (isActing) {
        await page.evaluate((timer) => {
          const button = document.getElementById('go') as HTMLElement;
          button.onclick = () => {
            void fetch('/api/slow');
            (globalThis as unknown as { timers: Record<string, () => void> }).timers[timer]?.();
          };
        }, kind);
        await page.click('#go');
      } else {
        await page.evaluate(
          (timer) => (globalThis as unknown as { timers: Record<string, () => void> }).timers[timer]?.(),
          kind,
        );
      }
      if (!supports('longAnimationFrames')) continue;
      const { attributes } = await collector.waitForEvent(
        'browser.long_animation_frame',
        ({ attributes: of }) => of['otel_rum.long_animation_frame.script.source_function_name'] === name,
      );
      expect(attributes['otel_rum.long_animation_frame.script.invoker']).toBe(
        `TimerHandler:${kind === 'again' ? 'setInterval' : 'setTimeout'}`,
      );
    }
    if (!supports('longAnimationFrames')) {
      await page.waitForFunction(
        (count) =>
          [...document.body.childNodes].filter(({ nodeValue }) => nodeValue === '.').length === count,
        Object.keys(TIMERS).length,
      );
      await flush(page);
      expect(eventNames(collector)).not.toContain('browser.long_animation_frame');
      return;
    }
    // The same entries as read by another tool.
    const scripts = await page.evaluate(() => (globalThis as unknown as { frames_: Script[] }).frames_);
    expect(scripts.map(({ sourceFunctionName }) => sourceFunctionName)).toEqual(
      expect.arrayContaining(Object.values(TIMERS)),
    );
    // Our own timer, which encodes a batch, is ours; the work of 150 ms is the app's.
    const timers = scripts.filter(
      ({ invoker, duration }) => invoker.startsWith('TimerHandler') && duration >= 140,
    );
    expect(timers.length).toBeGreaterThanOrEqual(3);
    expect(timers.filter(({ sourceURL }) => sourceURL.includes('otel-rum'))).toEqual([]);
  });
}
