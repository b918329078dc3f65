import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.js';
import { createRedact } from './redact.js';

describe('a masked text', () => {
  it.each([
    ['No account for ada@example.com, sorry', 'No account for REDACTED, sorry'],
    ['{"user":"ada","password":"hunter2"}', '{"user":"ada","password":"REDACTED"}'],
    ['Authorization: Bearer abc123, retried', 'Authorization: Bearer REDACTED, retried'],
    ['bearer abcdef123 and basic dXNlcjpw4', 'bearer REDACTED and basic REDACTED'],
    ['card 4111 1111 1111 1111 12/27', 'card REDACTED 12/27'],
    ['ratio 0.4111111111111111', 'ratio 0.4111111111111111'],
    ['card 4111111111111112', 'card 4111111111111112'],
    ['GET /reset/k9J2mQ8xW4vL7pR3tZ6nB1cY/done', 'GET /reset/REDACTED/done'],
    ['', ''],
  ])('keeps all but the secret: %s', (text, expected) => {
    expect(maskSecrets(text)).toBe(expected);
    expect(maskSecrets(expected)).toBe(expected);
  });
});

describe('an address or a path', () => {
  const redacted = (name: string, value: string) => {
    const attributes = { [name]: value };
    createRedact(['page'])(attributes);
    return attributes[name];
  };

  it.each([
    ['GET /search?q=my+words&page=2#top failed', 'GET /search?q=REDACTED&page=2 failed'],
    ['in /(?:a|b)#c/ and a/b?c:d', 'in /(?:a|b)#c/ and a/b?c:d'],
    ['/(?:foo)#bar/', '/(?:foo)#bar/'],
  ])('without an origin is redacted where it has a query: %s', (text, expected) => {
    expect(redacted('exception.message', text)).toBe(expected);
  });

  it('stays where it is what the app says of its user', () => {
    expect(redacted('user.email', 'ada@example.com')).toBe('ada@example.com');
    expect(redacted('user.id', 'ada@example.com')).toBe('ada@example.com');
    expect(redacted('user_agent.original', 'ada@example.com')).toBe('REDACTED');
  });
});

describe('the expressions', () => {
  /** Between the slashes of each regular expression of a module. */
  const expressions = ['mask-secrets.ts', 'redact.ts'].flatMap((name) =>
    [
      ...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(
        /(?:= |\(|\n {2})\/((?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[gi]*[;,).]/g,
      ),
    ].map(([, expression]) => expression as string),
  );

  it('are found in the source', () => {
    expect(expressions.length).toBeGreaterThan(12);
  });

  it.each(expressions)('repeat no group that repeats something itself: %s', (expression) => {
    const flat = expression.replace(/\[(?:[^\]\\]|\\.)*\]/g, 'c').replace(/\\./g, 'e');
    // Innermost groups first: each becomes one letter, or R where it repeats something without a bound.
    let left = flat;
    for (let group = /\((?:\?[:=!])?([^()]*)\)/; group.test(left); )
      left = left.replace(group, (_, inside: string) => (/[*+R]/.test(inside) ? 'R' : 'c'));
    expect(left).not.toMatch(/R[*+{]/);
  });

  it('come to an end on long texts of whatever they look for', { timeout: 60_000 }, () => {
    // What reads a text once is done with each of these in some milliseconds; what were quadratic would not be in a minute.
    const pieces =
      'a 0 4 - @ . : / ? = & " \\ % _ ) ( # A Bg passw token sess eyJ bearer\\s a@b. @1. %40 %40a. xox :1 x= ?a ://';
    const piece = fc.constantFrom(' ', ...pieces.split(' ').map((text) => text.replace('\\s', ' ')));
    const redact = createRedact([]);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 3 }), (parts) => {
        const unit = parts.join('');
        const attributes = { text: `${unit.repeat(Math.ceil(100_000 / unit.length))}!` };
        redact(attributes);
        expect(attributes.text.length).toBeGreaterThan(0);
      }),
      { numRuns: 150, seed: 8 },
    );
  });
});
