import { domMember } from './dom-member.js';
import { placeTemplate } from './location.js';

/** The attribute by which an app names an element for telemetry. */
export const NAME_ATTRIBUTE = 'data-rum-name';
/** Attributes that an app's own tests find elements by: developers write them, and they are the same for each visitor. */
const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];

/** What a person would say can be pressed or followed. */
export const PRESSABLE =
  'button,a,[onclick],[role=button],[role=link],[role^=menuitem],[role=tab],[role=option],[role=checkbox],[role=switch],[role=radio]';
const ACTIONABLE = `[${NAME_ATTRIBUTE}],${PRESSABLE},input,select,textarea,summary,label`;

/** Levels of a path that are shown. */
const MAX_LEVELS = 4;
/** Levels that are searched for an ancestor with a name. */
const MAX_SEARCHED = 16;
/** Places among siblings that are told apart; later ones share a name. */
const MAX_PLACES = 20;

/** How well a step names its element: not at all, within its kind (`name`, a link's path), in the whole page. */
type Rank = 0 | 1 | 2;

// A form's fields hide its properties of the same name: `<form><input name="getAttribute">`.
// https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem
export const tagOf = domMember<string>('Element', 'localName');
export const attributeOf = domMember<string | null>('Element', 'getAttribute');
const parentOf = domMember<(Node & { host?: Element }) | null>('Node', 'parentNode');
const nodeTypeOf = domMember<number>('Node', 'nodeType');
const previousOf = domMember<Element | null>('Element', 'previousElementSibling');
const nextOf = domMember<Element | null>('Element', 'nextElementSibling');
const rootOf = domMember<ShadowRoot>('Node', 'getRootNode');
const matches = domMember<boolean>('Element', 'matches');

/** Whether this is an element, also one of another window: `instanceof` is false for that. A path ends with the window. */
const isElement = (node: unknown): node is Element =>
  !!node && (node as Window).window !== node && nodeTypeOf(node) === 1;

/** Whether one of these is an element that a selector matches. */
export const matchesAny = (path: readonly unknown[], selector: string): boolean =>
  path.some((node) => isElement(node) && matches(node, selector));

/** The element around: a shadow tree's is its host. */
const around = (element: Element): Element | undefined => {
  const parent = parentOf(element);
  const outer = parent && nodeTypeOf(parent) === 11 ? parent.host : parent;
  return isElement(outer) ? outer : undefined;
};

/**
 * An id that somebody chose is one to six words (`searchForm`, `main-nav`). A digit, a sign that nobody types between words,
 * or five consonants in a row show that it was made at run time (`:r1:`, `_r_a_`, `ember12`, `radix-:r3:`, `field-kqzptx`) or
 * in a build (`Card_root__x1Y2z`); many words are a title; two with a dot may be a person (`ada.lovelace`).
 */
const CHOSEN_ID = /^(?!.*[b-df-hj-np-tv-xz]{5})(?!.*[-_].*\.)(?!\p{L}+\.\p{L}+$)\p{L}+([-_.]\p{L}+){0,5}$/u;
/** The words of a test attribute or of a field's name, up to its first number: what follows that is data. */
const STABLE_WORDS =
  /^(?!.*[b-df-hj-np-tv-xz]{5})(?!.*[-_].*\.)\p{L}+(?:[-_.:[]{1,2}\p{L}+\]?){0,5}(?=$|[-_.:[]*\d)/u;

const stableWords = (text: string | null): string | undefined => {
  const words = STABLE_WORDS.exec(text ?? '')?.[0];
  return words && words + (words === text ? '' : '{id}');
};

function step(element: Element, template: (path: string) => string): [text: string, rank: Rank] {
  const tag = tagOf(element);
  const read = (name: string) => attributeOf(element, name);
  const show = (name: string, value: string) => `${tag}[${name}="${value}"]`;
  const ownName = read(NAME_ATTRIBUTE);
  if (ownName) return [show(NAME_ATTRIBUTE, ownName), 2];
  const byWords = (attributes: string[], rank: Rank): [string, Rank] | undefined => {
    for (const name of attributes) {
      const words = stableWords(read(name));
      if (words)
        return [show(name, words), words.endsWith('}') || (rank < 2 && read('type') === 'radio') ? 0 : rank];
    }
    return undefined;
  };
  const id = read('id') ?? '';
  const href = read('href') ?? '';
  return (
    byWords(TEST_ATTRIBUTES, 2) ??
    // By its attribute: a form's `id` may be its field of that name.
    (CHOSEN_ID.test(id) ? [`${tag}#${id}`, 2] : undefined) ??
    byWords(['name', 'for'], 1) ??
    // Not one that leads nowhere: `#`, an anchor of the same page.
    (tag === 'a' && href && !/^(#(?!!?\/)|javascript:)/i.test(href)
      ? [show('href', placeTemplate(href, template) ?? ''), 1]
      : undefined) ??
    byWords(['role', 'type'], 0) ?? [tag, 0]
  );
}

/** The place among siblings of the same tag name; empty if there is no other. */
function placeOf(element: Element): string {
  const tag = tagOf(element);
  const count = (next: typeof nextOf, max: number) => {
    let found = 0;
    let at = next(element);
    for (let walked = 0; at && found < max && walked < 100; walked++) {
      if (tagOf(at) === tag) found++;
      at = next(at);
    }
    return found;
  };
  const before = count(previousOf, MAX_PLACES);
  if (!before && !count(nextOf, 1)) return '';
  return `:nth-of-type(${before < MAX_PLACES ? before + 1 : `n+${MAX_PLACES + 1}`})`;
}

/**
 * Returns where an element is, for people and for grouping: up to four steps that tell something, from the nearest ancestor with a
 * name. Made of tag names, `data-rum-name`, test attributes, ids, `name`, `for`, `role`, `type`, the templates of links' paths, and
 * the place among siblings: never of text, a value, or a label. docs/reference/user-actions.md has the rules.
 * @param template turns a path into its template
 * @example 'main>form#search>button'
 */
export function describeElement(
  node: Node | null | undefined,
  template: (path: string) => string = (path) => path,
): string {
  let description = '';
  let shown = 0;
  let best: Rank = 0;
  let isGap = false;
  // A text that shifts is described by the element around it.
  let at = node && !isElement(node) ? around(node as Element) : node;
  for (let level = 0; at && level < MAX_SEARCHED; level++) {
    const [text, rank] = step(at as Element, template);
    const place = best || rank ? '' : placeOf(at as Element);
    // A box around says nothing.
    const isShown =
      rank > 1 ||
      (shown < MAX_LEVELS && (!level || !!place || !/^(div|span|html|body|svg|g|path)$/.test(text)));
    if (isShown) {
      description = text + place + (description && (isGap ? ' ' : '>')) + description;
      shown++;
    }
    isGap = !isShown;
    if (rank > best) best = rank;
    if (best > 1) break;
    at = around(at as Element);
  }
  return description;
}

/** An element and all around it, the nearest first, as `Event.composedPath()` lists them. */
export function pathTo(node: Node | null | undefined): Element[] {
  const path: Element[] = [];
  for (let at = node as Element | null | undefined; at; at = around(at)) if (isElement(at)) path.push(at);
  return path;
}

/**
 * Returns the element that a person would say was acted on: the nearest that has a name, or can be pressed or followed. Inside a
 * component whose only such element it is, that is the component, if the app has named it.
 * @param path of the event, through open shadow trees
 */
export function actionTarget(path: readonly unknown[]): Element | undefined {
  const elements = path.filter(isElement);
  let target = elements.find((element) => matches(element, ACTIONABLE)) ?? elements[0];
  for (let at = target; at && !attributeOf(at, NAME_ATTRIBUTE); ) {
    const root = rootOf(at);
    if (!root.host || root.querySelectorAll(ACTIONABLE).length > 1) break;
    at = root.host;
    if (attributeOf(at, NAME_ATTRIBUTE)) target = at;
  }
  return target;
}

/** `BUTTON#customer-4711.onclick` of a long frame's script, without an id that nobody chose and without a URL. */
export const describeInvoker = (invoker: string): string =>
  invoker.replace(/^([A-Z][A-Z\d-]*)(?:#(.*)|\[.*\])(\.on\w+)$/s, (_, tag, id = '', type) =>
    CHOSEN_ID.test(id) ? `${tag}#${id}${type}` : tag + type,
  );
