import { createHash } from 'node:crypto';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { createComposableProbabilitySampler, createCompositeSampler } from '@opentelemetry/sampler-composite';
import { SamplingDecision } from '@opentelemetry/sdk-trace-web';
import { describe, expect, it, vi } from 'vitest';
import { createSessionSampler } from './sample.js';

/** Session ids, the same in every run. */
const ids = Array.from({ length: 100_000 }, (_, index) =>
  createHash('md5').update(`session ${index}`).digest('hex'),
);
const samplerOf = (rate: number, id: string) => createSessionSampler(rate, () => id);
/** A session's id with this random value. */
const idWith = (randomness: string) => 'f'.repeat(18) + randomness;
const memberOf = (traceState: string, name: string) =>
  traceState
    .split(';')
    .find((member) => member.startsWith(`${name}:`))
    ?.slice(name.length + 1);

describe('the share of sessions that are sampled', () => {
  it.each([0.9, 0.5, 0.1, 0.01])('is %d of 100,000', (rate) => {
    const sampled = ids.filter((id) => samplerOf(rate, id).isSampled()).length;
    // Four standard deviations.
    const tolerance = 4 * Math.sqrt(ids.length * rate * (1 - rate));
    expect(Math.abs(sampled - ids.length * rate)).toBeLessThan(tolerance);
  });

  it('is all at a rate of 1, and none at 0; the session is not even read', () => {
    const read = vi.fn(() => ids[0] as string);
    const [all, none] = [createSessionSampler(1, read), createSessionSampler(0, read)];
    expect([all.isSampled(), none.isSampled()]).toEqual([true, false]);
    expect([all.traceState(), none.traceState()]).toEqual(['th:0', '']);
    expect(read).not.toHaveBeenCalled();
  });

  it('at a lower rate is a part of that at a higher one: the decision is consistent', () => {
    const sampledAt = (rate: number) => ids.slice(0, 5_000).filter((id) => samplerOf(rate, id).isSampled());
    const half = new Set(sampledAt(0.5));
    const tenth = sampledAt(0.1);
    expect(tenth.length).toBeGreaterThan(0);
    expect(tenth.every((id) => half.has(id))).toBe(true);
  });

  it('is decided by the session alone, the same for all that ask', () => {
    for (const id of ids.slice(0, 100)) {
      const sampler = samplerOf(0.5, id);
      expect(sampler.isSampled()).toBe(sampler.isSampled());
      expect(samplerOf(0.5, id).isSampled()).toBe(sampler.isSampled());
    }
  });

  it('is asked of the session that is now', () => {
    let id = idWith('00000000000000');
    const sampler = createSessionSampler(0.5, () => id);
    expect(sampler.isSampled()).toBe(false);
    id = idWith('ffffffffffffff');
    expect(sampler.isSampled()).toBe(true);
  });
});

describe('the trace state', () => {
  it.each([
    [1, '0'],
    [0.75, '4'],
    [0.5, '8'],
    [0.25, 'c'],
    [2 ** -16, 'ffff'],
  ])('at a rate of %d has the threshold %s', (rate, threshold) => {
    expect(memberOf(samplerOf(rate, idWith('ffffffffffffff')).traceState(), 'th')).toBe(threshold);
  });

  it.each([0.9, 0.3, 0.1, 0.01, 0.001])(
    "has the specification's threshold, (1 - p) 2^56, at %d, as near as a double comes",
    (rate) => {
      const th = memberOf(samplerOf(rate, idWith('ffffffffffffff')).traceState(), 'th') as string;
      expect(th).toMatch(/^[\da-f]{1,14}$/);
      expect(th).not.toMatch(/0$/);
      const threshold = BigInt(`0x${th.padEnd(14, '0')}`);
      // Multiplying by a power of two is exact.
      const exact = 2n ** 56n - BigInt(Math.round(rate * 2 ** 56));
      expect(Math.abs(Number(threshold - exact))).toBeLessThanOrEqual(8);
    },
  );

  it('has the last 56 bits of the session id as the random value, sampled or not', () => {
    expect(samplerOf(0.5, idWith('80000000000000')).traceState()).toBe('th:8;rv:80000000000000');
    expect(samplerOf(0.5, idWith('00000000000001')).traceState()).toBe('rv:00000000000001');
  });

  it('has a threshold if and only if the random value is not below it, as servers check', () => {
    for (const rate of [0.5, 0.1, 0.01]) {
      for (const id of ids.slice(0, 2_000)) {
        const state = samplerOf(rate, id).traceState();
        const threshold = memberOf(state, 'th');
        const random = BigInt(`0x${memberOf(state, 'rv')}`);
        if (threshold) expect(random >= BigInt(`0x${threshold.padEnd(14, '0')}`)).toBe(true);
        else expect(Number(random) / 2 ** 56).toBeLessThan(1 - rate + 1e-12);
      }
    }
  });

  it.each([
    ['7fffffffffffff', false],
    ['80000000000000', true],
  ])('is right to the last bit: half of the sessions, with %s', (randomness, isSampled) => {
    expect(samplerOf(0.5, idWith(randomness)).isSampled()).toBe(isSampled);
  });
});

describe('a rate by function', () => {
  it('is asked once for each session', () => {
    let id = idWith('80000000000000');
    const rate = vi.fn(() => 0.5);
    const sampler = createSessionSampler(rate, () => id);
    expect(rate).not.toHaveBeenCalled();
    expect([sampler.isSampled(), sampler.isSampled()]).toEqual([true, true]);
    expect(sampler.traceState()).toBe('th:8;rv:80000000000000');
    expect(rate).toHaveBeenCalledTimes(1);
    id = idWith('7fffffffffffff');
    rate.mockReturnValue(0.25);
    expect(sampler.isSampled()).toBe(false);
    expect(sampler.traceState()).toBe('rv:7fffffffffffff');
    expect(rate).toHaveBeenCalledTimes(2);
  });

  it.each([
    [1, true, 'th:0'],
    [0, false, ''],
  ])('of %d is for all, or for none', (rate, isSampled, traceState) => {
    const sampler = createSessionSampler(
      () => rate,
      () => idWith('80000000000000'),
    );
    expect([sampler.isSampled(), sampler.traceState()]).toEqual([isSampled, traceState]);
  });
});

describe('beside the official consistent sampler', () => {
  it.each([1, 0.5, 0.1, 0.01])(
    'at %d every session has the same decision, threshold and random value',
    (rate) => {
      const official = createCompositeSampler(createComposableProbabilitySampler(rate));
      for (const id of ids.slice(0, 2_000)) {
        const ours = samplerOf(rate, id);
        // Its randomness is that of the trace id, ours that of the session's.
        const { decision, traceState } = official.shouldSample(ROOT_CONTEXT, id, 'click', 0, {}, []);
        expect(decision === SamplingDecision.RECORD_AND_SAMPLED).toBe(ours.isSampled());
        const th = memberOf(traceState?.get('ot') ?? '', 'th');
        expect(memberOf(ours.traceState(), 'th')).toBe(th);
      }
    },
  );
});
