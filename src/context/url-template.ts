import { createLearnedChildren } from './learned-children.js';
import { isReadable } from './readable.js';
import { isSecretSegment } from './secret-segments.js';

/** Gives the low-cardinality template of a path. @example '/api/movies/42' → '/api/movies/{id}' */
export type UrlTemplate = (path: string) => string;

/** `:id` of a pattern, as OpenTelemetry writes it. */
const PARAMETER = /:(\w+)/g;
/** Of a language, with its script and region or without. */
const LANGUAGE =
  /^(?:a[rz]|b[gn]|c[as]|d[ae]|e[lnstu]|f[air]|g[al]|h[eiu]|it|ja|k[ako]|l[tv]|m[ks]|n[blno]|p[lt]|r[ou]|s[klqrvw]|t[aehr]|u[krz]|vi|zh)(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|[a-z]{2}|\d{3}))?$/;
const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;
/** Data, whatever else is in it: dates, e-mail addresses, encoded spaces and signs, the end of base64. */
const DATA = /^\d{4}-\d\d-\d\d|@|%[2-7]|=$|^.{100}/;
/** Hashes, long numbers, letters and digits in turns. */
const TOKEN = /^(?=.*\d)[\da-f]{8,}$|\d{5}|(?:\d+[a-z]+){2}\d/i;
/** Short, with a digit before a letter, a small and a capital letter. */
const SHORT_TOKEN = /^(?=.*\d[A-Za-z])(?=.*[a-z])(?=.*[A-Z])\w{5,6}$/;
/** A word of a name in any case: three letters, a vowel among them. */
const WORD = /(?=[a-z]*[aeiouy]|[A-Z][a-z]*[aeiouy]|[AEIOUY])(?:[A-Z][a-z]{2,}|[a-z]{3,})/g;

/** A long name is of words for seven tenths at least; what is not is random, as are small letters among digits. */
export const isRandom = (text: string) =>
  text.length >= 16 &&
  /\d|[a-z][A-Z]/.test(text) &&
  (/^[a-z\d]+$/.test(text) || text.replace(WORD, '').replace(/[^a-z\d]/gi, '').length * 10 > text.length * 3);

const wordsOf = (text: string) => text.split(/[^a-z\d]+/i);
const isToken = (word: string) => TOKEN.test(word);

/** Characters of a path that count: what is longer is data, as a `data:` URL. */
const MAX_PATH_LENGTH = 2_048;

/** A part of a segment, between dots, colons and equals signs. In a file's name the words beside a hash stay. */
function partTemplate(text: string, isFile: boolean): string {
  // Letters of other alphabets, encoded.
  if (text.includes('%')) return /\d\d/.test(text.replace(/%../g, '')) ? '{id}' : text;
  const hasNumber = wordsOf(text).some((word) => /^\d{2,4}$/.test(word));
  const part =
    isFile && !hasNumber
      ? text
          .replace(/-(?=[\w-]*(?:[A-Z]|\d[a-z]))[\w-]{8}$/, '-{id}')
          .replace(/[a-z\d]+/gi, (word) => (isToken(word) ? '{id}' : word))
      : text;
  if (
    /^-?\d+$|^\d+(?:[-_][a-z]+){2}/i.test(part) ||
    isRandom(part) ||
    SHORT_TOKEN.test(part) ||
    !isReadable(part) ||
    wordsOf(part).some(isToken)
  )
    return '{id}';
  if (!hasNumber) return part;
  // One word and a number that is no year: `item-42`, `utf-16`.
  return /^[a-z]+[-_]\d{2,3}$/i.test(part) ? part.replace(/\d+/, '{id}') : '{id}';
}

function segmentTemplate(segment: string, index: number, segments: readonly string[]): string {
  const { length } = segments;
  if (isSecretSegment(segment, segments[index - 1])) return '{id}';
  // Without matrix parameters.
  const name = segment
    .replace(/;.*/, '')
    .replace(UUID, '{id}')
    .replace(/\([^()]+\)/, '({id})');
  if (DATA.test(name)) return '{id}';
  if (LANGUAGE.test(name) && (name.length > 2 || index === 1 || index < length - 1)) return '{lang}';
  // The version of an API.
  if (/^v?\d\.\d$/i.test(name)) return name;
  const parts = name.split(/([.:=])/);
  const isFile = parts.length > 1 && /^[a-z]\w{0,4}$/i.test(parts[parts.length - 1] as string);
  return parts
    .map((part, at) => (isFile && !at && LANGUAGE.test(part) ? '{lang}' : partTemplate(part, isFile)))
    .join('')
    .replace(/\{id\}(?:\.\{id\})+/g, '{id}');
}

/**
 * Patterns of the app first; then what looks like data becomes `{id}`, and a language `{lang}`; then what has shown itself to be
 * data, by the number of its siblings.
 */
export function createUrlTemplate(patterns: readonly string[]): UrlTemplate {
  const known = patterns.map((pattern) => ({
    template: pattern.replace(PARAMETER, '{$1}'),
    expression: new RegExp(
      `^${pattern
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(PARAMETER, '[^/]+')
        .replace(/\*/g, '.*')}/?$`,
    ),
  }));
  const learned = createLearnedChildren();
  const templateOf = (path: string): string =>
    known.find(({ expression }) => expression.test(path))?.template ??
    path
      .split('/')
      .map(segmentTemplate)
      .reduce((parent, segment) => `${parent}/${learned(parent, segment)}`);
  // A fragment that is a route (`#/users/7`) is a path of its own.
  return (path) => path.slice(0, MAX_PATH_LENGTH).split('#').map(templateOf).join('#');
}
