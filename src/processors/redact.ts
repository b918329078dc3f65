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
const URL_IN_TEXT = /https?:\/\/[^\s"'<>()]+/g;

export type Redact = (attributes: Record<string, AnyValue>) => void;

/**
 * Takes out of URLs, wherever they stand, what may be private: user info, fragments, and the values of all query keys
 * but those allowed (the keys stay, so that an analyst sees which there were).
 */
export function createRedact(allowedQueryKeys: readonly string[]): Redact {
  const allowed = new Set(allowedQueryKeys);

  const redactUrl = (text: string): string => {
    const [, base = '', query] = /^([^?#]*)(?:\?([^#]*))?/.exec(text) ?? [];
    const clean = base.replace(/^([\w+.-]+:\/\/)[^/@]*@/, '$1');
    if (!query) return clean;
    const pairs = query.split('&').map((pair) => {
      const key = pair.split('=', 1)[0] as string;
      return allowed.has(key) || !pair.includes('=') ? pair : `${key}=REDACTED`;
    });
    return `${clean}?${pairs.join('&')}`;
  };
  /** Keeps the `:12:7` of a stack's frame, which is no part of the URL. */
  const redactInText = (url: string): string => {
    const position = /(:\d+){0,2}$/.exec(url)?.[0] ?? '';
    return redactUrl(url.slice(0, url.length - position.length)) + position;
  };

  return (attributes) => {
    for (const name of Object.keys(attributes)) {
      const value = attributes[name];
      if (typeof value !== 'string') continue;
      if (URL_ATTRIBUTES.has(name)) attributes[name] = redactUrl(value);
      else if (value.includes('://')) attributes[name] = value.replace(URL_IN_TEXT, redactInText);
    }
  };
}
