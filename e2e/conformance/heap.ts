import type { CDPSession, Page } from '@playwright/test';

/** What a page holds, after everything that can go has gone. */
export interface Heap {
  /** Objects, and the buffers behind them. */
  bytes: number;
  /** Event listeners of the page's scripts. */
  listeners: number;
}

export interface HeapProbe {
  read(): Promise<Heap>;
  /** How many strings with this in them are on the heap. */
  strings(needle: string): Promise<string[]>;
  /** How many objects have the prototype that `expression` gives. */
  instances(expression: string): Promise<number>;
  /** The listeners on the object that `expression` gives, by type. */
  listenersOf(expression: string): Promise<Record<string, number>>;
}

/** Looks into a page's heap by the developer tools' protocol. */
export async function probeHeap(page: Page): Promise<HeapProbe> {
  const session: CDPSession = await page.context().newCDPSession(page);
  for (const domain of ['Runtime', 'HeapProfiler', 'Performance'] as const)
    await session.send(`${domain}.enable`);
  // Twice: what finalizers let go of in the first goes in the second.
  const collect = async () => {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
  };
  const evaluate = async (expression: string, more = {}) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, ...more });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result;
  };
  return {
    async read() {
      await collect();
      const usage = (await session.send('Runtime.getHeapUsage')) as Record<string, number>;
      const { metrics } = await session.send('Performance.getMetrics');
      const { usedSize = 0, backingStorageSize = 0 } = usage;
      return {
        bytes: usedSize + backingStorageSize,
        listeners: metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? Number.NaN,
      };
    },
    async strings(needle) {
      await collect();
      const chunks: string[] = [];
      const onChunk = ({ chunk }: { chunk: string }) => chunks.push(chunk);
      session.on('HeapProfiler.addHeapSnapshotChunk', onChunk);
      await session.send('HeapProfiler.takeHeapSnapshot');
      session.off('HeapProfiler.addHeapSnapshotChunk', onChunk);
      const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
      return strings.filter((text) => text.includes(needle));
    },
    async instances(expression) {
      await collect();
      const { objectId } = await evaluate(expression);
      const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: objectId ?? '' });
      const { result } = await session.send('Runtime.callFunctionOn', {
        objectId: objects.objectId ?? '',
        functionDeclaration: 'function () { return this.length; }',
      });
      await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' });
      return result.value;
    },
    async listenersOf(expression) {
      const { value } = await evaluate(
        `Object.fromEntries(Object.entries(getEventListeners(${expression})).map(([type, all]) => [type, all.length]))`,
        { includeCommandLineAPI: true, returnByValue: true },
      );
      return value;
    },
  };
}
