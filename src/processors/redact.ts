import { cutMasked, MASK, maskSecrets } from '../context/mask-secrets.js';
import { isSecretSegment } from '../context/secret-segments.js';
import type { UrlTemplate } from '../context/url-template.js';
import { type AnyValue, MAX_VALUE_LENGTH } from '../record.js';

/** A URL and nothing else. */
const URL_ONLY = /^[\w+.-]+:\/\/\S+$/;
/** A URL within a text, or a path: messages and stacks are full of them. */
const URL_IN_TEXT = /(?:[a-z][\w+.-]{0,20}:\/)?\/[^\s"<>]+/gi;
/** A URL that is its own content. */
const CONTENT = /\b(data:[\w/+.=;-]{0,80},|(?:mailto|tel|sms|javascript):)[^\s"'<>)]+/gi;
/** A path with a query, and no part of an expression: `/search?q=…`, `/mailing?4f9d8c7b6a5e`, `/a;id=7`. */
const QUERY = /^\/\/[^/]*@|\?[^/=]+=|\?(?=[^/]*\d)[\w%-]{8,}|;[\w.-]+=|%3[bf]/i;
/** The files of an app: whoever reads a stack needs their names. */
const BUILT_FILE = /\.(?:[cm]?[jt]sx?|css|map|wasm|vue|svelte|html?)\b/i;
/** A key without a value: `?print`. What is longer, or has a digit, may be a value without a key. */
const FLAG = /^[a-z_]{1,12}$/i;
/** A key that someone wrote. */
const KEY = /^[\w.-]{1,32}(?:\[[\w-]{0,32}\]){0,4}$/;

export type Redact = (attributes: Record<string, AnyValue>) => void;

/**
 * Takes out what may be private. Of URLs, wherever they stand: user info, the values of all query keys but
 * those allowed (the keys stay, so that an analyst sees which there were), fragments that are no routes, segments that follow a
 * word like `reset` or `invite`, and the content of `data:` and `mailto:`. Of all texts: what looks like a secret. What the
 * app says of its user (`user.id`, `user.email`, …) stays.
 * @param urlTemplate masks also the segments of a URL that this calls `{id}`
 */
export function createRedact(allowedQueryKeys: readonly string[], urlTemplate?: UrlTemplate): Redact {
  const allowed = new Set(allowedQueryKeys);

  const redactPair = (pair: string): string => {
    const [, key = '', value] = /^([^=]*)(=.*)?$/.exec(pair) ?? [];
    if (allowed.has(key) || FLAG.test(pair)) return pair;
    // Without a value, or with the padding of base64 alone, the key is the value.
    const isKey = value !== undefined && KEY.test(key) && (/[^=]/.test(value) || !/\d|[a-z][A-Z]/.test(key));
    return isKey ? `${key}=${MASK}` : pair && MASK;
  };
  const redactQuery = (query: string) => query && `?${query.slice(1).split('&').map(redactPair).join('&')}`;

  const redactPath = (path: string): string => {
    const segments = path.split('/');
    const templates = urlTemplate?.(path).split('/');
    const isAligned = templates?.length === segments.length;
    return segments
      .map((segment, at) => {
        const [, name = '', parameters = ''] = /^([^;]*)(.*)$/.exec(segment) ?? [];
        const template = templates && (isAligned ? templates[at] : urlTemplate?.(`/${name}`));
        const isMasked =
          !BUILT_FILE.test(name) &&
          (isSecretSegment(name, segments[at - 1]) || (name && /\{(?!lang\})/.test(template ?? '')));
        return (isMasked ? MASK : name) + parameters.replace(/=[^;]*/g, `=${MASK}`);
      })
      .join('/');
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
  /** Keeps the `:12:7` of a stack's frame, which is no part of the URL. */
  const redactInText = (url: string): string => {
    // A path without a query may as well be a part of an expression.
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
      return cutMasked(value, MAX_VALUE_LENGTH, redactText);
    }
    if (Array.isArray(value)) return (value as AnyValue[]).map((item) => redactValue('', item));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(key, item)]));
  };
  return (attributes) => {
    for (const name of Object.keys(attributes)) attributes[name] = redactValue(name, attributes[name]);
  };
}
