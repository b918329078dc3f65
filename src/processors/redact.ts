import { cutMasked, isPlain, MASK, maskSecrets } from '../context/mask-secrets.js';
import { keepNewest } from '../context/newest.js';
import { isSecretSegment } from '../context/secret-segments.js';
import type { UrlTemplate } from '../context/url-template.js';
import { type AnyValue, MAX_VALUE_LENGTH } from '../record.js';

/** Matches a text that is a URL. */
const URL_ONLY = /^[\w+.-]+:\/\/\S+$/;
/** Matches URLs and paths within a text, such as a message or a stack. */
const URL_IN_TEXT = /(?:[a-z][\w+.-]{0,20}:\/)?\/[^\s"<>]+/gi;
/** Matches a URL that contains the data itself. */
const CONTENT = /\b(data:[\w/+.=;-]{0,80},|(?:mailto|tel|sms|javascript):)[^\s"'<>)]+/gi;
/** Matches a path with a query, not part of an expression: `/search?q=…`, `/mailing?4f9d8c7b6a5e`, `/a;id=7`. */
const QUERY = /^\/\/[^/]*@|\?[^/=]+=|\?(?=[^/]*\d)[\w%-]{8,}|;[\w.-]+=|%3[bf]/i;
/** Matches the files of an app, whose names a stack has to keep. */
const BUILT_FILE = /\.(?:[cm]?[jt]sx?|css|map|wasm|vue|svelte|html?)\b/i;
/** Matches a segment of a template, which holds no data. */
const PLACEHOLDER = /^\{\w*\}$/;
/** Matches a key without a value: `?print`. Longer texts, or those with a digit, may be a value without a key. */
const FLAG = /^[a-z_]{1,12}$/i;
/** The maximum number of texts whose masked form is kept, because most records repeat the page's URL and template. */
const MAX_KNOWN = 50;
/** The maximum length of such a text, in characters. */
const MAX_KNOWN_LENGTH = 256;
/** Matches a key that a developer chose. */
const KEY = /^[\w.-]{1,32}(?:\[[\w-]{0,32}\]){0,4}$/;

export type Redact = (attributes: Record<string, AnyValue>) => void;

/**
 * Creates the function that masks what may be private. In URLs, wherever they are: user info, the values of all query keys
 * except the allowed ones (the keys stay), fragments that are no routes, segments after a word such as `reset` or `invite`,
 * and the content of `data:` and `mailto:`. In all texts: what looks like a secret. What the app reports about its user
 * (`user.id`, `user.email`, …) stays.
 * @param urlTemplate segments that it turns into `{id}` are masked too
 */
export function createRedact(allowedQueryKeys: readonly string[], urlTemplate?: UrlTemplate): Redact {
  const allowed = new Set(allowedQueryKeys);
  const known = new Map<string, string>();

  const redactPair = (pair: string): string => {
    const [, key = '', value] = /^([^=]*)(=.*)?$/.exec(pair) ?? [];
    if (allowed.has(key) || FLAG.test(pair)) return pair;
    // Without a value, or with only the padding of base64 after `=`, the key is itself a value.
    const isKey = value !== undefined && KEY.test(key) && (/[^=]/.test(value) || !/\d|[a-z][A-Z]/.test(key));
    return isKey ? `${key}=${MASK}` : pair && MASK;
  };
  const redactQuery = (query: string) => query && `?${query.slice(1).split('&').map(redactPair).join('&')}`;

  const redactPath = (path: string): string => {
    // With its separators, since a slash may be encoded.
    const parts = path.split(/(\/|%2f)/i);
    const templates = urlTemplate?.(path).split('/');
    const isAligned = templates && templates.length * 2 - 1 === parts.length;
    return parts
      .map((segment, at) => {
        if (at % 2) return segment;
        const [, name = '', parameters = ''] = /^([^;]*)(.*)$/.exec(segment) ?? [];
        const template = templates && (isAligned ? templates[at / 2] : urlTemplate?.(`/${name}`));
        const isMasked =
          !BUILT_FILE.test(name) &&
          !PLACEHOLDER.test(name) &&
          (isSecretSegment(name, parts[at - 2]) || (name && /\{(?!lang\})/.test(template ?? '')));
        return (isMasked ? MASK : name) + parameters.replace(/=[^;]*/g, `=${MASK}`);
      })
      .join('');
  };

  const redactUrl = (text: string): string => {
    const [, origin = '', path = '', query = '', route = ''] =
      /^((?:[\w+.-]+:)?\/\/[^/?#]*)?(.*?)(?=\?|%3f|#|$)((?:\?|%3f)[^#]*)?(#!?\/.*)?/i.exec(text) ?? [];
    const [, mark = '', routePath = '', routeQuery = ''] = /^(#!?)([^?]*)(\?.*)?/.exec(route) ?? [];
    return [
      origin.replace(/\/\/.*@/, '//'),
      redactPath(path),
      query[0] === '?' ? redactQuery(query) : query && `%3F${MASK}`,
      mark,
      redactPath(routePath.replace(/=[^/]*/g, `=${MASK}`)),
      redactQuery(routeQuery),
    ].join('');
  };
  /** Redacts a URL within a text, except for the `:12:7` of a stack frame, which is not part of the URL. */
  const redactInText = (url: string): string => {
    // A path without a query may be part of an expression.
    if (url[0] === '/' && !QUERY.test(url)) return redactPath(url);
    const position = /(:\d{1,9}){0,2}[)'\].,;]{0,9}$/.exec(url)?.[0] ?? '';
    return redactUrl(url.slice(0, url.length - position.length)) + position;
  };

  const redactText = (text: string): string => {
    if (!/[/:]/.test(text)) return maskSecrets(text);
    const url = URL_ONLY.test(text) ? redactUrl(text) : text.replace(URL_IN_TEXT, redactInText);
    return maskSecrets(url.replace(CONTENT, `$1${MASK}`));
  };
  const redactValue = (name: string, value: AnyValue): AnyValue => {
    if (typeof value === 'string') {
      if (name.startsWith('user.')) return value.slice(0, MAX_VALUE_LENGTH);
      if (isPlain(value)) return value;
      const redacted = known.get(value) ?? cutMasked(value, MAX_VALUE_LENGTH, redactText);
      if (value.length < MAX_KNOWN_LENGTH && !urlTemplate) keepNewest(known, MAX_KNOWN, value, redacted);
      return redacted;
    }
    if (Array.isArray(value)) return (value as AnyValue[]).map((item) => redactValue('', item));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(key, item)]));
  };
  return (attributes) => {
    for (const name of Object.keys(attributes)) attributes[name] = redactValue(name, attributes[name]);
  };
}
