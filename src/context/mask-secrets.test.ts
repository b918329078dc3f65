import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact } from '../processors/redact.js';
import { isPlain, maskSecrets } from './mask-secrets.js';

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
    ['{"password":"correct horse battery staple","user":"ada"}', '{"password":"REDACTED","user":"ada"}'],
    ["{ 'pass': 'x y z', id: 7 }", "{ 'pass': 'REDACTED', id: 7 }"],
    ['password="a \\" b" next', 'password="REDACTED" next'],
    ['{\\"password\\":\\"a b\\",\\"id\\":7}', '{\\"password\\":\\"REDACTED\\",\\"id\\":7}'],
    ['{"body":"{\\"pwd\\":\\"a \\\\\\" b\\"}"}', '{"body":"{\\"pwd\\":\\"REDACTED\\"}"}'],
    ['{"password":"correct horse batt', '{"password":"REDACTED'],
    ['password: hunter2 and more', 'password: REDACTED and more'],
    ['userPass=open sesame', 'userPass=REDACTED sesame'],
    ['{"pin":4711,"otp":"123 456"}', '{"pin":REDACTED,"otp":"REDACTED"}'],
    ['card_cvc=123&x=1', 'card_cvc=REDACTED&x=1'],
    ['passphrase: `a b c`', 'passphrase: `REDACTED`'],
    ['&quot;secret&quot;:&quot;a b&quot;', '&quot;secret&quot;:&quot;REDACTED&quot;'],
    ['<password>open sesame</password>', '<password>REDACTED sesame</password>'],
    ['user[password]=abc', 'user[password]=REDACTED'],
    ['Cookie: a=b; c=d', 'Cookie: REDACTED'],
    ['x-api-key: 4f9d8c7b', 'x-api-key: REDACTED'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- x', 'REDACTED x'],
    ['glpat-abcdefgh12345678abcd was found', 'REDACTED was found'],
    // Words about secrets.
    ['the pass was blocked, pin the map: bypass=true', 'the pass was blocked, pin the map: bypass=true'],
    ['compass: 180, spin: 12, keyboard: qwertz', 'compass: 180, spin: 12, keyboard: qwertz'],
    ['pass: true, passed: 12', 'pass: true, passed: 12'],
    ['token_type: bearer, passwordLength: 12', 'token_type: bearer, passwordLength: 12'],
    ['password: required', 'password: required'],
    ['Missing fields: "password", "email"', 'Missing fields: "password", "email"'],
    ['total_tokens: 153, max_tokens=4096', 'total_tokens: 153, max_tokens=4096'],
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

  it('stays in attributes of the user', () => {
    expect(redacted('user.email', 'ada@example.com')).toBe('ada@example.com');
    expect(redacted('user.id', 'ada@example.com')).toBe('ada@example.com');
    expect(redacted('user_agent.original', 'ada@example.com')).toBe('REDACTED');
  });
});

describe('a text that is encoded for a URL', () => {
  it.each([
    '%22password%22%3A%22correct%20horse%22%2C%22a%22',
    'password%3Dcorrect%20horse',
    'body=%7B%22pwd%22:%22correct%20horse%22%7D',
  ])('loses the secret, and may lose the word around it: %s', (text) => {
    expect(maskSecrets(text)).not.toMatch(/correct|horse/);
  });
});

describe('the expressions', () => {
  /** Between the slashes of each regular expression of a module. */
  const expressions = ['mask-secrets.ts', 'secret-segments.ts', '../processors/redact.ts'].flatMap((name) =>
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
    // Innermost groups first: each becomes one letter, or R if it repeats something without a bound.
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

it('changes no text that counts as plain', () => {
  const plain = fc.oneof(
    fc.stringMatching(/^\w{0,18}$/),
    fc.stringMatching(/^[\da-f]{32}$/),
    fc.stringMatching(/^[2-6]\d{11,17}$/),
  );
  fc.assert(
    fc.property(plain.filter(isPlain), (text) => {
      expect(maskSecrets(text)).toBe(text);
    }),
    { numRuns: 2_000 },
  );
  // Begins as a key of AWS does, but in small letters.
  expect(maskSecrets('in acca1a0b2c3d4e5f60718293a4b5c6d7')).toBe('in acca1a0b2c3d4e5f60718293a4b5c6d7');
  expect(['GET', 'sk_live_4eC39HqLyj', '4111111111111', '0'.repeat(32)].every(isPlain)).toBe(true);
  expect(['4111111111111111', 'ada@example.com', 'bearer abc', 'a=b'].some(isPlain)).toBe(false);
});
