import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUrlTemplate } from '../context/url-template.js';
import type { AnyValue } from '../record.js';
import { createRedact } from './redact.js';

/** What is left of an attribute. */
function redacted(name: string, value: AnyValue, allowed: readonly string[] = []): AnyValue {
  const attributes: Record<string, AnyValue> = { [name]: value };
  createRedact(allowed)(attributes);
  return attributes[name];
}
const url = (text: string, allowed?: readonly string[]) => redacted('url.full', text, allowed);
const message = (text: string, allowed?: readonly string[]) => redacted('exception.message', text, allowed);

describe('a URL', () => {
  it.each([
    ['https://shop.example/a/b', 'https://shop.example/a/b'],
    ['https://shop.example/?', 'https://shop.example/?'],
    ['https://shop.example/?q=secret', 'https://shop.example/?q=REDACTED'],
    ['https://shop.example/?a=1&b=2&a=3', 'https://shop.example/?a=REDACTED&b=REDACTED&a=REDACTED'],
    ['https://shop.example/?a=b=c', 'https://shop.example/?a=REDACTED'],
    ['https://shop.example/?flag', 'https://shop.example/?flag'],
    ['https://shop.example/?q=', 'https://shop.example/?q=REDACTED'],
    ['https://shop.example/?q=x?y=z', 'https://shop.example/?q=REDACTED'],
    ['https://shop.example/#token=1', 'https://shop.example/'],
    ['https://shop.example/?q=1#/movies?t=2', 'https://shop.example/?q=REDACTED#/movies?t=REDACTED'],
    ['https://ada:pass@shop.example/', 'https://shop.example/'],
    ['https://ada@shop.example:8443/x', 'https://shop.example:8443/x'],
    ['https://ada:p@ss@shop.example/', 'https://shop.example/'],
    ['https://shop.example/users/ada@example.com', 'https://shop.example/users/REDACTED'],
    ['https://shop.example/r/reset%2Fhunter2/done', 'https://shop.example/r/reset%2FREDACTED/done'],
    ['https://shop.example/invite%2fhunter2', 'https://shop.example/invite%2fREDACTED'],
    ['https://shop.example/reset/{id}', 'https://shop.example/reset/{id}'],
    ['/relative?q=secret#x', '/relative?q=REDACTED'],
    ['', ''],
    ['inline', 'inline'],
  ])('%s is sent as %s', (text, expected) => {
    expect(url(text)).toBe(expected);
  });

  it.each([
    // A query without `=`, and similar ones.
    ['https://shop.example/mailing?4f9d8c7b6a5e4f9d', 'https://shop.example/mailing?REDACTED'],
    ['https://shop.example/mailing?ada-lovelace', 'https://shop.example/mailing?REDACTED'],
    ['https://shop.example/?=x', 'https://shop.example/?REDACTED'],
    ['https://shop.example/?dG9rZW4xMg==', 'https://shop.example/?REDACTED'],
    ['https://shop.example/?token%3Dabc', 'https://shop.example/?REDACTED'],
    ['https://shop.example/login%3Ftoken%3Dabc', 'https://shop.example/login%3FREDACTED'],
    ['https://shop.example/?a=1?b=2', 'https://shop.example/?a=REDACTED'],
    ['https://shop.example/?filter[name]=ada', 'https://shop.example/?filter[name]=REDACTED'],
    // Parameters of a path.
    [
      'https://shop.example/cart;jsessionid=8F3A?x=1',
      'https://shop.example/cart;jsessionid=REDACTED?x=REDACTED',
    ],
    ['https://shop.example/a;color=red;size=2/b', 'https://shop.example/a;color=REDACTED;size=REDACTED/b'],
    // Fragments: routes stay, as a path.
    ['https://shop.example/#access_token=abc&state=1', 'https://shop.example/'],
    ['https://shop.example/#/access_token=abc', 'https://shop.example/#/access_token=REDACTED'],
    ['https://shop.example/#!/reset/4f9d8c', 'https://shop.example/#!/reset/REDACTED'],
    // Segments after words that say so.
    ['https://shop.example/reset-password/4f9d8c7b6a5e', 'https://shop.example/reset-password/REDACTED'],
    ['https://shop.example/invite/sunshineandrainbows/accept', 'https://shop.example/invite/REDACTED/accept'],
    ['https://shop.example/shared/app.js', 'https://shop.example/shared/app.js'],
    // What is its own content.
    ['data:text/html;base64,PGI+QWRhPC9iPg==', 'data:text/html;base64,REDACTED'],
    ['mailto:ada@example.com?subject=Hi', 'mailto:REDACTED'],
    ['tel:+49301234567', 'tel:REDACTED'],
    ['//ada:pw@shop.example/x', '//shop.example/x'],
  ])('of another kind: %s is sent as %s', (text, expected) => {
    expect(url(text)).toBe(expected);
  });

  it('has its ids masked by option', () => {
    const attributes = {
      page: 'https://shop.example/users/4711/orders/ORD-2026-114?x=1',
      app: 'https://shop.example/api/movies/heat/reviews',
      frame: 'at f (https://shop.example/assets/main-Cmu5rKgg.js:1:2)',
      language: 'https://shop.example/de/films',
    };
    createRedact([], createUrlTemplate(['/api/movies/:slug/reviews']))(attributes);
    expect(attributes).toEqual({
      page: 'https://shop.example/users/REDACTED/orders/REDACTED?x=REDACTED',
      app: 'https://shop.example/api/movies/REDACTED/reviews',
      frame: 'at f (https://shop.example/assets/main-Cmu5rKgg.js:1:2)',
      language: 'https://shop.example/de/films',
    });
  });

  it('keeps the values of the query keys that the app allows', () => {
    expect(url('https://shop.example/?page=2&q=secret', ['page'])).toBe(
      'https://shop.example/?page=2&q=REDACTED',
    );
    expect(url('https://shop.example/?pages=2', ['page'])).toBe('https://shop.example/?pages=REDACTED');
  });

  it.each([
    'url.full',
    'browser.document.url.full',
    'otel_rum.navigation.from',
    'code.file.path',
    'otel_rum.long_animation_frame.script.source_url',
    'otel_rum.csp_violation.blocked_uri',
    'otel_rum.web_vital.attribution.url',
    // What other instrumentations call it.
    'http.url',
  ])('is redacted in %s', (name) => {
    expect(redacted(name, 'https://ada:pw@shop.example/?q=secret#f')).toBe(
      'https://shop.example/?q=REDACTED',
    );
  });
});

describe('a URL in a text', () => {
  it.each([
    ['no url at all: 1:2', 'no url at all: 1:2'],
    ['GET https://a.example/x?t=secret failed', 'GET https://a.example/x?t=REDACTED failed'],
    ['"https://a.example/?t=secret"', '"https://a.example/?t=REDACTED"'],
    ['at f (https://a.example/app.js?v=7:12:34)', 'at f (https://a.example/app.js?v=REDACTED:12:34)'],
    [
      'f@https://a.example/app.js:12:34\ng@https://b.example/?t=x:1:2',
      'f@https://a.example/app.js:12:34\ng@https://b.example/?t=REDACTED:1:2',
    ],
    [
      'http://localhost:8080/x?t=1 and https://u:p@b.example/#f',
      'http://localhost:8080/x?t=REDACTED and https://b.example/',
    ],
    ['HTTPS://A.EXAMPLE/?t=secret', 'HTTPS://A.EXAMPLE/?t=REDACTED'],
    ["wss://a.example/live?token=secret's end", 'wss://a.example/live?token=REDACTED end'],
    ['GET /mailing?4f9d8c7b6a5e failed', 'GET /mailing?REDACTED failed'],
    ['POST /reset-password/4f9d8c7b6a5e 500', 'POST /reset-password/REDACTED 500'],
    ['img data:image/png;base64,iVBORw0KGgo= broken', 'img data:image/png;base64,REDACTED broken'],
    ['at f (https://a.example/invite/abc:12:34)', 'at f (https://a.example/invite/REDACTED:12:34)'],
    [
      '(see https://a.example/wiki/Heat_(film)?t=secret)',
      '(see https://a.example/wiki/Heat_(film)?t=REDACTED)',
    ],
  ])('%s', (text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it('keeps the text around it to the letter', () => {
    expect(message('a  https://a.example/?t=1\t b')).toBe('a  https://a.example/?t=REDACTED\t b');
  });

  it('is redacted in lists too: the causes of an error', () => {
    expect(redacted('otel_rum.exception.causes', ['Error: https://a.example/?t=secret', 'plain'])).toEqual([
      'Error: https://a.example/?t=REDACTED',
      'plain',
    ]);
  });

  it('is redacted within objects', () => {
    expect(
      redacted('request', { url: 'https://a.example/?t=secret', tries: [1, 'https://b.example/#x'] }),
    ).toEqual({
      url: 'https://a.example/?t=REDACTED',
      tries: [1, 'https://b.example/'],
    });
  });
});

describe('a text that is cut', () => {
  it.each<[what: string, secret: string]>([
    ['an e-mail address', 'ada.lovelace@example.com'],
    ['a card', '4111 1111 1111 1111'],
    ['a quoted value', '{"password":"correct horse battery staple"}'],
    ['a token', 'k9J2mQ8xW4vL7pR3tZ6nB1cY'],
    ['a URL', 'https://a.example/?ticket=correct-horse-battery'],
  ])('shows no part of a secret that lies across the cut: %s', (_, secret) => {
    const words =
      secret.match(/[\w.@-]{6,}|\d{4}/g)?.filter((word) => !/^password$|example$|^ticket$/.test(word)) ?? [];
    for (let before = 8_192 - secret.length; before <= 8_192 + 256; before += 7) {
      const left = String(message(`${'ab '.repeat(4_000).slice(0, before)} ${secret} end`.repeat(2)));
      expect(left.length).toBeLessThanOrEqual(8_192);
      for (const word of words) expect(left).not.toContain(word.slice(0, 6));
    }
  });

  it('shows none also where masks have made it shorter than the limit', () => {
    const tokens = 'k9J2mQ8xW4vL7pR3tZ6nB1cY '.repeat(400).slice(0, 8_431);
    expect(message(`${tokens}ada.lovelace@example.com`)).not.toContain('lovelace');
    expect(message('kX3'.repeat(1e6))).toBe('REDACTED');
  });
});

describe('a text that is no URL', () => {
  it.each<[AnyValue]>([[7], [true], [null], [undefined], ['text with ? and = and #'], [new Uint8Array([1])]])(
    'stays as it is: %o',
    (value) => {
      expect(redacted('any', value)).toEqual(value);
    },
  );
});

describe('whatever a page asks for', () => {
  const key = fc.stringMatching(/^[a-z_]{1,8}$/);
  // What apps put there: encodeURIComponent leaves ' ( ) * ! as they are.
  const secret = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => `S3${encodeURIComponent(text)}T9`);
  const query = fc
    .array(fc.tuple(key, secret), { minLength: 1, maxLength: 4 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));

  it('no value of its query is left in a URL attribute', () => {
    fc.assert(
      fc.property(query, (pairs) => {
        const left = String(url(`https://shop.example/api?${pairs}`));
        expect(left).not.toMatch(/S3|T9/);
        expect(left).toMatch(/^https:\/\/shop\.example\/api\?[a-z_]+=REDACTED/);
      }),
    );
  });

  it.each(['GET % failed', 'Failed to load "%".', 'at f (%)', "'%'", 'f@%:10:20', '<%>'])(
    'no value of its query is left in a text: %s',
    (text) => {
      fc.assert(
        fc.property(query, (pairs) => {
          const left = String(message(text.replace('%', () => `https://shop.example/api?${pairs}`)));
          expect(left).not.toMatch(/S3|T9/);
        }),
      );
    },
  );
});
