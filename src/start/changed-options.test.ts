import { describe, expect, it } from 'vitest';
import type { RumOptions } from '../options.js';
import { changedOptions } from './changed-options.js';

const first = (): RumOptions => ({
  serviceName: 'shop',
  endpoint: '/otlp',
  attributes: { team: 'web' },
  ignoreUrls: [/health/],
  beforeSend: () => true,
});
const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

describe('the options of a second call', () => {
  it.each<[what: string, later: Partial<RumOptions>, changed: string[]]>([
    ['the same', {}, []],
    ['another text', { endpoint: '/other' }, ['endpoint']],
    ['one value inside', { attributes: { team: 'app' } }, ['attributes']],
    ['another regular expression', { ignoreUrls: [/status/] }, ['ignoreUrls']],
    ['another function', { beforeSend: () => false }, ['beforeSend']],
    ['one more, and one in place of none', { debug: true, consent: 'pending' }, ['debug', 'consent']],
  ])('are compared with the first: %s', (_, later, changed) => {
    expect(changedOptions(first(), { ...first(), ...later })).toEqual(changed);
  });

  it('may hold a cycle', () => {
    const options = { ...first(), contextManager: cyclic as never };
    expect(changedOptions(options, { ...options, debug: true })).toEqual(['debug']);
  });

  it('lack options of the first call', () => {
    const { attributes: _, ...later } = first();
    expect(changedOptions(first(), later)).toEqual(['attributes']);
  });
});
