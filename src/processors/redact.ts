import type { AnyValue } from '../record.js';
import { MASK, maskSecrets } from './mask-secrets.js';

/** A URL and nothing else. */
const URL_ONLY = /^[\w+.-]+:\/\/\S+$/;
/** A URL within a text, or a path: messages and stacks are full of them. */
const URL_IN_TEXT = /(?:[a-z][\w+.-]{0,20}:\/)?\/[^\s"<>]+/gi;

export type Redact = (attributes: Record<string, AnyValue>) => void;

/**
 * Takes out what may be private. Of URLs, wherever they stand: user info, fragments, and the values of all query keys but
 * those allowed (the keys stay, so that an analyst sees which there were). Of all texts: what looks like a secret. What the
 * app says of its user (`user.id`, `user.email`, …) stays.
 */
export function createRedact(allowedQueryKeys: readonly string[]): Redact {
  const allowed = new Set(allowedQueryKeys);

  const redactUrl = (text: string): string =>
    text
      .replace(/#.*/, '')
      .replace(/^([\w+.-]+:\/\/)[^/?]*@/, '$1')
      .replace(/\?.*/, (query) =>
        query.replace(/([?&])([^&=]*)=[^&]*/g, (pair, mark, key) =>
          allowed.has(key) ? pair : `${mark}${key}=${MASK}`,
        ),
      );
  /** Keeps the `:12:7` of a stack's frame, which is no part of the URL. */
  const redactInText = (url: string): string => {
    // A path without a query may as well be a part of an expression.
    if (url[0] === '/' && !/\?[^/=]+=/.test(url)) return url;
    const position = /(:\d{1,9}){0,2}[)'\].,;]{0,9}$/.exec(url)?.[0] ?? '';
    return redactUrl(url.slice(0, url.length - position.length)) + position;
  };

  const redactValue = (name: string, value: AnyValue): AnyValue => {
    if (typeof value === 'string') {
      if (name.startsWith('user.')) return value;
      if (!value.includes('/')) return maskSecrets(value);
      return maskSecrets(URL_ONLY.test(value) ? redactUrl(value) : value.replace(URL_IN_TEXT, redactInText));
    }
    if (Array.isArray(value)) return (value as AnyValue[]).map((item) => redactValue('', item));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(key, item)]));
  };
  return (attributes) => {
    for (const name of Object.keys(attributes)) attributes[name] = redactValue(name, attributes[name]);
  };
}
