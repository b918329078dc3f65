import type { Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  /** Processor time in microseconds, without that of other processes. */
  tdur?: number;
  args?: { data?: { url?: string } };
}

/** Measures the duration of the browser's calls into scripts. */
export async function watchScriptTime(page: Page) {
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: ['devtools.timeline'] });
  return {
    /**
     * Ends the measurement.
     *
     * @returns milliseconds of processor time of the longest call into each script, by URL
     */
    async stop(): Promise<Record<string, number>> {
      const buffer = await browser?.stopTracing();
      const { traceEvents } = JSON.parse(String(buffer)) as { traceEvents: TraceEvent[] };
      const longest: Record<string, number> = {};
      for (const { name, tdur = 0, args } of traceEvents) {
        const url = args?.data?.url;
        if (name === 'FunctionCall' && url) longest[url] = Math.max(longest[url] ?? 0, tdur / 1_000);
      }
      return longest;
    },
  };
}
