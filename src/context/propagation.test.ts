import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { UrlMatcher } from '../browser/url-matcher.js';
import { createPropagation, type PropagateTo } from './propagation.js';

const TRACE_ID = 'a'.repeat(32);
const SPAN_ID = 'b'.repeat(16);
const contextOf = (traceFlags: number) =>
  trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE_ID, spanId: SPAN_ID, traceFlags });
/** Sampled, and of a random trace id. */
const SAMPLED = contextOf(TraceFlags.SAMPLED | 2);
const HEADER = `00-${TRACE_ID}-${SPAN_ID}-03`;

beforeEach(() => {
  vi.stubGlobal('self', { origin: 'https://shop.example' });
  vi.stubGlobal('document', { baseURI: 'https://shop.example/' });
});

const propagationTo = (propagateTo: PropagateTo = [], baggage: Record<string, unknown> = {}) =>
  createPropagation(new W3CTraceContextPropagator(), propagateTo, () => baggage as Record<string, string>);
const headersFor = (url: string, propagateTo: PropagateTo = []) =>
  propagationTo(propagateTo).inject(new URL(url), SAMPLED);

describe('trace headers', () => {
  it("go to the page's own origin", () => {
    expect(headersFor('https://shop.example/api')).toEqual({ traceparent: HEADER });
  });

  it.each([
    'https://other.example/api',
    'http://shop.example/api',
    'https://shop.example:8443/api',
    'https://sub.shop.example/api',
    'https://shop.example.evil.example/',
    'https://evil.example/?https://shop.example/',
  ])('do not go to %s', (url) => {
    expect(headersFor(url)).toEqual({});
  });

  it.each<[UrlMatcher]>([
    ['https://api.example/'],
    [/^https:\/\/api\./],
    [(url) => url.endsWith('/v1')],
    [/api/g],
  ])('go where the app says: %s', (matcher) => {
    const { inject } = propagationTo([matcher]);
    // Twice, since a global expression keeps its position.
    for (let i = 0; i < 2; i++) {
      expect(inject(new URL('https://api.example/v1'), SAMPLED)).toEqual({ traceparent: HEADER });
    }
    expect(inject(new URL('https://other.example/'), SAMPLED)).toEqual({});
  });

  it.each<[PropagateTo, reached: string[], kept: string[]]>([
    [
      ['!/download'],
      ['/api', '/downloads'],
      ['/download', '/download/7?x', 'https://other.example/download'],
    ],
    [['!/'], [], ['/', '/api']],
    [
      ['*.api.example', '!eu.api.example/files'],
      ['/api', 'https://eu.api.example/v1', 'https://us.api.example/files'],
      ['https://eu.api.example/files/1', 'https://other.example/'],
    ],
    [() => false, [], ['/api', 'https://other.example/']],
    [
      (url) => url.includes('other') || url.endsWith('/api'),
      ['/api', 'https://other.example/'],
      ['/download'],
    ],
    [
      () => {
        throw new Error('of the app');
      },
      [],
      ['/api'],
    ],
  ])('leave out what the app excludes: %s', (propagateTo, reached, kept) => {
    const absolute = (url: string) => new URL(url, 'https://shop.example').href;
    for (const url of reached)
      expect(headersFor(absolute(url), propagateTo), url).toEqual({ traceparent: HEADER });
    for (const url of kept) expect(headersFor(absolute(url), propagateTo), url).toEqual({});
  });

  it('have the random flag of their span only: a trace that began elsewhere may have none', () => {
    expect(propagationTo().inject(new URL('https://shop.example/'), contextOf(1)).traceparent).toMatch(
      /-01$/,
    );
  });

  it('are none without a span', () => {
    expect(propagationTo().inject(new URL('https://shop.example/'), ROOT_CONTEXT)).toEqual({});
  });

  it('say honestly that a session was sampled out', () => {
    const headers = propagationTo().inject(new URL('https://shop.example/'), contextOf(TraceFlags.NONE | 2));
    expect(headers.traceparent).toBe(`00-${TRACE_ID}-${SPAN_ID}-02`);
  });
});

describe('baggage', () => {
  const baggageFor = (baggage: Record<string, unknown>, url = 'https://shop.example/') =>
    propagationTo([], baggage).inject(new URL(url), SAMPLED).baggage;

  it('is sent with the trace headers only', () => {
    expect(baggageFor({ tenant: 't1', 'session.id': 'abc' })).toBe('tenant=t1,session.id=abc');
    expect(baggageFor({ tenant: 't1' }, 'https://other.example/')).toBeUndefined();
  });

  it('has its values percent-encoded, and no key that is no token', () => {
    expect(baggageFor({ 'a b': '1', 'c,d': '2', ok: 'ä, b;c="d"' })).toBe('ok=%C3%A4%2C%20b%3Bc%3D%22d%22');
  });

  it.each([
    ['a lone surrogate', '\ud800'],
    ['a symbol', Symbol('t1')],
    [
      'an object that throws',
      {
        toString() {
          throw new Error('mine');
        },
      },
    ],
    ['10 MB', 'x'.repeat(1e7)],
  ])('drops a member whose value is %s, and no other', (_, value) => {
    expect(baggageFor({ before: '1', value, after: '2' })).toBe('before=1,after=2');
  });

  it('has at most 64 members', () => {
    const entries = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 'v']));
    const members = baggageFor(entries)?.split(',') ?? [];
    expect(members).toHaveLength(64);
    expect(members.at(-1)).toBe('k63=v');
  });

  it.each([
    ['encoded values', 'ä'.repeat(400)],
    ['long values', 'x'.repeat(3_000)],
  ])('has at most 8,192 bytes with %s: members are dropped whole', (_, value) => {
    const entries = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, value]));
    const header = baggageFor({ ...entries, last: 'fits' }) ?? '';
    expect(header.length).toBeLessThanOrEqual(8_192);
    const members = header.split(',');
    expect(members.pop()).toBe('last=fits');
    for (const member of members) expect(decodeURIComponent(member.replace(/^k\d+=/, ''))).toBe(value);
    // One more would not fit.
    expect(header.length + 1 + (members[0]?.length ?? 0)).toBeGreaterThan(8_192);
  });

  it('fills the 8,192 bytes', () => {
    expect(baggageFor({ key: 'x'.repeat(8_188) })?.length).toBe(8_192);
    expect(baggageFor({ key: 'x'.repeat(8_189) })).toBeUndefined();
  });

  it('is left out if there is none', () => {
    expect(baggageFor({})).toBeUndefined();
    expect(baggageFor({ 'not a token': 'x' })).toBeUndefined();
  });

  it('makes a header that can be sent, whatever the app puts in: one entry in disorder does not cost the trace', () => {
    const anyText = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.oneof(anyText, fc.constantFrom('tenant', 'plan')),
          fc.oneof(anyText, fc.constant('\ud800')),
        ),
        (entries) => {
          const headers = propagationTo([], entries).inject(new URL('https://shop.example/'), SAMPLED);
          expect(headers.traceparent).toBe(HEADER);
          expect(headers.baggage ?? '').toMatch(/^[\x21-\x7e]*$/);
        },
      ),
    );
  });
});

describe('a baggage callback that throws', () => {
  it('does not cost the trace headers', () => {
    const { inject } = createPropagation(new W3CTraceContextPropagator(), [], () => {
      throw new Error('mine');
    });
    expect(inject(new URL('https://shop.example/'), SAMPLED)).toEqual({ traceparent: HEADER });
  });
});

describe("the app's own traceparent", () => {
  const extract = (traceparent: string) => trace.getSpanContext(propagationTo().extract(traceparent));

  it('names the parent', () => {
    expect(extract(`00-${TRACE_ID}-${SPAN_ID}-01`)).toMatchObject({
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      isRemote: true,
    });
  });

  it.each([
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${SPAN_ID}-01`,
    `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
    `ff-${TRACE_ID}-${SPAN_ID}-01`,
    `00-${TRACE_ID.toUpperCase()}-${SPAN_ID}-01`,
  ])('names none where it is invalid: %j', (traceparent) => {
    expect(extract(traceparent)).toBeUndefined();
  });
});

describe('a page of an opaque origin', () => {
  it('equals no other: headers are sent only where the app allows them', () => {
    vi.stubGlobal('self', { origin: 'null' });
    expect(headersFor('https://shop.example/api')).toEqual({});
    expect(headersFor('https://shop.example/api', ['https://shop.example/'])).toEqual({
      traceparent: HEADER,
    });
  });
});
