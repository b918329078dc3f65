import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { createSender } from './sender.js';

const BUDGET = 32 * 1024;

beforeEach(() => vi.stubGlobal('document', { visibilityState: 'hidden' }));
afterEach(() => vi.unstubAllGlobals());

describe('a request that the browser never settles', () => {
  const silent = (fetch: () => Promise<Response> = () => new Promise(() => {})) =>
    createSender({
      endpoint: 'https://collector.example',
      headers: {},
      credentials: 'omit',
      gzip: false,
      log: { warn: vi.fn(), debug: vi.fn() },
      fetch,
    });

  it('has lost its answer after 30 s, even if the browser ignores that it is aborted', async () => {
    const sender = silent();
    const { result } = sender.send({ signal: 'logs', body: 'x'.repeat(1_000) }, true);
    expect(sender.keepaliveRoom()).toBe(BUDGET - 1_000);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(await result).toEqual({ outcome: 'retry', afterMillis: undefined, isAnswerLost: true });
    expect(sender.keepaliveRoom()).toBe(BUDGET);
  });

  it.each([
    [200, { outcome: 'sent', rejected: 0 }],
    [400, { outcome: 'refused', status: 400 }],
    [503, { outcome: 'retry', status: 503, afterMillis: undefined, isAnswerLost: false }],
  ])('has the outcome of its status %i if only the body never ends', async (status, expected) => {
    const answer = (_url?: string, { signal }: RequestInit = {}) =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: (stream) => signal?.addEventListener('abort', () => stream.error(signal.reason)),
          }),
          { status },
        ),
      );
    const { result } = silent(answer).send({ signal: 'logs', body: '{}' });
    await vi.advanceTimersByTimeAsync(30_001);
    expect(await result).toEqual(expected);
  });

  it('can be assumed to be sent if it outlives the page, and only then', async () => {
    const sender = silent();
    const small = sender.send({ signal: 'logs', body: '{}' }, true);
    const large = sender.send({ signal: 'traces', body: 'x'.repeat(BUDGET) }, true);
    for (const sending of [small, large]) sending.assumeSent();
    expect(await small.result).toEqual({ outcome: 'sent', rejected: 0 });
    await vi.advanceTimersByTimeAsync(30_001);
    expect(await large.result).toMatchObject({ outcome: 'retry' });
  });
});
