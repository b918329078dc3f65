import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createRedact } from './redact.js';

const redact = (text: string): string => {
  const attributes = { 'exception.message': text };
  createRedact([])(attributes);
  return attributes['exception.message'];
};

type Row = [rule: string, text: string, secrets?: string[]];
const [, ...lines] = readFileSync(new URL('secret-scanners.jsonl', import.meta.url), 'utf8')
  .trim()
  .replaceAll('·', '')
  .split('\n');
const rows = lines.map((line) => JSON.parse(line) as Row);

/** Of a secret no six characters may be left, other than those that the text around it has too. */
const isLeft = (text: string, secrets: readonly string[]): boolean => {
  const left = redact(text);
  const around = secrets.reduce((rest, secret) => rest.split(secret).join(' '), text);
  return secrets
    .flatMap((secret) =>
      Array.from({ length: Math.max(1, secret.length - 5) }, (_, at) => secret.slice(at, at + 6)),
    )
    .some((piece) => left.includes(piece) && !around.includes(piece));
};

/** Why a secret is not found. */
const faultOf = (text: string, secrets: readonly string[]): string => {
  if (text.startsWith('curl')) return 'the arguments of curl';
  const [secret = ''] = secrets;
  if (/^[\da-f-]+$/i.test(secret))
    return 'hexadecimal or a UUID, and no name before it: a hash looks the same';
  if (/hooks\.|:\/\//.test(text + secret)) return 'a URL that is a secret as a whole';
  if (/^[a-z\d_-]{0,31}$/.test(secret)) return 'up to 31 small letters and digits: an id looks the same';
  return 'a form of its own';
};

const count = (items: readonly string[]) =>
  [...new Set(items)].map((item) => `  ${items.filter((other) => other === item).length} × ${item}`);

describe('the test strings of a secret scanner', () => {
  const found = rows.flatMap(([rule, text, secrets]) => (secrets ? [{ rule, text, secrets }] : []));
  const others = rows.flatMap(([, text, secrets]) => (secrets ? [] : [text]));

  it('have their secrets masked in at least 97 %', () => {
    const missed = found.filter(({ text, secrets }) => isLeft(text, secrets));
    const recall = 1 - missed.length / found.length;
    console.log(
      [
        `secrets of ${new Set(found.map(({ rule }) => rule)).size} rules: ${found.length} strings, recall ${recall.toFixed(3)}; missed:`,
        ...count(missed.map(({ text, secrets }) => faultOf(text, secrets))),
      ].join('\n'),
    );
    expect(found.length).toBeGreaterThan(600);
    expect(recall).toBeGreaterThanOrEqual(0.97);
  });

  it('have their secrets masked in at least 65 % without a name before them, too', () => {
    const bare = [...new Set(found.flatMap(({ secrets }) => secrets))].filter(({ length }) => length > 11);
    const missed = bare.filter((secret) => isLeft(`found ${secret} here`, [secret]));
    const recall = 1 - missed.length / bare.length;
    console.log(
      [
        `the same secrets alone: ${bare.length}, recall ${recall.toFixed(3)}; missed:`,
        ...count(missed.map((secret) => faultOf('', [secret]))),
      ].join('\n'),
    );
    expect(recall).toBeGreaterThanOrEqual(0.65);
  });

  it('are masked even if the scanner knows them as examples, placeholders, or keys of other issuers', () => {
    // Most of them look like secrets: that is why they are tests. To mask these costs an analyst nothing.
    const masked = others.filter((text) => redact(text) !== text);
    const hits = found.length - found.filter(({ text, secrets }) => isLeft(text, secrets)).length;
    const precision = hits / (hits + masked.length);
    console.log(
      `false positives of the scanner: ${masked.length} of ${others.length} are masked, precision ${precision.toFixed(3)}`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.75);
  });
});

describe('foreign texts without secrets', () => {
  it('stay as they are: the error messages of packages that are installed for the tests', () => {
    const { resolve } = createRequire(import.meta.url);
    const files = [
      'react-dom/cjs/react-dom-client.development.js',
      'react-router',
      '@vue/compiler-sfc',
      'rollup/dist/shared/parseAst.js',
      'playwright-core/lib/coreBundle.js',
      'jsdom/lib/jsdom/living/generated/Element.js',
    ].flatMap((name) => {
      try {
        return [resolve(name)];
      } catch {
        return [];
      }
    });
    const texts = files.flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /(?:Error|warn|error)\(\s*(["'`])((?:(?!\1)[^\\\n]){12,300})\1/g,
        ),
      ].map(([, , text]) => text as string),
    );
    const unique = [...new Set(texts)];
    const masked = unique.filter((text) => redact(text) !== text);
    console.log(`${unique.length} error messages, ${masked.length} masked ${masked.slice(0, 9).join(' | ')}`);
    expect(unique.length).toBeGreaterThan(250);
    expect(masked.length / unique.length).toBeLessThan(0.01);
  });
});
