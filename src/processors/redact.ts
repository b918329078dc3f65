import type { AnyValue } from '../record.js';
import * as names from '../semconv.js';

/** Attributes that hold a URL. */
const URL_ATTRIBUTES = new Set([
  names.URL_FULL,
  names.DOCUMENT_URL_FULL,
  names.NAVIGATION_FROM,
  names.CODE_FILE_PATH,
  names.FRAME_SCRIPT_URL,
  names.CSP_BLOCKED_URI,
  `${names.WEB_VITAL_ATTRIBUTION}url`,
]);
/** A URL within a text: messages and stacks are full of them. */
const URL_IN_TEXT = /[a-z][\w+.-]{0,20}:\/\/[^\s"<>]+/gi;

export type Redact = (attributes: Record<string, AnyValue>) => void;

/**
 * Takes out of URLs, wherever they stand, what may be private: user info, fragments, and the values of all query keys
 * but those allowed (the keys stay, so that an analyst sees which there were).
 */
export function createRedact(allowedQueryKeys: readonly string[]): Redact {
  const allowed = new Set(allowedQueryKeys);

  const redactUrl = (text: string): string => {
    const [, base = '', query] = /^([^?#]*)(?:\?([^#]*))?/.exec(text) ?? [];
    const clean = base.replace(/^([\w+.-]+:\/\/)[^/?#]*@/, '$1');
    if (!query) return clean;
    const pairs = query.split('&').map((pair) => {
      const key = pair.split('=', 1)[0] as string;
      return allowed.has(key) || !pair.includes('=') ? pair : `${key}=REDACTED`;
    });
    return `${clean}?${pairs.join('&')}`;
  };
  /** Keeps the `:12:7` of a stack's frame, which is no part of the URL. */
  const redactInText = (url: string): string => {
    const position = /(:\d+){0,2}[)'\].,;]*$/.exec(url)?.[0] ?? '';
    return redactUrl(url.slice(0, url.length - position.length)) + position;
  };

  const redactValue = (name: string, value: AnyValue): AnyValue => {
    if (typeof value === 'string') {
      if (URL_ATTRIBUTES.has(name)) return redactUrl(value);
      return value.includes('://') ? value.replace(URL_IN_TEXT, redactInText) : value;
    }
    if (Array.isArray(value)) return (value as AnyValue[]).map((item) => redactValue('', item));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(key, item)]));
  };
  return (attributes) => {
    for (const name of Object.keys(attributes)) attributes[name] = redactValue(name, attributes[name]);
  };
}
