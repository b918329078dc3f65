import { createLearnedChildren } from './learned-children.js';
import { isReadable } from './readable.js';
import { isSecretSegment } from './secret-segments.js';

/** Returns the low-cardinality template of a path. @example '/api/movies/42' → '/api/movies/{id}' */
export type UrlTemplate = (path: string) => string;

/** Matches a parameter of a pattern, `:id`, OpenTelemetry's notation. */
const PARAMETER = /:(\w+)/g;
/** Matches a language tag, with or without script and region. */
const LANGUAGE =
  /^(?:a[rz]|b[gn]|c[as]|d[ae]|e[lnstu]|f[air]|g[al]|h[eiu]|it|ja|k[ako]|l[tv]|m[ks]|n[blno]|p[lt]|r[ou]|s[klqrvw]|t[aehr]|u[krz]|vi|zh)(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|[a-z]{2}|\d{3}))?$/;
/** Whether a name is a language tag. Checks the third character first, because it rules out most names. */
const isLanguage = (name: string) => !!name[1] && '-_'.includes(name[2] ?? '-') && LANGUAGE.test(name);
const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/gi;
/** Matches data: a date, an e-mail address, encoded spaces and signs, the end of base64, or any long text. */
const DATA = /^\d{4}-\d\d-\d\d|@|%[2-7]|=$|^.{100}/;
/** Matches a hash, a long number, or alternating letters and digits. */
const TOKEN = /^(?=.*\d)[\da-f]{8,}$|\d{5}|(?:\d+[a-z]+){2}\d/i;
/** Matches a short text with a digit before a letter, a small and a capital letter. */
const SHORT_TOKEN = /^(?=.*\d[A-Za-z])(?=.*[a-z])(?=.*[A-Z])\w{5,6}$/;
/** Matches a word in any case: at least three letters, one of them a vowel. */
const WORD = /(?=[a-z]*[aeiouy]|[A-Z][a-z]*[aeiouy]|[AEIOUY])(?:[A-Z][a-z]{2,}|[a-z]{3,})/g;

/** Whether a long text is random: less than seven tenths of it are words, or it mixes small letters and digits. */
export const isRandom = (text: string) =>
  text.length >= 16 &&
  /\d|[a-z][A-Z]/.test(text) &&
  (/^[a-z\d]+$/.test(text) || text.replace(WORD, '').replace(/[^a-z\d]/gi, '').length * 10 > text.length * 3);

const wordsOf = (text: string) => text.split(/[^a-z\d]+/i);
const isToken = (word: string) => TOKEN.test(word);

/** Maximum length of a path; the rest is data, as in a `data:` URL. */
const MAX_PATH_LENGTH = 2_048;

/** Returns the template of a part between dots, colons and equals signs. In a file's name the words beside a hash stay. */
function partTemplate(text: string, isFile: boolean): string {
  // Encoded letters of another alphabet.
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
  // One word and a number that is not a year: `item-42`, `utf-16`.
  return /^[a-z]+[-_]\d{2,3}$/i.test(part) ? part.replace(/\d+/, '{id}') : '{id}';
}

function segmentTemplate(segment: string, index: number, segments: readonly string[]): string {
  const { length } = segments;
  if (isSecretSegment(segment, segments[index - 1])) return '{id}';
  // Without the parameters after `;`.
  const name = segment
    .replace(/;.*/, '')
    .replace(UUID, '{id}')
    .replace(/\([^()]+\)/, '({id})');
  if (DATA.test(name)) return '{id}';
  if (isLanguage(name) && (name.length > 2 || index === 1 || index < length - 1)) return '{lang}';
  // An API version.
  if (/^v?\d\.\d$/i.test(name)) return name;
  const parts = name.split(/([.:=])/);
  const isFile = parts.length > 1 && /^[a-z]\w{0,4}$/i.test(parts[parts.length - 1] as string);
  return parts
    .map((part, at) => (isFile && !at && isLanguage(part) ? '{lang}' : partTemplate(part, isFile)))
    .join('')
    .replace(/\{id\}(?:\.\{id\})+/g, '{id}');
}

/**
 * Creates the function that returns templates. The app's patterns apply first; then segments that look like data become
 * `{id}`, and languages `{lang}`; then those with too many siblings become `{id}`.
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
  // A fragment that is a route (`#/users/7`) has a template of its own.
  return (path) => path.slice(0, MAX_PATH_LENGTH).split('#').map(templateOf).join('#');
}
