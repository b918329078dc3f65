import { documentMember } from './dom.js';

/** Matches the tags of the page that are meant for otel-rum. */
const OUR_TAGS = 'script[src][data-endpoint],script[src][data-service-name]';

/**
 * Returns the tag that runs this script. A module has no `document.currentScript`
 * (https://html.spec.whatwg.org/multipage/dom.html#dom-document-currentscript), nor does a script that another one runs:
 * then it is the one tag meant for us whose URL is among those of the code that runs now.
 */
function findTag(): HTMLScriptElement | undefined {
  const current = documentMember('currentScript');
  if (current) return current as HTMLScriptElement;
  const stack = new Error().stack ?? '';
  const tags = documentMember('querySelectorAll')?.call(document, OUR_TAGS) as NodeListOf<HTMLScriptElement>;
  const ours = [...(tags ?? [])].filter(({ src }) => stack.includes(src));
  return ours.length === 1 ? ours[0] : undefined;
}

/** The `data-*` attributes of the tag that runs this script, in camel case; none without a tag, as in a worker. */
export const currentScriptData = (): Readonly<DOMStringMap> =>
  typeof document === 'object' ? { ...findTag()?.dataset } : {};

let own: string | undefined;
/** Remembers the script that holds this file by itself: called by it while it runs for the first time. */
export const rememberOwnScript = (): void => {
  own = (globalThis.document?.currentScript as HTMLScriptElement | null | undefined)?.src;
};
/** Whether a script is the one that holds this file by itself, and no application: what it runs is ours. */
export const isOwnScript = (url: string): boolean => !!own && url === own;

/** What stands under a name on the global object. */
export const globalValue = (name: string): unknown => (globalThis as Record<string, unknown>)[name];
