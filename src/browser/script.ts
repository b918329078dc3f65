import { documentMember } from './dom.js';

/** Matches the script tags that are meant for otel-rum. */
const OUR_TAGS = 'script[src][data-endpoint],script[src][data-service-name]';

/**
 * Returns the tag that runs this script. Modules (https://html.spec.whatwg.org/multipage/dom.html#dom-document-currentscript)
 * and scripts run by another script have no `document.currentScript`: for them it is the first tag meant for otel-rum
 * with the longest URL that is on the stack, since a module of two tags runs once.
 */
function findTag(): HTMLScriptElement | undefined {
  const current = documentMember('currentScript');
  if (current) return current as HTMLScriptElement;
  const stack = new Error().stack ?? '';
  const tags = documentMember('querySelectorAll')?.call(document, OUR_TAGS) as NodeListOf<HTMLScriptElement>;
  const ours = [...(tags ?? [])].filter(({ src }) => stack.includes(src));
  return ours.sort((a, b) => b.src.length - a.src.length)[0];
}

/** Returns the `data-*` attributes, in camel case, of the tag that runs this script; empty without a tag, as in a worker. */
export function currentScriptData(): Readonly<DOMStringMap> {
  const data = (typeof document === 'object' && findTag()?.dataset) || {};
  // One by one: where a page has added `set` to `Object.prototype`, Chromium cannot copy it at once.
  return Object.fromEntries(Object.keys(data).map((key) => [key, data[key]]));
}

let own: string | undefined;
/** Remembers the URL of the running script if it contains only otel-rum. Called during its first run. */
export const rememberOwnScript = (): void => {
  own = (globalThis.document?.currentScript as HTMLScriptElement | null | undefined)?.src;
};
/** Whether a script is the one that contains only otel-rum, not an application's bundle. */
export const isOwnScript = (url: string): boolean => !!own && url === own;

/** Returns the value of a global variable. */
export const globalValue = (name: string): unknown => (globalThis as Record<string, unknown>)[name];
