import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { type PageLike, type RouteLike, recordTelemetry } from './record-telemetry.js';

const span = (name: string, spanId: string, parentSpanId?: string) => ({
  name,
  traceId: 'a'.repeat(32),
  spanId,
  parentSpanId,
  kind: 3,
  startTimeUnixNano: '1790000000000000000',
  endTimeUnixNano: '1790000000012500000',
  status: { code: 2 },
  attributes: [
    { key: 'n', value: { intValue: '7' } },
    { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }, { boolValue: true }] } } },
    { key: 'map', value: { kvlistValue: { values: [{ key: 'a', value: { doubleValue: 1.5 } }] } } },
  ],
});
const bodyOf = (...spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

/** A page whose exports the test makes by hand. */
function fakePage() {
  let handler: ((route: RouteLike) => Promise<void>) | undefined;
  const pending: Buffer[] = [];
  const answers: unknown[] = [];
  const send = async (body: Buffer, headers: Record<string, string> = {}) =>
    handler?.({
      request: () => ({
        method: () => 'POST',
        headers: () => ({ origin: 'https://shop.example', ...headers }),
        postDataBuffer: () => body,
      }),
      fulfill: async (answer) => void answers.push(answer),
      fallback: async () => void answers.push('passed on'),
    });
  const page: PageLike = {
    async route(_url, given) {
      handler = given;
    },
    async unroute() {
      handler = undefined;
    },
    evaluate: async () => {
      for (const body of pending.splice(0)) await send(body);
      return undefined as never;
    },
  };
  return { page, pending, answers, send, isRouted: () => !!handler };
}

describe('recordTelemetry()', () => {
  it('decodes the page’s exports, also gzipped, and answers them', async () => {
    const { page, send, answers } = fakePage();
    const telemetry = await recordTelemetry(page);
    await send(Buffer.from(bodyOf(span('click', '1'.repeat(16)))));
    await send(gzipSync(bodyOf(span('GET /a', '2'.repeat(16), '1'.repeat(16)))), {
      'content-encoding': 'gzip',
    });
    expect(telemetry.spans.one('GET /a')).toEqual({
      name: 'GET /a',
      traceId: 'a'.repeat(32),
      spanId: '2'.repeat(16),
      parentSpanId: '1'.repeat(16),
      kind: 'client',
      status: 'error',
      startMillis: 1_790_000_000_000,
      durationMillis: 12.5,
      attributes: { n: 7, list: ['x', true], map: { a: 1.5 } },
      events: [],
    });
    expect(answers).toEqual(
      Array(2).fill({
        status: 200,
        body: '{}',
        headers: {
          'content-type': 'application/json',
          'access-control-allow-origin': 'https://shop.example',
        },
      }),
    );
  });

  it('waits for what has not arrived yet, below the span that is named', async () => {
    const { page, pending } = fakePage();
    const telemetry = await recordTelemetry(page);
    pending.push(Buffer.from(bodyOf(span('click', '1'.repeat(16)), span('GET /a', '9'.repeat(16)))));
    const click = await telemetry.waitForSpan('click');
    const waiting = telemetry.waitForSpan(/^GET/, { within: click });
    pending.push(Buffer.from(bodyOf(span('GET /a', '2'.repeat(16), '1'.repeat(16)))));
    expect((await waiting).spanId).toBe('2'.repeat(16));
  });

  it('rejects after the timeout with the records that arrived', async () => {
    const { page, send } = fakePage();
    const telemetry = await recordTelemetry(page);
    await send(Buffer.from(bodyOf(span('click', '1'.repeat(16)))));
    await expect(telemetry.waitForSpan('GET /a', { timeoutMillis: 0 })).rejects.toThrow(
      'no such span GET /a within 0 ms; recorded: click',
    );
    await expect(telemetry.waitForEvent('exception', { timeoutMillis: 0 })).rejects.toThrow(
      'recorded: nothing',
    );
    await expect(telemetry.waitForMetric('m', { timeoutMillis: 0 })).rejects.toThrow('no such metric');
  });

  it('passes exports on if asked to, survives a page that is being left, and stops', async () => {
    const { page, send, answers, isRouted } = fakePage();
    const telemetry = await recordTelemetry(page, { passOn: true });
    page.evaluate = vi.fn(() => Promise.reject(new Error('Execution context was destroyed')));
    await send(Buffer.from(bodyOf(span('click', '1'.repeat(16)))));
    expect((await telemetry.waitForSpan('click')).name).toBe('click');
    expect(answers).toEqual(['passed on']);
    await telemetry.stop();
    expect(isRouted()).toBe(false);
  });
});
